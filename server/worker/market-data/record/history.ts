import { setImmediate as nextTurn } from "node:timers/promises";
import type { Client } from "../../../../db/client.ts";
import { writeFunding } from "../../../../db/market-data/events/funding.ts";
import { writeCandles } from "../../../../db/market-data/write-candles.ts";
import { hasCandlesBefore } from "../../../../db/queries/candles-before.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { SYNTHETIC_MARKETS } from "../../../simulation/market/market-terms.ts";
import { candleHistory } from "../../../simulation/market/prices/candle-history.ts";
import { fundingHistory } from "../../../simulation/market/prices/funding.ts";
import { sourceOf } from "./catalogue-entries.ts";

const HISTORY_MS = 30 * 86_400_000;

/** Gives a synthetic tape the 30 days before it began, so that charts and strategies do not start from nothing. Once an instrument. */
export async function writeHistory(
  sql: Client,
  feedKey: string,
  { seed, startAt }: { readonly seed: number; readonly startAt: Timestamp },
  isStopping: () => boolean,
): Promise<void> {
  for (const { instrument } of SYNTHETIC_MARKETS) {
    const source = sourceOf(feedKey, instrument);
    const series = { source, symbol: instrument.symbol, kind: "candles", timeframe: "1m" } as const;
    if (isStopping()) return;
    if (await hasCandlesBefore(sql, series, startAt)) continue;
    await nextTurn(); // The tape plays on in between.
    if (instrument.kind === "perpetual") {
      const settled = { source, symbol: instrument.symbol, kind: "funding", timeframe: null } as const;
      await writeFunding(sql, settled, fundingHistory({ seed, startAt }), { reason: "before the synthetic tape" });
    }
    const range = { from: startAt - HISTORY_MS, to: startAt };
    const columns = candleHistory({ seed, startAt, instrumentId: instrument.id, timeframe: "1m", ...range });
    await writeCandles(sql, series, columns, { reason: "before the synthetic tape" });
  }
}
