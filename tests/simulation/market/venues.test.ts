import { beforeAll, describe, expect, it } from "vitest";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { SLOT_MS, SYNTHETIC_MARKETS } from "../../../server/simulation/market/market-terms.ts";
import { createSyntheticMarket } from "../../../server/simulation/market/synthetic-market.ts";
import { autocorrelation, correlation, logReturns, mean } from "./statistics.ts";
import { TapeReader } from "./tape-reader.ts";

const SECOND_EVENTS = 1_000 / SLOT_MS;
const SECONDS = 3_600;
const INSTRUMENTS: readonly Instrument[] = SYNTHETIC_MARKETS.map(({ instrument }) => instrument);
const AWAY = ["north", "east", "south"] as const;
const COINS = ["BTC", "ETH", "SOL"] as const;

/** Mids in USDT, one a second; and the mean spread as a fraction and best quantity in coins. */
const mids = new Map<string, number[]>();
const spreads = new Map<string, number[]>();
const depths = new Map<string, number[]>();

beforeAll(() => {
  const market = createSyntheticMarket({ seed: 21, startAt: Date.UTC(2026, 5, 1) });
  const reader = new TapeReader(market);
  reader.readTo(100);
  for (let second = 1; second <= SECONDS; second += 1) {
    reader.readTo(100 + second * SECOND_EVENTS);
    for (const { id, tick, lot } of INSTRUMENTS) {
      const instrument = reader.instrument(id);
      const { book } = instrument;
      push(mids, id, instrument.mid() * Number(tick));
      push(spreads, id, (book.best("sell") - book.best("buy")) / instrument.mid());
      push(depths, id, instrument.lots("buy") * Number(lot));
    }
  }
});

function push(series: Map<string, number[]>, id: string, value: number): void {
  const known = series.get(id);
  if (known === undefined) series.set(id, [value]);
  else known.push(value);
}

const of = (series: Map<string, number[]>, id: string): number[] => series.get(id) ?? [];

/** How far a venue's price is from the home venue's, a fraction, second by second. */
function differences(base: string, venue: string): number[] {
  const home = of(mids, `${base}-USDT`);
  return of(mids, `${base}-USDT.${venue}`).map((mid, second) => mid / (home[second] ?? 0) - 1);
}

describe("venues of the synthetic market", () => {
  it.each(AWAY.flatMap((venue) => COINS.map((base) => [base, venue] as const)))(
    "differ a little in %s at %s, and come back",
    (base, venue) => {
      const series = differences(base, venue);
      const sizes = series.map(Math.abs);
      expect(mean(sizes)).toBeGreaterThan(0.00002);
      expect(mean(sizes)).toBeLessThan(0.001);
      expect(Math.max(...sizes)).toBeLessThan(0.02);
      expect(Math.abs(mean(series))).toBeLessThan(0.0003);
      expect(autocorrelation(series, 120)).toBeLessThan(0.3);
    },
  );

  it("have wider spreads and thinner books the further they are from home", () => {
    const averages = (series: Map<string, number[]>) =>
      ["BTC-USDT", ...AWAY.map((venue) => `BTC-USDT.${venue}`)].map((id) => mean(of(series, id)));
    const spread = averages(spreads);
    const depth = averages(depths);
    expect(spread).toEqual([...spread].sort((a, b) => a - b));
    expect(depth).toEqual([...depth].sort((a, b) => b - a));
  });

  it("show one market: the same coin moves as one everywhere, coins move together, the stablecoin stands", () => {
    const minutes = (id: string) => logReturns(of(mids, id).filter((_, second) => second % 60 === 0));
    expect(correlation(minutes("BTC-USDT"), minutes("BTC-USDT.south"))).toBeGreaterThan(0.6);
    expect(correlation(minutes("BTC-USDT"), minutes("BTC-USDT-PERP"))).toBeGreaterThan(0.9);
    expect(correlation(minutes("BTC-USDT"), minutes("ETH-USDT"))).toBeGreaterThan(0.6);
    expect(of(mids, "USDC-USDT").every((mid) => Math.abs(mid - 1) < 0.003)).toBe(true);
  });
});
