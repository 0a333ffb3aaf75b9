import { describe, expect, it } from "vitest";
import { StreamWatch } from "../../../../server/adapters/market-data/quality/stream-watch.ts";
import type { StreamEvent } from "../../../../server/domain/markets/market-event.ts";
import { book, candle, funding, ID, MINUTE, T0, trade } from "./market-examples.ts";

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
