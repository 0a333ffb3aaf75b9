import { askedTicks, orderMarginUnits } from "../../../server/domain/margin/order-margin.ts";
import { formatPrice, formatQuantity } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { isEnded } from "../../../server/domain/orders/algorithms/algorithm.ts";
import { isHeld, isTerminal } from "../../../server/domain/orders/order-status.ts";
import { reverseQuantity } from "../../../server/domain/positions/reverse-quantity.ts";
import { collarTicks } from "../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { DeskState } from "../../live/desk-store.ts";
import { haltedReason } from "../../live/frozen.ts";
import type { Question } from "../../trade/actions/question.ts";
import { pointsOf } from "../../trade/ticket/reading/price-guard.ts";
import { holdingOf } from "../../trade/ticket/reading/ticket-view.ts";
import { touchOf } from "../../trade/ticket/use-ticket.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { marginView } from "../margin-view.ts";

/** What turning a position would do now, or why it cannot be done. */
export function reverseQuestion(
  instrumentId: string,
  { snapshot, prices, marks }: DeskState,
): Omit<Question, "run" | "keys"> | { readonly refusal: string } {
  const instrument = findInstrument(instrumentId);
  const view = instrument === undefined || snapshot === null ? null : marginView(instrument, { snapshot, marks });
  if (instrument === undefined || snapshot === null || view === null)
    return { refusal: "Nothing is held there that could be turned." };
  const halted = haltedReason(snapshot, instrument);
  if (halted !== null) return { refusal: halted };
  const holding = holdingOf(instrument, snapshot);
  const working = snapshot.orders.filter(
    ({ instrumentId: id, status, isReduceOnly }) =>
      id === instrument.id && !isTerminal(status) && !(isReduceOnly && isHeld(status)),
  );
  const touch = touchOf(instrument, prices[instrument.id]);
  const isLong = holding.positionUnits > 0;
  const turning = reverseQuantity({
    instrument,
    netUnits: holding.positionUnits,
    workingLots: working.length,
    hasAlgorithm: snapshot.algorithms.some(
      ({ plan, progress }) => plan.instrumentId === instrument.id && !isEnded(progress.status),
    ),
    touchTicks: (isLong ? touch.bid : touch.ask) ?? 0,
  });
  if (!turning.ok) return { refusal: turning.rejection.message };
  const { side, quantityLots } = turning.value;
  const { quote, base } = instrument;
  const size = `${groupDigits(formatQuantity(instrument, quantityLots))} ${base}`;
  const verb = side === "sell" ? "Sells" : "Buys";
  const boundTicks = collarTicks(pointsOf(touch), side, DEFAULT_RISK_SETTINGS.collarBps);
  const money = (units: Parameters<typeof formatBalance>[0]) => `${formatBalance(units, quote)} ${quote}`;
  const needed = orderMarginUnits(
    instrument,
    view.values.leverage,
    { boundTicks: askedTicks(side, boundTicks, touch.bid ?? 0), isReduceOnly: false },
    quantityLots,
  );
  const guards = snapshot.orders.filter(
    ({ instrumentId: id, status, isReduceOnly }) => id === instrument.id && isReduceOnly && isHeld(status),
  );
  return {
    id: `reverse-${instrumentId}`,
    title: `Reverse the ${isLong ? "long" : "short"} position in ${instrument.name}?`,
    effects: [
      `${verb} ${size} at market to close, reduce-only, and ${size} more to open a ${isLong ? "short" : "long"}: both or neither.`,
      ...(boundTicks === 0
        ? []
        : [`The worst acceptable price is ${groupDigits(formatPrice(instrument, boundTicks))} ${quote}.`]),
      `${money(needed)} must be free for the new position; ${money(view.spendableUnits)} is.`,
      guards.length === 0
        ? "The new position has no stop until you place one."
        : `Its ${guards.length === 1 ? "stop or target" : `${guards.length} stops and targets`} in the worker end with it: the new position has none.`,
    ],
    confirmLabel: `${side === "sell" ? "Sell" : "Buy"} 2 × ${size}`,
  };
}
