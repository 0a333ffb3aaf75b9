import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CandleSequence } from "../../../server/adapters/market-data/quality/candle-sequence.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../../../server/adapters/market-data/quality/sanity-filter.ts";
import { StreamWatch } from "../../../server/adapters/market-data/quality/stream-watch.ts";
import { TradeSequence } from "../../../server/adapters/market-data/quality/trade-sequence.ts";
import type {
  BookEvent,
  CandleEvent,
  FundingEvent,
  MarketEvent,
  StreamEvent,
  TradeEvent,
} from "../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";

const ID = "BTC-USDT";
const T0 = 1_700_000_040_000;
const MINUTE = 60_000;

const trade = (priceTicks: number, quantityLots = 5, at = T0): TradeEvent => ({
  kind: "trade",
  instrumentId: ID,
  at,
  tradeId: "1",
  priceTicks,
  quantityLots,
  aggressor: "buy",
});
const book = (bids: readonly number[], asks: readonly number[], isSnapshot = true): BookEvent => ({
  kind: "book",
  instrumentId: ID,
  at: T0,
  isSnapshot,
  bids,
  asks,
  bestBidTicks: bids[0] ?? 0,
  bestBidLots: bids[1] ?? 0,
  bestAskTicks: asks[0] ?? 0,
  bestAskLots: asks[1] ?? 0,
});
const candle = (minute: number, figures: Partial<CandleEvent["candle"]> = {}): CandleEvent => ({
  kind: "candle",
  instrumentId: ID,
  at: T0 + (minute + 1) * MINUTE,
  candle: {
    timeframe: "1m",
    openAt: T0 + minute * MINUTE,
    openTicks: 1_000,
    highTicks: 1_000,
    lowTicks: 1_000,
    closeTicks: 1_000,
    volumeLots: 7,
    ...figures,
  },
});
const funding = (rate: string, markTicks = 0): FundingEvent => ({
  kind: "funding",
  instrumentId: ID,
  at: T0,
  rate,
  markTicks,
});

const filter = () => new SanityFilter(ID, { ...SANITY_DEFAULTS, quantityLotsMax: 1_000_000 });
const brief = (events: readonly MarketEvent[]) =>
  events.map((event) => (event.kind === "stream" ? `${event.stream} ${event.state} ${event.code}` : event.kind));

describe("sanity filter", () => {
  const sound = [
    ["a book", book([999, 5, 998, 1], [1_001, 5])],
    ["an empty side", book([], [1_001, 5])],
    ["a trade", trade(1_000)],
    ["a candle", candle(0)],
    ["an empty minute", candle(0, { volumeLots: 0 })],
    ["funding", funding("-0.0003", 900)],
  ] as const;
  it.each(sound)("lets %s pass", (_, event) => {
    expect(filter().observe(event)).toEqual([event]);
  });

  it.each<[string, MarketEvent, string]>([
    ["a crossed book", book([1_002, 5], [1_001, 5]), "book invalid crossed"],
    ["a locked book", book([1_001, 5], [1_001, 5]), "book invalid crossed"],
    ["a level at no price", book([999, 5], [0, 5]), "book invalid not-positive"],
    ["a level of NaN", book([999, 5], [Number.NaN, 5]), "book invalid not-a-number"],
    ["a level of no quantity", book([999, Number.NaN], [1_001, 5]), "book invalid not-a-number"],
    ["a negative quantity", book([999, -5], [1_001, 5]), "book invalid not-positive"],
    ["half a level", book([999], [1_001, 5]), "book invalid not-a-number"],
    ["half a tick", book([999.5, 1], [1_001, 5]), "book invalid absurd"],
    ["a price of 1e300", book([999, 1], [1e300, 5]), "book invalid absurd"],
    ["a quantity that nobody has", book([999, 1_000_001], [1_001, 5]), "book invalid absurd"],
    ["a trade at zero", trade(0), "trades invalid not-positive"],
    ["a trade below zero", trade(-1_000), "trades invalid not-positive"],
    ["a trade at NaN", trade(Number.NaN), "trades invalid not-a-number"],
    ["a trade at infinity", trade(Number.POSITIVE_INFINITY), "trades invalid not-a-number"],
    ["a trade of nothing", trade(1_000, 0), "trades invalid not-positive"],
    ["a trade of all there is", trade(1_000, 1e12), "trades invalid absurd"],
    ["a tenfold price", trade(10_001), "trades invalid absurd"],
    ["a tenth of a price", trade(99), "trades invalid absurd"],
    ["a book ten times away", book([10_100, 5], [10_200, 5]), "book invalid absurd"],
    ["a candle at zero", candle(0, { lowTicks: 0 }), "candles invalid not-positive"],
    ["a candle of NaN", candle(0, { volumeLots: Number.NaN }), "candles invalid not-a-number"],
    ["a candle upside down", candle(0, { highTicks: 900, lowTicks: 1_100 }), "candles invalid inconsistent"],
    ["a candle a thousand percent up", candle(0, { highTicks: 20_000, closeTicks: 20_000 }), "candles invalid absurd"],
    ["funding without a number", funding("NaN"), "funding invalid not-a-number"],
    ["funding of nothing", funding(" "), "funding invalid not-a-number"],
    ["funding of half of all", funding("0.5"), "funding invalid absurd"],
    ["funding at a mark below zero", funding("0.0001", -1), "funding invalid not-positive"],
  ])("withholds %s", (_, event, note) => {
    const sanity = filter();
    sanity.observe(trade(1_000));
    expect(brief(sanity.observe(event))).toEqual([note]);
  });

  it("believes a price far away when nothing was heard for a day", () => {
    const sanity = filter();
    sanity.observe(trade(1_000));
    expect(brief(sanity.observe(trade(50_000, 1, T0 + 86_400_000)))).toEqual(["trades invalid absurd"]);
    expect(brief(sanity.observe(trade(50_000, 1, T0 + 86_400_001)))).toEqual(["trades live resynced", "trade"]);
  });

  it("brings a book back whole when it makes sense again", () => {
    const sanity = filter();
    sanity.observe(book([999, 5, 990, 1], [1_001, 5]));
    expect(brief(sanity.observe(book([1_001, 4], [], false)))).toEqual(["book invalid crossed"]);
    expect(sanity.observe(book([998, 3], [], false))).toEqual([]); // Still crossed, and said so already.
    const [whole, note] = sanity.observe(book([1_001, 0], [], false));
    expect(whole).toMatchObject({
      isSnapshot: true,
      bids: [999, 5, 998, 3, 990, 1],
      asks: [1_001, 5],
      bestBidTicks: 999,
    });
    expect(note).toMatchObject({ state: "live", code: "resynced" });
    expect(brief(sanity.observe(book([997, 3], [], false)))).toEqual(["book"]);
  });

  it("needs a snapshot after a change that could not be taken over", () => {
    const sanity = filter();
    sanity.observe(book([999, 5], [1_001, 5]));
    expect(brief(sanity.observe(book([Number.NaN, 4], [], false)))).toEqual(["book invalid not-a-number"]);
    expect(sanity.observe(book([998, 4], [], false))).toEqual([]);
    expect(brief(sanity.observe(book([998, 4], [1_001, 5])))).toEqual(["book", "book live resynced"]);
  });

  it("lets nobody else call a stream live that is invalid here", () => {
    const sanity = filter();
    const heard = (code: "heartbeat" | "resynced"): StreamEvent => ({
      kind: "stream",
      instrumentId: ID,
      at: T0,
      stream: "book",
      state: "live",
      code,
      detail: "",
    });
    expect(brief(sanity.observe(heard("heartbeat")))).toEqual(["book live heartbeat"]);
    sanity.observe(book([1_002, 5], [1_001, 5]));
    expect(brief(sanity.observe(heard("heartbeat")))).toEqual(["book invalid heartbeat"]);
    expect(sanity.observe(heard("resynced"))).toEqual([]);
  });

  it("never lets a crossed book or a wrong one out, whatever comes", () => {
    const level = fc.tuple(
      fc.integer({ min: 90, max: 110 }),
      fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Number.NaN)),
    );
    const change = fc.record({
      isSnapshot: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true)),
      bids: fc.array(level, { maxLength: 2 }),
      asks: fc.array(level, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (all) => {
        const sanity = filter();
        const held = new OrderBook();
        let isInvalid = false;
        for (const { isSnapshot, bids, asks } of all) {
          for (const event of sanity.observe(book(bids.flat(), asks.flat(), isSnapshot))) {
            if (event.kind === "stream") isInvalid = event.state === "invalid";
            if (event.kind !== "book") continue;
            expect(isInvalid && !event.isSnapshot).toBe(false);
            held.apply(event);
            const isEmpty = held.best("buy") === 0 || held.best("sell") === 0;
            expect(isEmpty || held.best("buy") < held.best("sell")).toBe(true);
          }
        }
      }),
    );
  });
});

describe("candle sequence", () => {
  const play = (candles: readonly CandleEvent[]) => {
    const sequence = new CandleSequence();
    return candles.flatMap((each) => sequence.observe(each));
  };

  it("lets contiguous candles pass, each timeframe by itself", () => {
    const hour = candle(0, { timeframe: "1h", openAt: 1_699_999_200_000 });
    const events = [candle(0), { ...hour, at: 1_700_002_800_000 }, candle(1), candle(2)];
    expect(play(events)).toEqual(events);
  });

  it("flags missing candles before the next one goes on", () => {
    const events = play([candle(0), candle(3)]);
    expect(brief(events)).toEqual(["candle", "candles invalid sequence-gap", "candles live resynced", "candle"]);
    expect(events[1]).toMatchObject({
      detail: "2 candles are missing between 2023-11-14T22:14:00Z and 2023-11-14T22:17:00Z (1m).",
    });
  });

  it.each([
    ["a duplicate", candle(1), "candles live repeated"],
    ["a correction", candle(1, { closeTicks: 999, lowTicks: 999 }), "candles live inconsistent"],
    ["a late one", candle(0), "candles live reordered"],
    ["one that is not closed yet", { ...candle(2), at: T0 + 3 * MINUTE - 1 }, "candles live inconsistent"],
    ["one off the minute", candle(2, { openAt: T0 + 2 * MINUTE + 1 }), "candles live inconsistent"],
  ])("withholds %s and flags it", (_, event, note) => {
    const events = play([candle(0), candle(1), event, candle(2)]);
    expect(brief(events)).toEqual(["candle", "candle", note, "candle"]);
  });

  it("hands on the same closed, contiguous stretches whatever is omitted, duplicated, late or corrected", () => {
    const fault = fc.constantFrom("none", "none", "omit", "duplicate", "correct", "late");
    fc.assert(
      fc.property(fc.array(fault, { minLength: 1, maxLength: 40 }), (faults) => {
        const sent: CandleEvent[] = [];
        for (const [minute, what] of faults.entries()) {
          if (what !== "omit" && what !== "late") sent.push(candle(minute));
          if (what === "duplicate") sent.push(candle(minute));
          if (what === "correct") sent.push(candle(minute, { highTicks: 1_001 }));
          if (faults[minute - 1] === "late") sent.push(candle(minute - 1));
        }
        let last: number | null = null;
        let isGap = false;
        for (const event of play(sent)) {
          if (event.kind === "stream") isGap ||= event.code === "sequence-gap";
          if (event.kind !== "candle") continue;
          expect(event).toEqual(candle((event.candle.openAt - T0) / MINUTE));
          expect(last === null || event.candle.openAt === last + MINUTE).toBe(last === null || !isGap);
          expect(last === null || event.candle.openAt > last).toBe(true);
          last = event.candle.openAt;
          isGap = false;
        }
      }),
    );
  });
});

describe("trade sequence", () => {
  it("flags missing trades and does not tell one twice", () => {
    const sequence = new TradeSequence();
    const play = (id: number) => brief(sequence.observe({ ...trade(1_000), tradeId: `${id}` }));
    expect(play(7)).toEqual(["trade"]);
    expect(play(8)).toEqual(["trade"]);
    expect(play(8)).toEqual(["trades live repeated"]);
    expect(play(11)).toEqual(["trades invalid sequence-gap", "trades live resynced", "trade"]);
    expect(play(9)).toEqual(["trades live repeated"]);
    expect(play(12)).toEqual(["trade"]);
  });
});

describe("stream watch", () => {
  const staleAfter = { bookMs: 1_000, tradesMs: 5_000, fundingMs: 10_000, candleGraceMs: 500 };
  const heartbeat = (at: number, state: StreamEvent["state"] = "live"): StreamEvent => ({
    kind: "stream",
    instrumentId: ID,
    at,
    stream: "book",
    state,
    code: state === "live" ? "heartbeat" : "sequence-gap",
    detail: "",
  });

  it("calls a stream stale once its data is too old, and live once it comes again", () => {
    const watch = new StreamWatch(staleAfter);
    watch.observe(book([1, 1], [2, 1]));
    expect(watch.tick(T0 + 1_000)).toEqual([]);
    expect(watch.tick(T0 + 1_001)).toMatchObject([{ stream: "book", state: "stale", code: "silent", at: T0 + 1_001 }]);
    expect(watch.tick(T0 + 9_000)).toEqual([]);
    watch.observe({ ...book([1, 1], [2, 1]), at: T0 + 9_000 });
    expect(watch.tick(T0 + 9_500)).toMatchObject([{ stream: "book", state: "live", code: "resynced" }]);
  });

  it("goes by the age of the data: yesterday's news is no news", () => {
    const watch = new StreamWatch(staleAfter);
    watch.observe(trade(1_000));
    for (let now = T0; now < T0 + 10_000; now += 1_000) {
      watch.observe(trade(1_000, 1, T0 + (now - T0) / 10)); // Comes every second, each older by its coming.
      const told = watch.tick(now);
      expect(told).toHaveLength(now === T0 + 6_000 ? 1 : 0);
    }
  });

  it("takes a heartbeat for a sign of life, and tells nothing of what is invalid anyway", () => {
    const watch = new StreamWatch(staleAfter);
    watch.observe(book([1, 1], [2, 1]));
    watch.observe(heartbeat(T0 + 900));
    expect(watch.tick(T0 + 1_800)).toEqual([]);
    watch.observe(heartbeat(T0 + 1_900, "invalid"));
    expect(watch.tick(T0 + 60_000)).toEqual([]);
    watch.observe({ ...book([1, 1], [2, 1]), at: T0 + 60_000 });
    expect(watch.tick(T0 + 60_001)).toEqual([]);
    expect(watch.tick(T0 + 62_000)).toMatchObject([{ state: "stale" }]);
  });

  it("takes a word of silence for no sign of life", () => {
    const watch = new StreamWatch(staleAfter);
    watch.observe(book([1, 1], [2, 1]));
    watch.observe({ ...heartbeat(T0 + 900), state: "stale", code: "silent" });
    expect(watch.tick(T0 + 950)).toEqual([]);
    expect(watch.tick(T0 + 1_500)).toEqual([]); // Said already, by the source itself.
    watch.observe({ ...book([1, 1], [2, 1]), at: T0 + 1_600 });
    expect(watch.tick(T0 + 1_700)).toMatchObject([{ state: "live", code: "resynced" }]);
  });

  it("gives candles their timeframe and a grace, the shortest first, and each stream its own age", () => {
    const watch = new StreamWatch(staleAfter);
    watch.observe(candle(-61, { timeframe: "1h" }));
    watch.observe({ ...candle(-1), at: T0 });
    watch.observe(trade(1_000));
    watch.observe(funding("0.0001"));
    const told = [4_999, 5_001, 10_001, MINUTE + 500, MINUTE + 501].map((age) =>
      watch.tick(T0 + age).map(({ stream, state }) => `${stream} ${state}`),
    );
    expect(told).toEqual([[], ["trades stale"], ["funding stale"], [], ["candles stale"]]);
  });
});
