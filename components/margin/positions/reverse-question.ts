import { givenBackUnits } from "../../../server/domain/margin/given-back.ts";
import { heldAtTicks, orderMarginUnits } from "../../../server/domain/margin/order-margin.ts";
import { formatPrice, formatQuantity, wholeLots } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { absolute, add, type Integer } from "../../../server/domain/money/integer.ts";
import { isEnded } from "../../../server/domain/orders/algorithms/algorithm.ts";
import { isHeld } from "../../../server/domain/orders/order-status.ts";
import { oppositePosition, type PositionSide, positionKey } from "../../../server/domain/positions/position-side.ts";
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
import { marginView, spendableUnits } from "../margin-view.ts";

/** What turning a position would do now, or why it cannot be done. */
export function reverseQuestion(
  instrumentId: string,
  { snapshot, prices, marks }: DeskState,
  /** In hedge mode. */
  positionSide: PositionSide | null = null,
): Omit<Question, "run" | "keys"> | { readonly refusal: string } {
  const instrument = findInstrument(instrumentId);
  const view =
    instrument === undefined || snapshot === null ? null : marginView(instrument, { snapshot, marks }, positionSide);
  if (instrument === undefined || snapshot === null || view === null)
    return { refusal: "Nothing is held there that could be turned." };
  const halted = haltedReason(snapshot, instrument);
  if (halted !== null) return { refusal: halted };
  const { positionUnits, workingBuyUnits, workingSellUnits } = holdingOf(instrument, snapshot, positionSide);
  const touch = touchOf(instrument, prices[instrument.id]);
  const isLong = positionUnits > 0;
  const best = (isLong ? touch.bid : touch.ask) ?? 0;
  const turning = reverseQuantity({
    instrument,
    netUnits: positionUnits,
    workingLots: wholeLots(instrument, isLong ? workingSellUnits : workingBuyUnits),
    hasAlgorithm: snapshot.algorithms.some(
      ({ plan, progress }) => plan.instrumentId === instrument.id && !isEnded(progress.status),
    ),
    touchTicks: best,
  });
  if (!turning.ok) return { refusal: turning.rejection.message };
  const { side, quantityLots } = turning.value;
  const { quote, base } = instrument;
  const sizeOf = (lots: number) => `${groupDigits(formatQuantity(instrument, lots))} ${base}`;
  const size = sizeOf(quantityLots);
  const [from, to] = isLong ? ["long", "short"] : ["short", "long"];
  const verb = side === "sell" ? "Sells" : "Buys";
  const { collarBps } = DEFAULT_RISK_SETTINGS;
  const boundTicks = collarTicks(pointsOf(touch), side, collarBps);
  const ticks = heldAtTicks({ side, type: "market" }, boundTicks, collarBps);
  const needed = orderMarginUnits(instrument, view.values.leverage, false, ticks, quantityLots);
  const isOf = (wanted: PositionSide | null) => (order: { readonly positionSide?: PositionSide | null }) =>
    (order.positionSide ?? null) === wanted;
  const guards = snapshot.orders.filter(
    ({ instrumentId: id, status, isReduceOnly }) => id === instrument.id && isReduceOnly && isHeld(status),
  );
  const other = positionSide === null ? null : oppositePosition(positionSide);
  const otherLots =
    other === null ? 0 : wholeLots(instrument, absolute(holdingOf(instrument, snapshot, other).positionUnits));
  const opens = otherLots === 0 ? `to open a ${to}` : `to add to the ${to} of ${sizeOf(otherLots)}`;
  const ending = guards.filter(isOf(positionSide)).length;
  const afterwards = add(
    spendableUnits({ snapshot, marks }, quote, view.values),
    givenBackUnits(instrument, view.values, view.values.marginUnits, best),
  );
  const money = (units: Integer) => `${formatBalance(units, quote)} ${quote}`;
  return {
    id: `reverse-${positionKey(instrumentId, positionSide)}`,
    title: `Reverse the ${from} position in ${instrument.name}?`,
    effects: [
      `${verb} ${size} at market to close, reduce-only, and ${size} more ${opens}: both or neither.`,
      ...(boundTicks === 0
        ? []
        : [`The worst acceptable price is ${groupDigits(formatPrice(instrument, boundTicks))} ${quote}.`]),
      other === null
        ? `${money(needed)} must be free for the new position once the old one is closed; ${money(afterwards)} would be.`
        : `${money(needed)} must be free for the ${to} beside the ${from}; ${money(view.spendableUnits)} is.`,
      ...(ending === 0 ? [] : [`${countOf(ending)} in the worker ${ending === 1 ? "ends" : "end"} with the ${from}.`]),
      otherLots === 0
        ? "The new position has no stop until you place one."
        : guards.some(isOf(other))
          ? `What guards the ${to} stays as it is.`
          : `The ${to} has no stop until you place one.`,
    ],
    confirmLabel:
      other === null ? `${side === "sell" ? "Sell" : "Buy"} 2 × ${size}` : `Close ${from} ${size}, open ${to} ${size}`,
  };
}

const countOf = (guards: number): string =>
  guards === 1 ? "Its one stop or target" : `Its ${guards} stops and targets`;
