import { describe, expect, it } from "vitest";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { StrategyContext } from "../../server/domain/strategies/strategy.ts";
import { movingAverageCross } from "../../strategies/moving-average-cross.ts";
import { quoteLadder } from "../../strategies/quote-ladder.ts";
import { findStrategy, STRATEGIES } from "../../strategies/registry.ts";

const instrument = findInstrument("BTC-USDT");
if (instrument === undefined) throw new Error("BTC-USDT is listed");

const context = (changes: Partial<StrategyContext> = {}): StrategyContext => ({
  now: 1_000,
  instrument,
  positionLots: 0,
  workingOrderIds: [],
  quote: null,
  ...changes,
});

const candle = (closeTicks: number) => ({
  timeframe: "1m" as const,
  openAt: 0,
  openTicks: closeTicks,
  highTicks: closeTicks,
  lowTicks: closeTicks,
  closeTicks,
  volumeLots: 1,
});

const fill = (changes: Partial<Fill>): Fill => ({
  id: "f",
  orderId: "o",
  instrumentId: "BTC-USDT",
  tradeId: "t",
  side: "buy",
  quantityLots: 100,
  priceTicks: 1_000,
  notionalUnits: 0,
  feeCurrency: "BTC",
  feeUnits: 0,
  liquidity: "maker",
  excessLots: 0,
  at: 0,
  ...changes,
});

describe("moving-average cross", () => {
  it("buys at the cross above, sells everything at the cross below, and holds between", () => {
    const state = movingAverageCross.initialState({ fast: 2, slow: 4, lots: 7 });
    let positionLots = 0;
    const story: string[] = [];
    for (const close of [10, 10, 10, 10, 9, 8, 8, 12, 14, 15, 9, 5, 5]) {
      const intents = movingAverageCross.onCandle?.(state, candle(close), context({ positionLots })) ?? [];
      for (const intent of intents) {
        if (intent.kind !== "submit") continue;
        story.push(`${close} ${intent.type} ${intent.side} ${intent.quantityLots}`);
        positionLots += intent.side === "buy" ? intent.quantityLots : -intent.quantityLots;
      }
    }
    expect(story).toEqual(["12 market buy 7", "9 market sell 7"]);
  });

  it("keeps the same sums as windows counted afresh", () => {
    const state = movingAverageCross.initialState({ fast: 3, slow: 5, lots: 1 });
    const closes: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      const close = 100 + ((index * 37) % 23);
      closes.push(close);
      movingAverageCross.onCandle?.(state, candle(close), context());
      const sum = (count: number) => closes.slice(-count).reduce((total, value) => total + value, 0);
      expect([state.fastSum, state.slowSum]).toEqual([sum(3), sum(5)]);
    }
  });

  it("waits while an order of its own works", () => {
    const state = movingAverageCross.initialState({ fast: 1, slow: 2, lots: 7 });
    for (const close of [10, 9]) movingAverageCross.onCandle?.(state, candle(close), context());
    const held = context({ positionLots: 7, workingOrderIds: ["o"] });
    expect(movingAverageCross.onCandle?.(state, candle(1), held)).toEqual([]);
    expect(movingAverageCross.onCandle?.(state, candle(1), context({ positionLots: 7 }))).toHaveLength(1);
  });
});

describe("quote ladder", () => {
  const quote = { at: 1_000, bidTicks: 1_000, bidLots: 5, askTicks: 1_001, askLots: 5 };
  const parameters = { lots: 100, offsetTicks: 10, profitTicks: 20, requoteMs: 5_000 };

  it("bids once below the market and wakes to renew the bid", () => {
    const state = quoteLadder.initialState(parameters);
    expect(quoteLadder.onQuote?.(state, quote, context())).toEqual([
      { kind: "submit", side: "buy", type: "limit", quantityLots: 100, priceTicks: 990, timeInForce: "GTC" },
      { kind: "wake", timerId: "requote", at: 6_000 },
    ]);
    expect(quoteLadder.onQuote?.(state, quote, context())).toEqual([]);
    const waiting = context({ workingOrderIds: ["a", "b"] });
    expect(quoteLadder.onTimer?.(state, "other", waiting)).toEqual([]);
    expect(quoteLadder.onTimer?.(state, "requote", waiting)).toEqual([
      { kind: "cancel", orderId: "a" },
      { kind: "cancel", orderId: "b" },
    ]);
    expect(quoteLadder.onQuote?.(state, quote, context())).toHaveLength(2);
  });

  it("does not bid without a bid, nor while it holds something", () => {
    const state = quoteLadder.initialState(parameters);
    expect(quoteLadder.onQuote?.(state, { ...quote, bidTicks: 0 }, context())).toEqual([]);
    expect(quoteLadder.onQuote?.(state, { ...quote, bidTicks: 5 }, context())).toEqual([]);
    expect(quoteLadder.onQuote?.(state, quote, context({ positionLots: 3 }))).toEqual([]);
  });

  it("offers what it bought, never more than it holds net of fees, and leaves that exit alone", () => {
    const state = quoteLadder.initialState(parameters);
    const exit = { kind: "submit", side: "sell", type: "limit", priceTicks: 1_020, timeInForce: "GTC" };
    expect(quoteLadder.onFill?.(state, fill({ quantityLots: 60 }), context({ positionLots: 59 }))).toEqual([
      { ...exit, quantityLots: 59 },
    ]);
    expect(quoteLadder.onFill?.(state, fill({ quantityLots: 40 }), context({ positionLots: 99 }))).toEqual([
      { ...exit, quantityLots: 40 },
    ]);
    expect(quoteLadder.onFill?.(state, fill({ quantityLots: 1 }), context({ positionLots: 99 }))).toEqual([]);
    const held = context({ positionLots: 99, workingOrderIds: ["exit"] });
    expect(quoteLadder.onTimer?.(state, "requote", held)).toEqual([]);
    expect(quoteLadder.onFill?.(state, fill({ side: "sell", quantityLots: 99 }), context())).toEqual([]);
    expect(state.exitLots).toBe(0);
  });
});

describe("registry", () => {
  it("finds each strategy by its name, with states that survive JSON and defaults within bounds", () => {
    expect(findStrategy("unheard-of")).toBeUndefined();
    for (const strategy of STRATEGIES) {
      expect(findStrategy(strategy.name)).toBe(strategy);
      const state = strategy.initialState({});
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      for (const { default: usual, min, max } of Object.values(strategy.parameters)) {
        expect(usual).toBeGreaterThanOrEqual(min);
        expect(usual).toBeLessThanOrEqual(max);
      }
    }
  });
});
