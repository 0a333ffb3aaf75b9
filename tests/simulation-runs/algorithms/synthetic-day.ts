import { type CandleColumns, emptyCandles } from "../../../server/domain/markets/candle-columns.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { Seeded } from "../../support/seeded.ts";

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2024, 0, 1);
const EVERY_MS = 4_000;

/** Busy at the day's two ends and around 14:00 UTC, quiet at night: about one to four. */
const busyness = (share: number): number =>
  0.6 + 0.8 * (2 * share - 1) ** 2 + 1.4 * Math.exp(-(((share - 0.6) / 0.08) ** 2));

/** The trades of a seeded day: a walk of prices, and volume that follows the hour and chance. */
export function* syntheticDay(instrumentId: string, day: number): Generator<MarketEvent> {
  const random = new Seeded(1_000 + day);
  let priceTicks = 6_000_000;
  for (let at = EPOCH + day * DAY_MS; at < EPOCH + (day + 1) * DAY_MS; at += random.between(1, 2 * EVERY_MS)) {
    priceTicks += random.between(-900, 900);
    const burst = random.chance(0.05) ? 8 : 1;
    yield {
      ...{ kind: "trade", instrumentId, at, tradeId: `d${at}`, priceTicks },
      quantityLots: Math.ceil(burst * busyness((at % DAY_MS) / DAY_MS) * random.between(200, 4_000)),
      aggressor: random.pick(["buy", "sell"]),
    };
  }
}

/** The minutes of the days from `first` up to, not including, `end`, as the desk keeps them. */
export function minutesOf(instrumentId: string, first: number, end: number): CandleColumns {
  const length = (end - first) * 1_440;
  const volume = new Float64Array(length);
  for (let day = first; day < end; day += 1) {
    for (const event of syntheticDay(instrumentId, day)) {
      const minute = Math.floor((event.at - EPOCH) / 60_000) - first * 1_440;
      if (event.kind === "trade") volume[minute] = (volume[minute] ?? 0) + event.quantityLots;
    }
  }
  const openAt = volume.map((_, minute) => EPOCH + first * DAY_MS + minute * 60_000);
  const flat = volume.map(() => 6_000_000);
  return { ...emptyCandles("1m"), length, openAt, open: flat, high: flat, low: flat, close: flat, volume };
}
