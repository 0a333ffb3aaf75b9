import { describe, expect, it } from "vitest";
import type { StrategyIntent } from "../../../server/domain/strategies/strategy.ts";
import { candleAt, ETH, market, START, timer, tradeAt } from "../desk-example.ts";
import { deskWith, hear, runOf, strategy } from "./strategy-example.ts";

describe("a strategy's timers", () => {
  const wake = (timerId: string, at: number): StrategyIntent => ({ kind: "wake", timerId, at });

  it("ring in the order of their times, before the event that brings the time, each once", () => {
    const heard: string[] = [];
    const wishes = [
      wake("late", START + 30),
      wake("early", START + 10),
      wake("also early", START + 10),
      wake("never", START + 99),
    ];
    const state = deskWith({
      a: strategy({
        onCandle: (_state, candle) => hear(heard, `candle ${candle.closeTicks}`, heard.length === 0 ? wishes : []),
        onTimer: (_state, timerId) => hear(heard, timerId),
      }),
    });
    market(state, candleAt(START + 1, 1));
    timer(state, START + 9);
    timer(state, START + 10);
    market(state, candleAt(START + 40, 2));
    timer(state, START + 41);
    expect(heard).toEqual(["candle 1", "early", "also early", "late", "candle 2"]);
  });

  it("ring on the tape of any instrument, as time is one", () => {
    const heard: string[] = [];
    const state = deskWith({
      a: strategy({
        onCandle: () => [wake("t", START + 5)],
        onTimer: (_state, timerId) => hear(heard, timerId),
      }),
    });
    market(state, candleAt(START + 1, 1));
    market(state, tradeAt(START + 6, 250_000, ETH));
    expect(heard).toEqual(["t"]);
  });

  it("set for now ring with the next event, so that none can hold the loop", () => {
    const rung: string[] = [];
    const state = deskWith({
      a: strategy({
        onCandle: (_state, _candle, { now }) => [wake("again", now)],
        onTimer: (_state, timerId, { now }) => hear(rung, timerId, [wake(timerId, now - 1)]),
      }),
    });
    market(state, candleAt(START + 1, 1));
    expect(rung).toHaveLength(0);
    timer(state, START + 2);
    expect(rung).toHaveLength(1);
    timer(state, START + 2);
    expect(rung).toHaveLength(2);
  });

  it("and events after one that throws are not heard", () => {
    const heard: string[] = [];
    const state = deskWith({
      a: strategy({
        onCandle: () => hear(heard, "candle", [wake("bad", START + 5), wake("next", START + 6)]),
        onTimer: (_state, timerId) => {
          heard.push(timerId);
          throw new Error("Bad timer");
        },
      }),
    });
    market(state, candleAt(START + 1, 1));
    market(state, candleAt(START + 9, 1));
    expect(heard).toEqual(["candle", "bad"]);
    expect(runOf(state, "a").status).toBe("faulted");
  });

  it("of a strategy without a handler for them pass", () => {
    const state = deskWith({ a: strategy({ onCandle: () => [wake("t", START + 2)] }) });
    market(state, candleAt(START + 1, 1));
    timer(state, START + 3);
    expect(runOf(state, "a")).toMatchObject({ status: "running", timers: [] });
  });
});
