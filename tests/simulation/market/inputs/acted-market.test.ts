import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EPISODES } from "../../../../server/domain/markets/feed-control.ts";
import type { PlacedInput } from "../../../../server/domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../../server/domain/markets/market-event.ts";
import { EVENTS_PER_HOUR, SYNTHETIC_MARKETS } from "../../../../server/simulation/market/market-terms.ts";
import { TapeReader } from "../tape-reader.ts";
import { effects, flow, MINUTE, market, placed, SECOND } from "./acted.ts";

const MIXED: readonly PlacedInput[] = [
  placed(30_000, flow("buy", 3_000_000)),
  placed(70_001, { kind: "episode", episode: "stale-feed", venue: "north" }),
  placed(138_000, flow("sell", 900_000, "ETH-USDT")),
  placed(140_000, { kind: "episode", episode: "venue-outage" }),
  placed(141_000, { kind: "episode", episode: "flash-crash", size: 0.3 }),
  placed(EVENTS_PER_HOUR - 1, flow("buy", 2_000_000)),
  placed(EVENTS_PER_HOUR, flow("sell", 700_000)),
  placed(EVENTS_PER_HOUR + 3, { kind: "episode", episode: "depeg" }),
  placed(EVENTS_PER_HOUR + 3, flow("sell", 1, "USDC-USDT")),
];

/** Enough of an event that no other follows the same past. */
function digest(event: MarketEvent): string {
  const { kind, instrumentId, at } = event;
  const price =
    kind === "book"
      ? event.bestBidTicks * event.bestAskLots + event.bids.length
      : kind === "trade"
        ? event.priceTicks
        : 0;
  return `${kind} ${instrumentId} ${at} ${price}`;
}

describe("a market that is acted on", () => {
  it("is a function of seed, start and inputs, wherever it is entered and whenever it was told", () => {
    const end = EVENTS_PER_HOUR + 12_000;
    const whole = market(MIXED);
    const told = market(MIXED.slice(0, 2));
    const untold = MIXED.slice(2);
    const entries = [EVENTS_PER_HOUR + 2, 30_001, EVENTS_PER_HOUR - 3, 145_000, 140_500, EVENTS_PER_HOUR];
    const isKept = (position: number) => entries.some((entry) => position >= entry && position < entry + 300);
    const events: (MarketEvent | null)[] = [];
    for (let position = 0; position < end; position += 1) {
      const due = untold.filter((input) => input.position === position + 256);
      for (const input of due.reverse()) told.add(input);
      const event = whole.next();
      if (digest(told.next()) !== digest(event)) throw new Error(`Position ${position} depends on when it was told`);
      events.push(isKept(position) ? event : null);
    }
    const entered = market(MIXED);
    for (const position of entries) {
      entered.seek(position);
      expect(Array.from({ length: 300 }, () => entered.next())).toEqual(events.slice(position, position + 300));
    }
  });

  it("stays consistent through every kind of input", () => {
    const reader = new TapeReader(market(MIXED));
    reader.readTo(EVENTS_PER_HOUR + 80_000);
    expect(reader.problems).toEqual([]);
    for (const id of reader.instrumentIds) expect(reader.instrument(id).isBookValid).toBe(true);
  });

  it("is so for any inputs around the end of an hour, and never tells what cannot be", () => {
    const [from, to] = [58 * MINUTE, EVENTS_PER_HOUR + 2 * MINUTE];
    const position = fc.integer({ min: from, max: to });
    const instrumentId = fc.constantFrom(...SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id));
    const traded = fc.record({
      kind: fc.constant("flow" as const),
      instrumentId,
      side: fc.constantFrom("buy", "sell"),
      quantityLots: fc.integer({ min: 1, max: 10_000_000 }),
    });
    const planted = fc.record({
      kind: fc.constant("episode" as const),
      episode: fc.constantFrom(...EPISODES),
      venue: fc.constantFrom("paper", "north", "east", "south"),
      lengthMs: fc.integer({ min: 1_000, max: 90_000 }),
      size: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    });
    const inputs = fc.array(fc.tuple(position, fc.oneof(traded, planted)), { maxLength: 12 });
    fc.assert(
      fc.property(inputs, fc.array(position, { minLength: 2, maxLength: 2 }), (acts, entries) => {
        const told = acts.map(([at, input]) => placed(at, input)).sort((a, b) => a.position - b.position);
        const whole = market(told);
        whole.seek(from);
        const reader = new TapeReader(whole);
        const events: MarketEvent[] = [];
        reader.readTo(to + 100, (event) => events.push(event));
        expect(reader.problems).toEqual([]);
        const entered = market(told);
        for (const entry of entries) {
          entered.seek(entry);
          const found = Array.from({ length: 100 }, () => entered.next());
          expect(found).toEqual(events.slice(entry - from, entry - from + 100));
        }
      }),
      { numRuns: 4 },
    );
  });

  it("acts at its position and not before, on nobody's earlier events", () => {
    const acted = market([placed(5_000, flow("buy", 1_000_000))]);
    const free = market();
    for (let position = 0; position < 5_000; position += 1) expect(acted.next()).toEqual(free.next());
    const following = (source: typeof acted) => Array.from({ length: 200 }, () => JSON.stringify(source.next())).join();
    expect(following(acted)).not.toBe(following(free));
  });

  it("refuses what comes too late, what it does not know, and what is no position", () => {
    const source = market();
    source.seek(1_000);
    expect(() => source.add(placed(999, flow("buy", 1)))).toThrow(/position 999 is too late: the tape stands at 1000/);
    expect(() => source.add(placed(1_000, flow("buy", 1, "DOGE-USDT")))).toThrow(/DOGE-USDT/);
    expect(() => market([placed(-1, flow("buy", 1))])).toThrow(/-1/);
    source.add(placed(2_000, flow("buy", 1)));
    source.add(placed(1_500, flow("sell", 1)));
    source.seek(3_000);
  });
});

describe("our trades in the market", () => {
  it.each(["buy", "sell"] as const)(
    "by a %s move the price their way, on all venues in the long run, and fade",
    (side) => {
      const lots = 10_000_000;
      const inputs = [placed(20 * MINUTE, flow(side, lots))];
      const sign = side === "buy" ? 1 : -1;
      const ids = ["BTC-USDT", "BTC-USDT.north", "ETH-USDT"];
      const [soon = 0, north = 0, other = 0] = effects(20 * MINUTE + 20 * SECOND, inputs, ids).map(
        (each) => each * sign,
      );
      const [later = 0] = effects(50 * MINUTE, inputs, ids).map((each) => each * sign);
      const [nextHour = 0] = effects(65 * MINUTE, inputs, ids).map((each) => each * sign);
      expect(soon).toBeGreaterThan(0.0012);
      expect(north).toBeGreaterThan(0.0002);
      expect(north).toBeLessThan(soon);
      expect(Math.abs(other)).toBeLessThan(0.0005);
      expect(later).toBeGreaterThan(0.0002);
      expect(later).toBeLessThan(soon / 2);
      expect(nextHour).toBeGreaterThan(0.0002);
    },
  );

  it("take from the book exactly what they took, before anything else of the instrument is told", () => {
    for (const side of ["buy", "sell"] as const) {
      const taken = side === "buy" ? "sell" : "buy";
      const at = 10 * MINUTE + 700;
      const reader = new TapeReader(market([placed(at, flow(side, 60_000))]));
      reader.readTo(at);
      const instrument = reader.instrument("BTC-USDT");
      const before = instrument.lots(taken);
      const bestLots = instrument.book.lotsAt(taken, 0);
      let seen: MarketEvent | null = null;
      while (seen === null) {
        reader.readTo(reader.position + 1, (event) => {
          if (event.instrumentId === "BTC-USDT" && event.kind === "book") seen = event;
        });
      }
      expect(before - instrument.lots(taken)).toBe(60_000);
      expect(instrument.book.lotsAt(taken, 0)).not.toBe(bestLots);
    }
  });

  it("larger than the book leave it its last levels", () => {
    const at = 10 * MINUTE + 700;
    const reader = new TapeReader(market([placed(at, flow("buy", Number.MAX_SAFE_INTEGER))]));
    reader.readTo(at + 2_400);
    expect(reader.problems).toEqual([]);
  });
});
