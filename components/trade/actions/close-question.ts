import {
  baseUnits,
  formatPrice,
  formatQuantity,
  type Instrument,
  wholeLots,
} from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { absolute, type Integer, subtract } from "../../../server/domain/money/integer.ts";
import { formatUnits } from "../../../server/domain/money/money.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isHeld } from "../../../server/domain/orders/order-status.ts";
import { type CloseShare, closeQuantity } from "../../../server/domain/positions/close-quantity.ts";
import { POSITION_SIDES, type PositionSide, positionKey } from "../../../server/domain/positions/position-side.ts";
import { collarTicks } from "../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { DeskState } from "../../live/desk-store.ts";
import { haltedReason } from "../../live/frozen.ts";
import { isHedged } from "../../live/hedged.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { pointsOf } from "../ticket/reading/price-guard.ts";
import { holdingOf } from "../ticket/reading/ticket-view.ts";
import { touchOf } from "../ticket/use-ticket.ts";
import type { Question } from "./question.ts";

/** What closing would do now, or why it cannot be done. */
export function closeQuestion(
  instrumentId: string,
  share: CloseShare,
  state: DeskState,
  /** In hedge mode; without it the only one that is open. */
  named: PositionSide | null = null,
): Omit<Question, "run" | "keys"> | { readonly refusal: string } {
  const instrument = findInstrument(instrumentId);
  if (instrument === undefined) return { refusal: `"${instrumentId}" is not an instrument of this desk.` };
  if (state.snapshot === null) return { refusal: "The portfolio is still loading. Try again in a moment." };
  const halted = haltedReason(state.snapshot, instrument);
  if (halted !== null) return { refusal: halted };
  const open = isHedged(state.snapshot, instrumentId)
    ? POSITION_SIDES.filter((side) => holdingOf(instrument, state.snapshot, side).positionUnits !== 0)
    : [];
  if (named === null && open.length > 1)
    return { refusal: `${instrument.name} has a long and a short position. Close the one you mean in its row.` };
  const positionSide = named ?? open[0] ?? null;
  const { positionUnits, workingBuyUnits, workingSellUnits } = holdingOf(instrument, state.snapshot, positionSide);
  const touch = touchOf(instrument, state.prices[instrumentId]);
  const isLong = positionUnits > 0;
  const close = closeQuantity(
    {
      instrument,
      netUnits: positionUnits,
      closingUnits: isLong ? workingSellUnits : workingBuyUnits,
      touchTicks: (isLong ? touch.bid : touch.ask) ?? 0,
    },
    share,
  );
  if (!close.ok) return { refusal: close.rejection.message };
  const { side, quantityLots } = close.value;
  const size = `${groupDigits(formatQuantity(instrument, quantityLots))} ${instrument.base}`;
  const half = share === "half" ? "half of " : "";
  return {
    id: `close-${share}-${positionKey(instrumentId, positionSide)}`,
    title: `Close ${half}the ${isLong ? "long" : "short"} position in ${instrument.name}?`,
    effects: [
      `${side === "sell" ? "Sells" : "Buys"} ${size} at market, reduce-only.`,
      ...worstEffect(instrument, side, touch),
      ...dustEffect(instrument, subtract(absolute(positionUnits), baseUnits(instrument, quantityLots))),
      ...stayEffect(
        state.snapshot.orders.filter((order) => order.instrumentId === instrumentId && isOf(order, positionSide)),
        share,
      ),
    ],
    confirmLabel: `${side === "sell" ? "Sell" : "Buy"} ${size}`,
  };
}

const isOf = (order: Order, positionSide: PositionSide | null): boolean =>
  (order.positionSide ?? null) === positionSide;

/** What only reduces a position ends with it. */
function stayEffect(orders: readonly Order[], share: CloseShare): string[] {
  const isProtected = orders.some((order) => order.isReduceOnly && isHeld(order.status));
  return [
    isProtected && share === "all"
      ? "Its stops and targets in the worker end with it; other working orders stay."
      : "Working orders stay.",
  ];
}

/** Fees taken in the asset leave a rest that no venue trades. */
function dustEffect(instrument: Instrument, leftUnits: Integer): string[] {
  if (leftUnits <= 0 || wholeLots(instrument, leftUnits) !== 0) return [];
  return [`${formatUnits(leftUnits, instrument.base)} ${instrument.base} stay: less than the venue's smallest lot.`];
}

function worstEffect(instrument: Instrument, side: "buy" | "sell", touch: ReturnType<typeof touchOf>): string[] {
  const best = side === "sell" ? touch.bid : touch.ask;
  if (best === null) return [];
  const price = (ticks: number) => `${groupDigits(formatPrice(instrument, ticks))} ${instrument.quote}`;
  const worst = collarTicks(pointsOf(touch), side, DEFAULT_RISK_SETTINGS.collarBps);
  return [`The best price is ${price(best)}, the worst acceptable one ${price(worst)}.`];
}
