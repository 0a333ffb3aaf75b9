import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { baseUnits } from "../../domain/markets/instrument.ts";
import { add } from "../../domain/money/integer.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { OrderSource } from "../../domain/orders/order-intent.ts";
import { reverseQuantity } from "../../domain/positions/reverse-quantity.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { RiskView } from "../../domain/risk/risk-limit.ts";
import type { GroupPlacement } from "../contingencies/place-group.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { marketTerms } from "../orders/market-terms.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, placeDenied } from "../orders/order-manager.ts";
import { askedUnits } from "../orders/required-units.ts";
import { decide, judge, LIMITS, viewFor } from "../orders/risk-gate.ts";
import { isHedged } from "../positions/find-position.ts";

/** The code of the half of a reversal that was well, and whose other half was not. */
const REVERSAL_REFUSED = "reversal-refused";

/**
 * Closes a position and opens as much the other way, at market: two orders in one commit, or none. The one that closes goes first and only
 * reduces, the other opens what was held and no more: whatever the two come to fill, no more is open afterwards than before. The gate
 * judges both; the one that opens as if the other were filled, but with its margin free beside what is still held.
 */
export function reversePosition(state: EngineState, holding: Holding, source: OrderSource): GroupPlacement {
  const { instrument, netUnits, workingBuyLots, workingSellLots } = holding;
  if (isHedged(holding)) {
    const message = `${instrument.name} has a long and a short position: neither can be turned. Close the one and open the other.`;
    return { orderIds: [], rejection: refuse("position-hedged", message).rejection };
  }
  const quantity = reverseQuantity({
    instrument,
    netUnits,
    workingLots: workingBuyLots + workingSellLots,
    hasAlgorithm: state.algorithms.worksIn(instrument.id),
    touchTicks: touchTicks(state.prices.get(instrument.id), netUnits > 0 ? "sell" : "buy"),
  });
  if (!quantity.ok) return { orderIds: [], rejection: quantity.rejection };
  const terms = { ...marketTerms(holding, source), ...quantity.value };
  // A stale price keeps nobody in a position, and lets nobody into one.
  const closing = makeTicket(state, { ...terms, isReduceOnly: true, acceptsStalePrice: true });
  const opening = makeTicket(state, { ...terms, isReduceOnly: false, acceptsStalePrice: false });
  const orderIds = [closing.id, opening.id];
  const deny = (refused: OrderTicket, rejection: Rejection): GroupPlacement => {
    for (const ticket of [closing, opening]) {
      const message = `The other half of the reversal was refused: ${rejection.message}`;
      placeDenied(state, holding, ticket, ticket === refused ? rejection : { code: REVERSAL_REFUSED, message });
    }
    return { orderIds, rejection };
  };
  const closes = judge(state, holding, closing);
  if (closes.kind === "denied") return deny(closing, closes.rejection);
  const view = besides(viewFor(state, holding, opening), closing);
  const needed = askedUnits(state, holding, opening, opening.quantityLots);
  const opens = decide(state, opening, { ...view, requiredUnits: needed }, LIMITS);
  if (opens.kind === "denied") {
    state.approvals.length -= 1;
    return deny(opening, opens.rejection);
  }
  placeApproved(state, holding, closes.subject);
  placeApproved(state, holding, opens.subject);
  return { orderIds, rejection: null };
}

/** The world with an order at work that closes. */
function besides(view: RiskView, { side, quantityLots }: OrderTicket): RiskView {
  const units = baseUnits(view.instrument, quantityLots);
  return side === "buy"
    ? { ...view, workingBuyUnits: add(view.workingBuyUnits, units) }
    : { ...view, workingSellUnits: add(view.workingSellUnits, units) };
}
