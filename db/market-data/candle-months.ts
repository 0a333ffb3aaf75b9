import type postgres from "postgres";
import { type CandleColumns, candlesProblem, emptyCandles } from "../../server/domain/markets/candle-columns.ts";
import { mergeCandles } from "../../server/domain/markets/columns/candle-merge.ts";
import { type DataSeries, seriesName } from "../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { decodeOpened, inflateCandles } from "./candle-chunks.ts";
import { judgeMonth } from "./candle-defects.ts";
import { CorruptChunkError, type NewChunk, type Provenance, readChunks, repairChunk, writeChunk } from "./chunks.ts";
import { CANDLE_ENCODING, encodeCandles, encodeExtra } from "./codec/candle-codec.ts";
import { pack } from "./codec/compression.ts";
import { deleteRunningCandles, readRunningCandles } from "./running-rows.ts";
import { requireTimeframe } from "./series.ts";
import { spanOf } from "./spans.ts";

/** Throws when `columns` cannot be the candles of `series`. */
export function requireCandles(series: DataSeries, columns: CandleColumns): void {
  if (columns.timeframe !== requireTimeframe(series))
    throw new RangeError(`Candles of ${columns.timeframe} cannot be stored as ${seriesName(series)}`);
  const problem = candlesProblem(columns);
  if (problem !== null) throw new RangeError(`${seriesName(series)}: ${problem}`);
}

/** What is stored of a month: the chunk and the rows of the running month together. */
export async function readMonth(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  spanAt: Timestamp,
): Promise<CandleColumns> {
  const timeframe = requireTimeframe(series);
  const span = { from: spanAt, until: spanOf(series.kind, spanAt).until };
  const [chunk] = await readChunks(sql, seriesId, { ...span, hasExtra: true });
  const closed =
    chunk === undefined ? emptyCandles(timeframe) : decodeOpened(timeframe, await inflateCandles(series, chunk));
  const running = await readRunningCandles(sql, seriesId, { timeframe, ...span });
  return running.length === 0 ? closed : mergeCandles(closed, running).merged;
}

/** Writes a month as a chunk that takes in its rows, and notes what is missing or doubtful in it. */
export async function writeMonth(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  { spanAt, columns }: { readonly spanAt: Timestamp; readonly columns: CandleColumns },
  provenance: Provenance & { readonly isCorrection: boolean },
): Promise<void> {
  const chunk = await packMonth(spanAt, columns);
  await writeChunk(sql, seriesId, chunk, provenance);
  await deleteRunningCandles(sql, seriesId, { from: spanAt, until: spanOf(series.kind, spanAt).until });
  await judgeMonth(sql, series, seriesId, { spanAt, columns });
}

async function packMonth(spanAt: Timestamp, columns: CandleColumns): Promise<NewChunk> {
  const extra = encodeExtra(columns);
  const [packedCore, packedExtra] = await Promise.all([
    pack(encodeCandles(columns)),
    extra === null ? null : pack(extra),
  ]);
  return {
    spanAt,
    rows: columns.length,
    firstAt: columns.openAt[0] as number,
    lastAt: columns.openAt.at(-1) as number,
    encoding: CANDLE_ENCODING,
    core: packedCore,
    extra: packedExtra,
  };
}

/** {@link readMonth}, after the given candles have put a damaged chunk right if they are what it held. */
export async function readOrRepairMonth(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  { spanAt, columns }: { readonly spanAt: Timestamp; readonly columns: CandleColumns },
): Promise<CandleColumns> {
  try {
    return await readMonth(sql, series, seriesId, spanAt);
  } catch (cause) {
    if (!(cause instanceof CorruptChunkError)) throw cause;
    if (!(await repairChunk(sql, seriesId, await packMonth(spanAt, columns)))) throw cause;
    return readMonth(sql, series, seriesId, spanAt);
  }
}
