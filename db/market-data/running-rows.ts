import type { CandleColumns, CandleText } from "../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../server/domain/markets/candle-columns-builder.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import type { Connection } from "./transaction.ts";

type Span = { readonly from: Timestamp; readonly until: Timestamp };

type CandleRow = {
  readonly openAt: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string | null;
  readonly trades: number | null;
  readonly takerVolume: string | null;
};

/** The candles kept as rows that open in `[from, until)`. */
export async function readRunningCandles(
  sql: Connection,
  seriesId: number,
  { timeframe, from, until }: Span & { readonly timeframe: Timeframe },
): Promise<CandleColumns> {
  const rows = await sql<CandleRow[]>`
    select open_at as "openAt", open, high, low, close, volume, quote_volume as "quoteVolume", trades,
           taker_volume as "takerVolume"
    from candle_row where series_id = ${seriesId} and open_at >= ${from} and open_at < ${until} order by open_at`;
  const builder = new CandleColumnsBuilder(timeframe);
  for (const row of rows) {
    const { open, high, low, close, volume, quoteVolume, trades, takerVolume } = row;
    const optional = [quoteVolume ?? "", trades === null ? "" : String(trades), takerVolume ?? ""] as const;
    const problem = builder.add(Number(row.openAt), open, high, low, close, volume, ...optional);
    if (problem !== null) throw new RangeError(`The stored candle at ${row.openAt} is none: ${problem.message}`);
  }
  return builder.finish().columns;
}

export async function deleteRunningCandles(sql: Connection, seriesId: number, { from, until }: Span): Promise<void> {
  await sql`delete from candle_row where series_id = ${seriesId} and open_at >= ${from} and open_at < ${until}`;
}

export async function insertRunningCandle(sql: Connection, seriesId: number, candle: CandleText): Promise<void> {
  const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } = candle;
  await sql`
    insert into candle_row (series_id, open_at, open, high, low, close, volume, quote_volume, trades, taker_volume)
    values (${seriesId}, ${openAt}, ${open}, ${high}, ${low}, ${close}, ${volume}, ${quoteVolume}, ${trades}, ${takerVolume})`;
}
