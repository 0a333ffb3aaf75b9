import { loadCandles as readCandles } from "../../../db/market-data/load-candles.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { type CandleText, candleTextAt } from "../../domain/markets/candle-columns.ts";
import type { DataSeries } from "../../domain/markets/data-series.ts";
import { type Timeframe, timeframeMs } from "../../domain/time/timeframe.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

const CANDLES_MAX = 5_000;

export type LoadCandlesInput = {
  readonly series: DataSeries & { readonly timeframe: Timeframe };
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
};

/** Stored candles for the eye, in exact decimal texts; made of finer ones where the timeframe itself is not stored. */
export async function loadCandles(
  desk: Desk,
  actor: Actor,
  { series, from, to }: LoadCandlesInput,
): Promise<Result<readonly CandleText[]>> {
  await authorize(desk.database, actor, "data:view", null);
  const wanted = Math.ceil((to - from) / timeframeMs(series.timeframe));
  if (wanted > CANDLES_MAX) {
    return refuse(
      "range-too-long",
      `${wanted} candles are more than ${CANDLES_MAX} at once. Choose a shorter range or a longer timeframe.`,
    );
  }
  const columns = await readCandles(desk.sql, series, { from, to });
  return accept(Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index)));
}
