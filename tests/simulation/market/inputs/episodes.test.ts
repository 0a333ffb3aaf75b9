import { describe, expect, it } from "vitest";
import type { FeedInput } from "../../../../server/domain/markets/feed-input.ts";
import { EVENTS_PER_HOUR, SLOT_MS, SYNTHETIC_MARKETS } from "../../../../server/simulation/market/market-terms.ts";
import { BOOKS_WHOLE_WITHIN_EVENTS } from "../../../../server/simulation/market/synthetic-market.ts";
import { TapeReader } from "../tape-reader.ts";
import { effects, MINUTE, market, placed, SECOND, START_AT } from "./acted.ts";

const MINUTE_MS = 60_000;
const HOME = SYNTHETIC_MARKETS.flatMap(({ instrument }) => (instrument.venue === "paper" ? [instrument.id] : []));

describe("planted episodes", () => {
  const at = 15 * MINUTE;
  const episode = (input: Omit<Extract<FeedInput, { kind: "episode" }>, "kind">) => [
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

  it.each([at, EVENTS_PER_HOUR - MINUTE, at + MINUTE - 30, EVENTS_PER_HOUR - 3 * MINUTE - 50])(
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
