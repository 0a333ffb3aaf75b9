import { and, desc, eq, sql } from "drizzle-orm";
import { type Defect, listDefects } from "../../../db/market-data/defects.ts";
import { dataChunk, dataSeries, user } from "../../../db/schema/index.ts";
import type { DataSeries } from "../../domain/markets/data-series.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

const DEFECTS_SHOWN = 500;
const CORRECTIONS_SHOWN = 50;

type SeriesCorrection = {
  /** Begin of the stored span that was corrected, UTC ms. */
  readonly spanAt: number;
  readonly version: number;
  readonly reason: string;
  readonly by: string | null;
  readonly at: number;
};

export type SeriesDescription = {
  /** Those that nobody has reviewed first, then by time; the first few hundred of `defectCount`. */
  readonly defects: readonly Defect[];
  readonly defectCount: number;
  /** Newest first. */
  readonly corrections: readonly SeriesCorrection[];
};

/** What is missing or doubtful in one series, and what was put right in it. */
export async function describeSeries(desk: Desk, actor: Actor, series: DataSeries): Promise<SeriesDescription> {
  await authorize(desk.database, actor, "data:view", null);
  const [defects, people, corrections] = await Promise.all([
    listDefects(desk.sql, series),
    desk.database.select({ id: user.id, name: user.name }).from(user),
    listCorrections(desk, series),
  ]);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const shown = [...defects]
    .sort((a, b) => Number(a.reviewedAt !== null) - Number(b.reviewedAt !== null) || a.fromAt - b.fromAt)
    .slice(0, DEFECTS_SHOWN)
    .map((defect) => ({
      ...defect,
      reviewedBy: defect.reviewedBy === null ? null : (nameOf.get(defect.reviewedBy) ?? "somebody who left"),
    }));
  return { defects: shown, defectCount: defects.length, corrections };
}

async function listCorrections(desk: Desk, { source, symbol, kind, timeframe }: DataSeries) {
  const rows = await desk.database
    .select({
      spanAt: dataChunk.spanAt,
      version: dataChunk.version,
      reason: dataChunk.reason,
      by: user.name,
      createdAt: dataChunk.createdAt,
    })
    .from(dataChunk)
    .innerJoin(dataSeries, eq(dataSeries.id, dataChunk.seriesId))
    .leftJoin(user, eq(user.id, dataChunk.userId))
    .where(
      and(
        eq(dataSeries.source, source),
        eq(dataSeries.symbol, symbol),
        eq(dataSeries.kind, kind),
        eq(dataSeries.timeframe, timeframe ?? ""),
        sql`${dataChunk.isCorrection}`,
      ),
    )
    .orderBy(desc(dataChunk.createdAt))
    .limit(CORRECTIONS_SHOWN);
  return rows.map(({ createdAt, ...row }) => ({ ...row, at: createdAt.getTime() }));
}
