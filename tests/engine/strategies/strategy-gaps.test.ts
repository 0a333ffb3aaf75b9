import { expect, test } from "vitest";
import type { Json } from "../../../server/domain/strategies/strategy.ts";
import { restoreRun } from "../../../server/engine/journal/run-journal.ts";
import { BTC, candleAt, market, pricedDesk, START } from "../desk-example.ts";
import { deskWith, runOf, strategy } from "./strategy-example.ts";

const MINUTE_MS = 60_000;
const minute = (number: number) => candleAt(START - (START % MINUTE_MS) + number * MINUTE_MS, number);

const countCandles = (own: Json) => {
  if (typeof own === "object" && own !== null) Object.assign(own, { count: (own as { count: number }).count + 1 });
  return [];
};

test("a strategy is shown each candle once, however often and late it comes", () => {
  const state = deskWith({ a: strategy({ onCandle: countCandles }, { count: 0 }) });
  for (const number of [1, 2, 2, 1, 3, 3, 2]) market(state, minute(number));
  expect(runOf(state, "a").state).toEqual({ count: 3 });
});

test("a strategy starts over after missing candles, so that nothing it computes spans them", () => {
  const state = deskWith({ a: strategy({ onCandle: countCandles }, { count: 0 }) });
  for (const number of [1, 2, 3, 5, 6]) market(state, minute(number));
  expect(runOf(state, "a").state).toEqual({ count: 2 });
});

test("a strategy that can deal with missing candles is told which, before the next candle", () => {
  const heard: string[] = [];
  const state = deskWith({
    a: strategy({
      onCandle: (_own, { closeTicks }) => {
        heard.push(`candle ${closeTicks}`);
        return [];
      },
      onGap: (_own, { timeframe, fromAt, untilAt }) => {
        heard.push(`gap ${timeframe} of ${(untilAt - fromAt) / MINUTE_MS}`);
        return [];
      },
    }),
  });
  for (const number of [1, 2, 6]) market(state, minute(number));
  expect(heard).toEqual(["candle 1", "candle 2", "gap 1m of 3", "candle 6"]);
});

test("a restart forgets neither what was shown nor where it ended", () => {
  const counting = strategy({ onCandle: countCandles }, { count: 0 });
  const state = deskWith({ a: counting });
  market(state, minute(1));
  const { runId, parameters, timers, candles } = runOf(state, "a");
  const other = pricedDesk({ findStrategy: () => counting });
  restoreRun(other, {
    runId,
    strategy: "a",
    instrumentId: BTC,
    parameters,
    status: "running",
    reason: null,
    snapshot: JSON.stringify({ state: { count: 1 }, timers, candles }),
  });
  market(other, minute(1));
  expect(runOf(other, "a").state).toEqual({ count: 1 });
  market(other, minute(2));
  expect(runOf(other, "a").state).toEqual({ count: 2 });
  market(other, minute(4));
  expect(runOf(other, "a").state).toEqual({ count: 1 });
});
