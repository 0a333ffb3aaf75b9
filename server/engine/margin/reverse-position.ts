import type { Rejection } from "../../domain/errors/rejection.ts";
import { baseUnits } from "../../domain/markets/instrument.ts";
import { add } from "../../domain/money/integer.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { OrderSource } from "../../domain/orders/order-intent.ts";
import { oppositePosition } from "../../domain/positions/position-side.ts";
import { reverseQuantity } from "../../domain/positions/reverse-quantity.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { RiskDecision } from "../../domain/risk/risk-decision.ts";
import type { RiskView } from "../../domain/risk/risk-limit.ts";
import type { GroupPlacement } from "../contingencies/place-group.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { marketTerms } from "../orders/market-terms.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, placeDenied, requestCancel } from "../orders/order-manager.ts";
import { askedUnits } from "../orders/required-units.ts";
import { decide, judge, LIMITS, viewFor } from "../orders/risk-gate.ts";
import { storedHolding } from "../positions/find-position.ts";
import { preventSelfTrade } from "../self-trade/prevent.ts";
import { freedByClosing } from "./freed-by-closing.ts";

/** The code of the half of a reversal that was well, and whose other half was not. */
const REVERSAL_REFUSED = "reversal-refused";

/**
 * Closes a position and opens as much the other way, at market: two orders in one commit, or none. The one that closes goes first and only
 * reduces, the other opens what was held and no more. Where both are of one position no more is open afterwards than before, whatever
 * the two come to fill. In hedge mode the other side's position is opened, or added to.
 */
export function reversePosition(state: EngineState, held: Holding, source: OrderSource): GroupPlacement {
  const { instrument, netUnits, workingBuyLots, workingSellLots, positionSide } = held;
  const isLong = netUnits > 0;
  const quantity = reverseQuantity({
    instrument,
    netUnits,
    workingLots: isLong ? workingSellLots : workingBuyLots,
    hasAlgorithm: state.algorithms.worksIn(instrument.id),
    touchTicks: touchTicks(state.prices.get(instrument.id), isLong ? "sell" : "buy"),
  });
  if (!quantity.ok) return { orderIds: [], rejection: quantity.rejection };
  const opened =
    positionSide === null
      ? held
      : storedHolding(state, { instrumentId: instrument.id, positionSide: oppositePosition(positionSide) });
  // A stale price keeps nobody in a position, and lets nobody into one.
  const closes = { ...quantity.value, isReduceOnly: true, acceptsStalePrice: true };
  const opens = { ...quantity.value, isReduceOnly: false, acceptsStalePrice: false };
  const closing = makeTicket(state, { ...marketTerms(held, source), ...closes });
  const opening = makeTicket(state, { ...marketTerms(opened, source), ...opens });
  const orderIds = [closing.id, opening.id];
  const deny = (refused: OrderTicket, rejection: Rejection): GroupPlacement => {
    const message = `The other half of the reversal was refused: ${rejection.message}`;
    const other = { code: REVERSAL_REFUSED, message };
    placeDenied(state, held, closing, refused === closing ? rejection : other);
    placeDenied(state, opened, opening, refused === opening ? rejection : other);
    return { orderIds, rejection };
  };
  const mayClose = judge(state, held, closing);
  if (mayClose.kind === "denied") return deny(closing, mayClose.rejection);
  const mayOpen = opened === held ? judgeOnceClosed(state, held, closing, opening) : judge(state, opened, opening);
  if (mayOpen.kind === "denied") {
    state.approvals.length -= 1;
    return deny(opening, mayOpen.rejection);
  }
  // What a closing order would trade with gives way to it, and so to what is sent behind it.
  preventSelfTrade(state, held, closing, requestCancel);
  placeApproved(state, held, mayClose.subject);
  placeApproved(state, opened, mayOpen.subject);
  return { orderIds, rejection: null };
}

/**
 * Judges the half that opens in a world in which the other was filled at what it would trade at now: its margin is free again, and what it
 * loses is gone. In hedge mode a position that opens beside another has its margin beside it: what is open there does not net.
 */
function judgeOnceClosed(
  state: EngineState,
  holding: Holding,
  closing: OrderTicket,
  opening: OrderTicket,
): RiskDecision<OrderTicket> {
  const seen = besides(viewFor(state, holding, opening), closing);
  const freed = freedByClosing(state, holding, touchTicks(seen.price, closing.side));
  const requiredUnits = askedUnits(state, holding, opening, opening.quantityLots);
  return decide(state, opening, { ...seen, requiredUnits, availableUnits: add(seen.availableUnits, freed) }, LIMITS);
}

/** The world with an order at work that closes. */
function besides(view: RiskView, { side, quantityLots }: OrderTicket): RiskView {
  const units = baseUnits(view.instrument, quantityLots);
  return side === "buy"
    ? { ...view, workingBuyUnits: add(view.workingBuyUnits, units) }
    : { ...view, workingSellUnits: add(view.workingSellUnits, units) };
}
