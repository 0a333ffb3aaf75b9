import type { OrderStepRecord } from "../../db/queries/order-step-row.ts";
import type { OrderStep } from "../domain/orders/order-step.ts";
import type { EngineChange } from "../engine/engine-change.ts";

/** The steps that a batch's changes were for the orders in it, oldest first. */
export function orderSteps(changes: readonly EngineChange[]): OrderStepRecord[] {
  const steps: OrderStepRecord[] = [];
  /** How the order stands whose fill comes next: an update always goes before the fill that caused it. */
  let filled: OrderStep = "filled";
  for (const change of changes) {
    switch (change.kind) {
      case "order-placed":
        steps.push(placedStep(change));
        break;
      case "order-updated":
        if (change.step === "filled" || change.step === "partially-filled") filled = change.step;
        else steps.push(updatedStep(change));
        break;
      case "order-amended": {
        const { orderId, instrumentId, step, at, code, message, from, to } = change;
        steps.push({ orderId, instrumentId, step, at, amendment: { from, to }, code, reason: message });
        break;
      }
      case "held-order-changed":
        if (change.step !== "trailed") steps.push(heldStep(change));
        break;
      case "fill-booked": {
        const { fill, mid } = change;
        const { orderId, instrumentId, at } = fill;
        steps.push({ orderId, instrumentId, step: filled, at, fill, mid });
        break;
      }
    }
  }
  return steps;
}

/** What a trigger follows is no step: the price that fired it says how far it came. */
function heldStep(change: Extract<EngineChange, { kind: "held-order-changed" }>): OrderStepRecord {
  const { orderId, instrumentId, at, quantityLots, priceTicks, trigger, mid } = change;
  const step = change.step === "trailed" ? "amended" : change.step;
  const isReleased = step === "released";
  const trailTicks = isReleased ? change.trailTicks : null;
  const held = {
    quantityLots,
    priceTicks,
    trigger,
    trailTicks,
    releasedTicks: isReleased ? change.releasedTicks : null,
  };
  return { orderId, instrumentId, step, at, held, mid };
}

function placedStep({ order, mid }: Extract<EngineChange, { kind: "order-placed" }>): OrderStepRecord {
  const { id: orderId, instrumentId, createdAt: at, quantityLots, priceTicks, reasonCode: code, reason } = order;
  const step = order.status === "denied" ? "denied" : "placed";
  const { trigger, expiresAt, contingency = null, replaces = null } = order;
  const placed = { quantityLots, priceTicks, trigger, expiresAt, contingency, replaces };
  return { orderId, instrumentId, step, at, placed, code, reason, mid };
}

function updatedStep(change: Extract<EngineChange, { kind: "order-updated" }>): OrderStepRecord {
  const { orderId, instrumentId, step, at, venueOrderId, mid } = change;
  if (step === "accepted") return { orderId, instrumentId, step, at, venueOrderId, mid };
  if (step === "cancel-requested" || step === "lost") return { orderId, instrumentId, step, at, mid };
  return { orderId, instrumentId, step, at, code: change.reasonCode, reason: change.reason, mid };
}
