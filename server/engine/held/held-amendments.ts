import { accept, type Rejection, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { Trigger } from "../../domain/orders/triggers/trigger.ts";
import { boundWhileWaiting } from "../../domain/risk/price-reference.ts";
import { entryBeyondLegs, judgeHeldTerms, legQuantityRefusal } from "../contingencies/amend-leg.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { changeHeld } from "../orders/order-record.ts";

export type WantedTerms = {
  /** Null keeps what is. */
  readonly priceTicks: number | null;
  readonly quantityLots: number | null;
  readonly triggerTicks?: number | null;
};

const refusal = (code: string, message: string, facts: Rejection["facts"]): Rejection => ({ code, message, facts });

/** Changes an order that waits in the worker, at once and without the venue. Returns why not, if it does not. */
export function amendHeld(state: EngineState, record: OrderRecord, wanted: WantedTerms): Rejection | null {
  const planned = planHeld(state, record, wanted);
  if ("change" in planned) planned.change();
  return "change" in planned ? null : planned;
}

/** Judges new terms of an order that waits in the worker; the answer puts them in force, or says why not. */
export function planHeld(
  state: EngineState,
  record: OrderRecord,
  wanted: WantedTerms,
): Rejection | { readonly change: () => void } {
  const { order, holding } = record;
  const facts = { orderId: order.id };
  if (order.status !== "emulated") {
    return refusal("not-amendable", "Its trigger has fired and it is on its way. Wait until the venue has it.", {
      ...facts,
      status: order.status,
    });
  }
  const wished = withTerms(state, order, wanted);
  if (!wished.ok) return wished.rejection;
  const ticket = wished.value;
  const crossed = entryBeyondLegs(state, holding, ticket);
  if (crossed !== null) return crossed;
  const decision = judgeHeldTerms(state, holding, order, ticket);
  if (decision.kind === "denied") return decision.rejection;
  const { quantityLots, priceTicks, boundTicks, trigger, trailTicks } = ticket;
  const terms = { quantityLots, priceTicks, boundTicks, trigger, trailTicks };
  return {
    change: () => {
      changeHeld(state, record, "amended", { ...terms, revision: order.revision + 1 });
      state.triggers.hold(record.order);
    },
  };
}

/** An order that waits for its trigger, with the terms that are wanted; or why it cannot have them. */
export function withTerms(state: EngineState, order: Order, wanted: WantedTerms): Result<Order> {
  const problem =
    problemWith(order, wanted) ??
    wholeQuantityRefusal(order, wanted.quantityLots) ??
    legQuantityRefusal(order, wanted.quantityLots);
  if (problem !== null) return { ok: false, rejection: problem };
  const quantityLots = wanted.quantityLots ?? order.quantityLots;
  const priceTicks = wanted.priceTicks ?? order.priceTicks;
  const trigger = withPrice(order.trigger, wanted.triggerTicks ?? null);
  const isSame =
    quantityLots === order.quantityLots && priceTicks === order.priceTicks && samePrice(trigger, order.trigger);
  if (isSame) {
    const message = `Order "${order.id}" has this price, trigger and quantity already.`;
    return refuse("amendment-without-change", message, { orderId: order.id });
  }
  const amended = { ...order, quantityLots, priceTicks, trigger, trailTicks: state.triggers.trailOf(order.id) };
  return accept({ ...amended, boundTicks: boundWhileWaiting(amended, state.settings.collarBps) });
}

function problemWith(
  { id: orderId, type, trigger }: Order,
  { priceTicks, triggerTicks }: WantedTerms,
): Rejection | null {
  const isTrailing = trigger?.kind === "trailing-stop";
  if (isTrailing && (triggerTicks ?? null) !== null) {
    const message =
      "A trailing stop follows the market by itself. Cancel it, and place one with the distance you want.";
    return refusal("trigger-not-amendable", message, { orderId });
  }
  if (priceTicks === null) return null;
  if (type === "market") {
    const message = "A market order takes no price. Change its trigger or its quantity.";
    return refusal("price-for-market-order", message, { orderId });
  }
  if (!isTrailing) return null;
  const message = "A trailing stop's limit follows the market. Cancel it, and place one with the distance you want.";
  return refusal("price-for-trailing-stop", message, { orderId });
}

function wholeQuantityRefusal({ id: orderId, closesPosition }: Order, quantityLots: number | null): Rejection | null {
  if (!closesPosition || quantityLots === null) return null;
  const message = "It closes the whole position, whatever its size: it has no quantity. Change its trigger alone.";
  return refusal("quantity-for-close-position", message, { orderId });
}

const withPrice = (trigger: Trigger | null, priceTicks: number | null): Trigger | null =>
  trigger === null || trigger.kind === "trailing-stop" || priceTicks === null ? trigger : { ...trigger, priceTicks };

const samePrice = (one: Trigger | null, other: Trigger | null): boolean =>
  one === null || one.kind === "trailing-stop" || other === null || other.kind === "trailing-stop"
    ? true
    : one.priceTicks === other.priceTicks;
