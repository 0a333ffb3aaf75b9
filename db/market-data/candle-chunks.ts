import type { CandleColumns } from "../../server/domain/markets/candle-columns.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { corrupt, openChunk, type StoredChunk } from "./chunks.ts";
import { CANDLE_ENCODING, decodeCandles, withExtra } from "./codec/candle-codec.ts";

/** The columns of a chunk, no longer compressed. */
export type Opened = { readonly core: Buffer; readonly extra: Buffer | null };

/** Inflates a chunk of candles. Throws a `CorruptChunkError` that names series and span. */
export async function inflateCandles(series: DataSeries, chunk: StoredChunk): Promise<Opened> {
  if (chunk.encoding !== CANDLE_ENCODING)
    throw corrupt(series, chunk.spanAt, `its encoding is ${chunk.encoding}, which this version cannot read`);
  return openChunk(series, chunk);
}

export function decodeOpened(timeframe: Timeframe, { core, extra }: Opened): CandleColumns {
  const columns = decodeCandles(timeframe, [core]);
  return extra === null ? columns : withExtra(columns, extra);
}
