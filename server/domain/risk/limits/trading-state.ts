import { closableLots } from "../reducible.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** The kill switch's latch: halted sends nothing, reducing only what lowers the position. */
export const tradingStateLimit: RiskLimit = (order, view) => {
  if (view.tradingState === "halted") {
    return {
      code: "trading-halted",
      message: "Trading is halted for this portfolio. Resume trading to send new orders.",
      facts: {},
    };
  }
  if (view.tradingState === "reducing") {
    const mostLots = closableLots(order, view);
    if (!(order.quantityLots <= mostLots)) {
      return {
        code: "reducing-only",
        message: `Only orders that reduce a position are accepted now; this ${order.side} may have at most "${mostLots}" lots.`,
        facts: { mostLots: String(mostLots) },
      };
    }
  }
  return null;
};
