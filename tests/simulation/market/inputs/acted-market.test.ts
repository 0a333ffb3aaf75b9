import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../../../server/domain/markets/market-event.ts";
import type { MarketInput, PlacedInput } from "../../../../server/simulation/market/inputs/market-input.ts";
import { EVENTS_PER_HOUR, SLOT_MS, SYNTHETIC_MARKETS } from "../../../../server/simulation/market/market-terms.ts";
import {
  BOOKS_WHOLE_WITHIN_EVENTS,
  createSyntheticMarket,
} from "../../../../server/simulation/market/synthetic-market.ts";
import { InstrumentReader, TapeReader } from "../tape-reader.ts";

const START_AT = Date.UTC(2026, 2, 1);
const SECOND = 1_000 / SLOT_MS;
const MINUTE = 60 * SECOND;
const MINUTE_MS = 60_000;
const SEED = 5;
const HOME = SYNTHETIC_MARKETS.flatMap(({ instrument }) => (instrument.venue === "paper" ? [instrument.id] : []));

let number = 0;
function placed(position: number, input: MarketInput): PlacedInput {
  number += 1;
  return { position, number, input };
}

function flow(side: "buy" | "sell", quantityLots: number, instrumentId = "BTC-USDT"): MarketInput {
  return { kind: "flow", instrumentId, side, quantityLots };
}

const market = (inputs: readonly PlacedInput[] = []) =>
  createSyntheticMarket({ seed: SEED, startAt: START_AT, inputs });

/** Mids of the instruments at a position, in ticks. */
function midsAt(position: number, inputs: readonly PlacedInput[], ids: readonly string[]): number[] {
  const source = market(inputs);
  const from = Math.max(0, position - BOOKS_WHOLE_WITHIN_EVENTS);
  source.seek(from);
  const readers = new Map(ids.map((id) => [id, new InstrumentReader()]));
  while (source.position() < position) {
    const event = source.next();
    const reader = readers.get(event.instrumentId);
    if (reader !== undefined && event.kind === "book" && (event.isSnapshot || reader.isBookKnown)) reader.read(event);
  }
  return ids.map((id) => readers.get(id)?.mid() ?? 0);
}

/** What the inputs do to the mids at a position, as fractions of what they would be. */
function effects(position: number, inputs: readonly PlacedInput[], ids: readonly string[]): number[] {
  const without = midsAt(position, [], ids);
  return midsAt(position, inputs, ids).map((mid, index) => mid / (without[index] ?? 0) - 1);
}

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

describe("a market that is acted on", () => {
  it("is a function of seed, start and inputs, wherever it is entered and whenever it was told", () => {
    const end = EVENTS_PER_HOUR + 12_000;
    const whole = market(MIXED);
    const told = market(MIXED.slice(0, 2));
    const untold = MIXED.slice(2);
    const events: string[] = [];
    for (let position = 0; position < end; position += 1) {
      const due = untold.filter((input) => input.position === position + 256);
      for (const input of due.reverse()) told.add(input);
      const event = JSON.stringify(whole.next());
      if (JSON.stringify(told.next()) !== event) throw new Error(`Position ${position} depends on when it was told`);
      events.push(event);
    }
    const entered = market(MIXED);
    for (const position of [EVENTS_PER_HOUR + 2, 30_001, EVENTS_PER_HOUR - 3, 145_000, 140_500, EVENTS_PER_HOUR]) {
      entered.seek(position);
      const found = Array.from({ length: 300 }, () => JSON.stringify(entered.next()));
      expect(found.join("\n") === events.slice(position, position + 300).join("\n")).toBe(true);
    }
  });

  it("stays consistent through every kind of input", () => {
    const reader = new TapeReader(market(MIXED));
    reader.readTo(EVENTS_PER_HOUR + 90_000);
    expect(reader.problems).toEqual([]);
    for (const id of reader.instrumentIds) expect(reader.instrument(id).isBookValid).toBe(true);
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

describe("planted episodes", () => {
  const at = 15 * MINUTE;
  const episode = (input: Omit<Extract<MarketInput, { kind: "episode" }>, "kind">) => [
    placed(at, { kind: "episode", ...input }),
  ];

  it("a flash crash falls in seconds, empties books, recovers over minutes and is over", () => {
    const inputs = episode({ episode: "flash-crash" });
    const ids = ["BTC-USDT", "BTC-USDT.south", "USDC-USDT", "BTC-USDT-PERP"];
    const low = effects(at + 12 * SECOND, inputs, ids);
    expect(low[0]).toBeLessThan(-0.1);
    expect(low[1]).toBeLessThan(-0.1);
    expect(low[3]).toBeLessThan(-0.1);
    expect(Math.abs(low[2] ?? 1)).toBeLessThan(0.001);
    const half = effects(at + 5 * MINUTE, inputs, ids);
    expect(half[0]).toBeGreaterThan(-0.05);
    expect(half[0]).toBeLessThan(-0.01);
    expect(Math.abs(effects(at + 10 * MINUTE + 20 * SECOND, inputs, ids)[0] ?? 1)).toBeLessThan(0.001);

    const reader = new TapeReader(market(inputs));
    reader.readTo(at - 10);
    const usual = reader.instrument("BTC-USDT").lots("buy");
    const tradesBefore = reader.instrument("BTC-USDT").trades;
    let sells = 0;
    reader.readTo(at + 6 * SECOND, (event) => {
      if (event.kind === "trade" && event.instrumentId === "BTC-USDT" && event.aggressor === "sell") sells += 1;
    });
    expect(sells / (reader.instrument("BTC-USDT").trades - tradesBefore)).toBeGreaterThan(0.7);
    expect(reader.instrument("BTC-USDT").lots("buy")).toBeLessThan(usual / 5);
    reader.readTo(at + 11 * MINUTE);
    expect(reader.instrument("BTC-USDT").lots("buy")).toBeGreaterThan(usual / 2);
    expect(reader.problems).toEqual([]);
  });

  it("a crash of one venue or one coin leaves the others mostly alone", () => {
    const ids = ["BTC-USDT", "BTC-USDT.north", "ETH-USDT"];
    const venue = effects(at + 12 * SECOND, episode({ episode: "flash-crash", venue: "north", size: 0.5 }), ids);
    expect(venue[1]).toBeLessThan(-0.4);
    expect(venue[0]).toBeGreaterThan(-0.12);
    const coin = effects(at + 12 * SECOND, episode({ episode: "flash-crash", instrumentId: "ETH-USDT" }), ids);
    expect(coin[2]).toBeLessThan(-0.1);
    expect(coin[0]).toBeGreaterThan(-0.075);
    const away = effects(at + 12 * SECOND, episode({ episode: "flash-crash", instrumentId: "BTC-USDT.north" }), ids);
    expect(away[1]).toBeLessThan(-0.1);
    expect(away[0]).toBeGreaterThan(-0.05);
  });

  it("crashes upon crashes leave prices above nothing", () => {
    const inputs = Array.from({ length: 8 }, (_, index) =>
      placed(at + index, { kind: "episode", episode: "flash-crash", size: 0.9 }),
    );
    const reader = new TapeReader(market(inputs));
    reader.readTo(at + 2 * MINUTE);
    expect(reader.problems).toEqual([]);
  });

  it("a depeg takes the stablecoin to nine tenths and back, and coins react", () => {
    const inputs = episode({ episode: "depeg" });
    const ids = ["USDC-USDT", "BTC-USDT", "SOL-USDT"];
    const [low = 0, coin = 0, wild = 0] = effects(at + 12 * MINUTE, inputs, ids);
    expect(low).toBeCloseTo(-0.1, 2);
    expect(coin).toBeLessThan(-0.008);
    expect(wild).toBeLessThan(coin);
    expect(Math.abs(effects(at + 30 * MINUTE + 30 * SECOND, inputs, ids)[0] ?? 1)).toBeLessThan(0.001);
    expect(Math.abs(effects(at + 2 * MINUTE, inputs, ids)[0] ?? 1)).toBeLessThan(0.05);
  });

  it.each([at, EVENTS_PER_HOUR - MINUTE, at + MINUTE - 30])(
    "an outage from %i silences one venue, then shows it whole",
    (from) => {
      const reader = new TapeReader(market([placed(from, { kind: "episode", episode: "venue-outage" })]));
      reader.readTo(from);
      const said = new Map<string, string[]>();
      let heardElsewhere = 0;
      reader.readTo(from + 6 * MINUTE, (event) => {
        if (!HOME.includes(event.instrumentId)) heardElsewhere += 1;
        else if (event.kind !== "stream" || event.code !== "heartbeat") {
          const line = event.kind === "stream" ? `${event.state} ${event.code}` : event.kind;
          said.set(event.instrumentId, [...(said.get(event.instrumentId) ?? []), line]);
        }
      });
      expect(reader.problems).toEqual([]);
      expect(heardElsewhere).toBeGreaterThan(4_000);
      for (const id of HOME) {
        const lines = said.get(id) ?? [];
        const cutAt = lines.indexOf("invalid outage");
        const backAt = lines.indexOf("live resynced");
        expect(new Set(lines.slice(cutAt, backAt - 1))).toEqual(new Set(["invalid outage"]));
        expect(lines[backAt - 1]).toBe("book");
        expect(lines.slice(backAt + 2)).not.toContain("invalid outage");
        expect(lines.slice(backAt + 2).length).toBeGreaterThan(30);
        expect(reader.instrument(id).isBookValid).toBe(true);
        const opens = reader.instrument(id).candles.map(({ openAt }) => (openAt - START_AT) / MINUTE_MS);
        const missing = (opens.at(-1) ?? 0) + 1 - opens.length;
        expect(missing).toBe(3);
      }
    },
  );

  it("an outage is known to whoever begins to read in its midst", () => {
    const source = market([placed(at, { kind: "episode", episode: "venue-outage" })]);
    source.seek(at + MINUTE);
    const cut = new Set<string>();
    while (source.position() < at + MINUTE + BOOKS_WHOLE_WITHIN_EVENTS) {
      const event = source.next();
      if (event.kind === "stream" && event.code === "outage" && event.stream === "book") cut.add(event.instrumentId);
    }
    expect([...cut].sort()).toEqual([...HOME].sort());
  });

  it("a stale feed keeps its heartbeats, then loses them too, then is whole again", () => {
    const [half, length] = [MINUTE, 2 * MINUTE];
    const at = 15 * MINUTE + 20 * SECOND;
    const stale = { kind: "episode", episode: "stale-feed", instrumentId: "ETH-USDT" } as const;
    const reader = new TapeReader(market([placed(at, stale)]));
    reader.readTo(at + SECOND); // What was under way still comes.
    const phases: string[][] = [[], [], []];
    reader.readTo(at + length + MINUTE, (event) => {
      if (event.instrumentId !== "ETH-USDT") return;
      const elapsed = (event.at - START_AT) / SLOT_MS - at;
      const phase = phases[elapsed < half ? 0 : elapsed < length ? 1 : 2];
      phase?.push(event.kind === "stream" ? `${event.stream} ${event.state} ${event.code}` : event.kind);
    });
    expect(new Set(phases[0])).toEqual(
      new Set(["book live heartbeat", "trades live heartbeat", "candles live heartbeat"]),
    );
    expect(phases[0]?.length).toBeGreaterThan(6);
    expect(new Set(phases[1])).toEqual(new Set(["book stale silent", "trades stale silent", "candles stale silent"]));
    expect(phases[2]?.slice(0, 3)).toEqual(["book", "book live resynced", "trades live resynced"]);
    expect(phases[2]).toContain("trade");
    expect(reader.problems).toEqual([]);
  });

  it("all venues silent at once are still a tape", () => {
    const inputs = ["paper", "north", "east", "south"].map((venue) =>
      placed(at, { kind: "episode", episode: "venue-outage", venue, lengthMs: 30_000 }),
    );
    const reader = new TapeReader(market(inputs));
    reader.readTo(at + 2 * MINUTE);
    expect(reader.problems).toEqual([]);
    for (const id of reader.instrumentIds) expect(reader.instrument(id).isBookValid).toBe(true);
  });
});
