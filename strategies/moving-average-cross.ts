import type { Strategy } from "../server/domain/strategies/strategy.ts";

type State = {
  readonly fast: number;
  readonly slow: number;
  readonly lots: number;
  /** The last `slow` closes in ticks, the newest last, and the sums over both windows. */
  readonly closes: number[];
  fastSum: number;
  slowSum: number;
  isAbove: boolean | null;
};

/** Buys when the fast mean of the closes crosses above the slow one, and goes flat when it crosses below. */
export const movingAverageCross: Strategy<State> = {
  name: "moving-average-cross",
  parameters: {
    fast: { default: 5, min: 1, max: 500 },
    slow: { default: 20, min: 2, max: 1_000 },
    lots: { default: 1_000, min: 1, max: 1_000_000_000 },
  },
  initialState({ fast = 5, slow = 20, lots = 1_000 }) {
    return { fast: Math.min(fast, slow), slow, lots, closes: [], fastSum: 0, slowSum: 0, isAbove: null };
  },
  onCandle(state, { closeTicks }, context) {
    const { closes, fast, slow } = state;
    closes.push(closeTicks);
    state.slowSum += closeTicks;
    state.fastSum += closeTicks - (closes.at(-1 - fast) ?? 0);
    if (closes.length > slow) state.slowSum -= closes.shift() ?? 0;
    if (closes.length < slow) return [];
    // Sums compared crosswise: exact, where means would round.
    const isAbove = state.fastSum * slow > state.slowSum * fast;
    const wasAbove = state.isAbove;
    state.isAbove = isAbove;
    if (context.workingOrderIds.length > 0) return [];
    if (!isAbove && context.positionLots > 0) return [market("sell", context.positionLots)];
    if (isAbove && wasAbove === false && context.positionLots === 0) return [market("buy", state.lots)];
    return [];
  },
};

const market = (side: "buy" | "sell", quantityLots: number) =>
  ({ kind: "submit", side, type: "market", quantityLots, priceTicks: null, timeInForce: "IOC" }) as const;
