import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CandleSequence } from "../../../../server/adapters/market-data/quality/candle-sequence.ts";
import { TradeSequence } from "../../../../server/adapters/market-data/quality/trade-sequence.ts";
import type { CandleEvent } from "../../../../server/domain/markets/market-event.ts";
import { brief, candle, MINUTE, T0, trade } from "./market-examples.ts";

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
