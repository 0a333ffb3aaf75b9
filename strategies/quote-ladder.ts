import type { Strategy } from "../server/domain/strategies/strategy.ts";

type State = {
  readonly lots: number;
  readonly offsetTicks: number;
  readonly profitTicks: number;
  readonly requoteMs: number;
  /** When the waiting bid is to be renewed; 0 while none waits. */
  requoteAt: number;
  /** Lots already offered for sale. */
  exitLots: number;
};

const REQUOTE = "requote";

/** Bids below the market, renews the bid from time to time, and offers what it bought a little higher. */
export const quoteLadder: Strategy<State> = {
  name: "quote-ladder",
  parameters: {
    lots: { default: 1_000, min: 1, max: 1_000_000_000 },
    offsetTicks: { default: 10, min: 0, max: 1_000_000 },
    profitTicks: { default: 20, min: 1, max: 1_000_000 },
    requoteMs: { default: 5_000, min: 100, max: 86_400_000 },
  },
  initialState({ lots = 1_000, offsetTicks = 10, profitTicks = 20, requoteMs = 5_000 }) {
    return { lots, offsetTicks, profitTicks, requoteMs, requoteAt: 0, exitLots: 0 };
  },
  onQuote(state, quote, context) {
    if (state.requoteAt > 0 || context.positionLots > 0 || context.workingOrderIds.length > 0) return [];
    const priceTicks = quote.bidTicks - state.offsetTicks;
    if (quote.bidTicks === 0 || priceTicks < 1) return [];
    state.exitLots = 0;
    state.requoteAt = context.now + state.requoteMs;
    return [
      { kind: "submit", side: "buy", type: "limit", quantityLots: state.lots, priceTicks, timeInForce: "GTC" },
      { kind: "wake", timerId: REQUOTE, at: state.requoteAt },
    ];
  },
  onTimer(state, timerId, context) {
    if (timerId !== REQUOTE) return [];
    state.requoteAt = 0;
    // With something bought, the orders that work include the exit, which stays.
    if (context.positionLots > 0) return [];
    return context.workingOrderIds.map((orderId) => ({ kind: "cancel", orderId }) as const);
  },
  onFill(state, fill, context) {
    if (fill.side === "sell") {
      state.exitLots = Math.max(0, state.exitLots - fill.quantityLots);
      return [];
    }
    // The venue keeps its fee in what was bought, so less than the fill can be sold again.
    const quantityLots = Math.min(fill.quantityLots, context.positionLots - state.exitLots);
    if (quantityLots < 1) return [];
    state.exitLots += quantityLots;
    const priceTicks = fill.priceTicks + state.profitTicks;
    return [{ kind: "submit", side: "sell", type: "limit", quantityLots, priceTicks, timeInForce: "GTC" }];
  },
};
