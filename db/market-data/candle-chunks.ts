import type { CandleColumns } from "../../server/domain/markets/candle-columns.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { CorruptChunkError, corrupt, openChunk, type StoredChunk } from "./chunks.ts";
import { CANDLE_ENCODING, decodeCandles, withExtra } from "./codec/candle-codec.ts";
import { requireTimeframe } from "./series.ts";

/** The candles of a chunk. Throws a {@link CorruptChunkError} that names series and span. */
export async function openCandles(series: DataSeries, chunk: StoredChunk): Promise<CandleColumns> {
  if (chunk.encoding !== CANDLE_ENCODING)
    throw corrupt(series, chunk.spanAt, `its encoding is ${chunk.encoding}, which this version cannot read`);
  const { core, extra } = await openChunk(series, chunk);
  try {
    const columns = decodeCandles(requireTimeframe(series), core);
    return extra === null ? columns : withExtra(columns, extra);
  } catch (cause) {
    throw cause instanceof CorruptChunkError ? cause : corrupt(series, chunk.spanAt, cause);
  }
}
