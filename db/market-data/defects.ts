import type postgres from "postgres";
import type { FoundDefect } from "../../server/domain/markets/columns/candle-defects.ts";
import type { DefectKind } from "../../server/domain/markets/data-quality.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { findSeries } from "./series.ts";
import type { Connection } from "./transaction.ts";

export type Defect = FoundDefect & {
  /** Who looked at it and let it stand. */
  readonly reviewedBy: string | null;
  readonly reviewedAt: Timestamp | null;
};

type Region = { readonly kinds: readonly DefectKind[]; readonly from: Timestamp; readonly until: Timestamp };

/** What is missing or doubtful in a series, oldest first. */
export async function listDefects(sql: Connection, series: DataSeries): Promise<Defect[]> {
  const seriesId = await findSeries(sql, series);
  if (seriesId === null) return [];
  const rows = await sql<
    (Omit<Defect, "fromAt" | "untilAt" | "reviewedAt"> & { fromAt: string; untilAt: string; reviewedAt: Date | null })[]
  >`
    select kind, from_at as "fromAt", until_at as "untilAt", rows, detail, reviewed_by as "reviewedBy",
           reviewed_at as "reviewedAt"
    from data_defect where series_id = ${seriesId} order by from_at, kind`;
  return rows.map((row) => ({
    ...row,
    fromAt: Number(row.fromAt),
    untilAt: Number(row.untilAt),
    reviewedAt: row.reviewedAt?.getTime() ?? null,
  }));
}

/** Makes `defects` all there are of these kinds that begin in the region; reviews of what stays the same are kept. */
export async function replaceDefects(
  sql: postgres.TransactionSql,
  seriesId: number,
  { kinds, from, until }: Region,
  defects: readonly FoundDefect[],
): Promise<void> {
  await sql`
    delete from data_defect d
    where d.series_id = ${seriesId} and d.kind = any(${[...kinds]}) and d.from_at >= ${from} and d.from_at < ${until}
      and not exists (
        select 1 from jsonb_to_recordset(${sql.json([...defects])}) as found(kind text, "fromAt" bigint)
        where found.kind = d.kind and found."fromAt" = d.from_at)`;
  await addDefects(sql, seriesId, defects);
}

/** Adds defects; one that begins where one of its kind is noted takes its place, unreviewed unless it is the same. */
export async function addDefects(
  sql: postgres.TransactionSql,
  seriesId: number,
  defects: readonly FoundDefect[],
): Promise<void> {
  if (defects.length === 0) return;
  await sql`
    insert into data_defect (series_id, kind, from_at, until_at, rows, detail)
    select ${seriesId}, kind, "fromAt", "untilAt", rows, detail
    from jsonb_to_recordset(${sql.json([...defects])})
      as found(kind text, "fromAt" bigint, "untilAt" bigint, rows integer, detail text)
    on conflict (series_id, kind, from_at) do update
    set until_at = excluded.until_at, rows = excluded.rows, detail = excluded.detail, reviewed_by = null, reviewed_at = null
    where data_defect.until_at <> excluded.until_at or data_defect.detail <> excluded.detail`;
}
