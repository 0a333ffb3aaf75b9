import { createHash } from "node:crypto";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { type Timeframe, timeframeMs } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { spanOf } from "./spans.ts";
import type { Connection } from "./transaction.ts";

type MonthCoverage = {
  /** When the month begins, UTC. */
  readonly monthAt: Timestamp;
  /** For people, e.g. `2023-03`. */
  readonly month: string;
  readonly rows: number;
  /** Candles the grid has between the series' first and last one in this month; null for trades and books. */
  readonly expected: number | null;
  readonly gaps: number;
  /** How many corrections were made. */
  readonly corrections: number;
};

export type SeriesCoverage = {
  readonly series: DataSeries;
  readonly rows: number;
  readonly firstAt: Timestamp;
  readonly lastAt: Timestamp;
  /** Candles the grid has from the first to the last one, or settlements of funding; null for trades and books. */
  readonly expected: number | null;
  readonly missing: number | null;
  /** Stretches of missing candles. */
  readonly gaps: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly outliers: number;
  readonly zeroVolume: number;
  readonly outages: number;
  /** Compressed size of the current chunks. */
  readonly bytes: number;
  /** SHA-256 over the hashes of the current chunks: two stores with the same one hold the same closed data. */
  readonly hash: string;
  readonly months: readonly MonthCoverage[];
};

type SeriesRow = Omit<DataSeries, "timeframe"> & { readonly id: number; readonly timeframe: Timeframe | "" };
type SpanRow = {
  readonly id: number;
  readonly monthAt: string;
  readonly rows: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly bytes: number;
  readonly hashes: string;
  readonly corrections: number;
};
type DefectRow = {
  readonly id: number;
  readonly kind: string;
  readonly monthAt: string;
  readonly stretches: number;
  readonly rows: number;
};

/** What is stored of every series, by source and symbol. Series that hold nothing are left out. */
export async function listCoverage(sql: Connection): Promise<SeriesCoverage[]> {
  const month = (at: unknown) =>
    sql`(extract(epoch from date_trunc('month', to_timestamp(${at as never} / 1000), 'UTC')) * 1000)::bigint`;
  const [series, chunks, running, defects] = await Promise.all([
    sql<SeriesRow[]>`select id, source, symbol, kind, timeframe from data_series`,
    sql<SpanRow[]>`
      select series_id as id, ${month(sql`span_at`)} as "monthAt",
             (sum(rows) filter (where is_current))::float8 as rows,
             min(first_at) filter (where is_current) as "firstAt", max(last_at) filter (where is_current) as "lastAt",
             (sum(octet_length(payload) + coalesce(octet_length(extra), 0)) filter (where is_current))::float8 as bytes,
             string_agg(hash || coalesce(extra_hash, ''), '' order by span_at) filter (where is_current) as hashes,
             (count(*) filter (where is_correction))::int as corrections
      from data_chunk group by 1, 2`,
    sql<SpanRow[]>`
      select series_id as id, ${month(sql`open_at`)} as "monthAt", count(*)::int as rows,
             min(open_at) as "firstAt", max(open_at) as "lastAt", 0 as bytes, '' as hashes, 0 as corrections
      from candle_row group by 1, 2`,
    sql<DefectRow[]>`
      select series_id as id, kind, ${month(sql`from_at`)} as "monthAt", count(*)::int as stretches, sum(rows)::float8 as rows
      from data_defect group by 1, 2, 3`,
  ]);
  const spansOf = groupById([...chunks, ...running]);
  const defectsOf = groupById(defects);
  return series
    .flatMap((row) => {
      const spans = spansOf.get(row.id) ?? [];
      return spans.length === 0 ? [] : [coverageOf(row, spans, defectsOf.get(row.id) ?? [])];
    })
    .sort((a, b) => order(a.series).localeCompare(order(b.series)));
}

const order = ({ source, symbol, kind, timeframe }: DataSeries) =>
  [source, symbol, kind, timeframe === null ? "" : String(timeframeMs(timeframe)).padStart(12, "0")].join("\n");

function groupById<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return groups;
}

function coverageOf(
  { id: _, ...row }: SeriesRow,
  spans: readonly SpanRow[],
  defects: readonly DefectRow[],
): SeriesCoverage {
  const series: DataSeries = { ...row, timeframe: row.timeframe === "" ? null : row.timeframe };
  const firstAt = Math.min(...spans.map((span) => Number(span.firstAt)));
  const lastAt = Math.max(...spans.map((span) => Number(span.lastAt)));
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  const sum = (kind: string, value: (defect: DefectRow) => number) =>
    defects.filter((defect) => defect.kind === kind).reduce((total, defect) => total + value(defect), 0);
  const expected = expectedRows(series, { rows, firstAt, lastAt, missing: sum("gap", (defect) => defect.rows) });
  const hashes = [...spans].sort((a, b) => Number(a.monthAt) - Number(b.monthAt)).map((span) => span.hashes);
  return {
    series,
    rows,
    firstAt,
    lastAt,
    expected,
    missing: expected === null ? null : expected - rows,
    gaps: sum("gap", (defect) => defect.stretches),
    duplicates: sum("duplicate", (defect) => defect.rows),
    conflicts: sum("conflict", (defect) => defect.rows),
    outliers: sum("outlier", (defect) => defect.rows),
    zeroVolume: sum("zero-volume", (defect) => defect.rows),
    outages: sum("outage", (defect) => defect.stretches),
    bytes: spans.reduce((total, span) => total + span.bytes, 0),
    hash: createHash("sha256").update(hashes.join("")).digest("hex"),
    months: monthsOf(series, spans, defects, { firstAt, lastAt }),
  };
}

/** Candles have a grid; funding is judged by what its gaps say is missing; trades and books come as they come. */
function expectedRows(
  { kind, timeframe }: DataSeries,
  { rows, firstAt, lastAt, missing }: { rows: number; firstAt: Timestamp; lastAt: Timestamp; missing: number },
): number | null {
  if (timeframe !== null) return (lastAt - firstAt) / timeframeMs(timeframe) + 1;
  return kind === "funding" ? rows + missing : null;
}

function monthsOf(
  series: DataSeries,
  spans: readonly SpanRow[],
  defects: readonly DefectRow[],
  { firstAt, lastAt }: { readonly firstAt: Timestamp; readonly lastAt: Timestamp },
): MonthCoverage[] {
  const stepMs = series.timeframe === null ? 1 : timeframeMs(series.timeframe);
  const months: MonthCoverage[] = [];
  for (let { from, until } = spanOf("candles", firstAt); from <= lastAt; { from, until } = spanOf("candles", until)) {
    const here = spans.filter(({ monthAt }) => Number(monthAt) === from);
    const rows = here.reduce((sum, span) => sum + span.rows, 0);
    const gaps = defects.filter(({ kind, monthAt }) => kind === "gap" && Number(monthAt) === from);
    const missing = gaps.reduce((sum, gap) => sum + gap.rows, 0);
    const times = { firstAt: Math.max(firstAt, from), lastAt: Math.min(lastAt, until - stepMs) };
    months.push({
      monthAt: from,
      month: new Date(from).toISOString().slice(0, 7),
      rows,
      expected: expectedRows(series, { rows, missing, ...times }),
      gaps: gaps.reduce((sum, { stretches }) => sum + stretches, 0),
      corrections: here.reduce((sum, span) => sum + span.corrections, 0),
    });
  }
  return months;
}
