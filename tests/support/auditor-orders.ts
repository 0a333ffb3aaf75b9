import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { type Need, needOf, notionalOf } from "./auditor-money.ts";
import { isDead, isLegalMove } from "./auditor-moves.ts";

export type OrderUpdated = Extract<EngineChange, { kind: "order-updated" }>;
export type HeldChanged = Extract<EngineChange, { kind: "held-order-changed" }>;
export type OrderAmended = Extract<EngineChange, { kind: "order-amended" }>;

/** An order as the auditor has seen it. */
export type Seen = {
  order: Order;
  readonly fills: Map<string, Fill>;
  isSent: boolean;
  /** It began in the worker: it may end without ever having been sent. */
  readonly wasHeld: boolean;
  isCancelAsked: boolean;
  /** Every bound it was given: a late fill may have been made under an older one. */
  readonly bounds: number[];
  /** The greatest revision that left for the venue. */
  revisionSent: number;
  /** The quantity that it was placed with. */
  readonly first: number;
};

export const seenFirst = (order: Order): Seen => ({
  order,
  fills: new Map(),
  isSent: false,
  wasHeld: isHeldStatus(order.status),
  isCancelAsked: false,
  bounds: [order.boundTicks],
  revisionSent: 0,
  first: order.quantityLots,
});

/** What an order must hold back; enough for either of its two terms while an amendment is under way. */
export function needOfOrder(instrument: Instrument, order: Order): Need {
  const { filledLots, amendment } = order;
  // What the worker holds and a position bounds needs nothing behind it.
  const isFree = isDead(order.status) || (isHeldStatus(order.status) && order.isReduceOnly);
  const left = (lots: number) => (isFree ? 0 : Math.max(0, lots - filledLots));
  const now = needOf(instrument, order, left(order.quantityLots));
  if (amendment === null) return now;
  const after = needOf(instrument, { ...order, boundTicks: amendment.priceTicks }, left(amendment.quantityLots));
  return after.units > now.units ? after : now;
}

export function problemWithReservation(instrument: Instrument, order: Order): string | null {
  const { units } = needOfOrder(instrument, order);
  return BigInt(order.reservedUnits) === units ? null : `order "${order.id}" reserves ${order.reservedUnits}`;
}

export const isHeldStatus = (status: Order["status"]): boolean => status === "emulated" || status === "released";

/** Takes over what became of an order that the worker holds; answers what is wrong with it. */
export function applyHeld(seen: Seen, change: HeldChanged): string | null {
  const { orderId, kind: _kind, step, mid: _mid, at: _at, ...values } = change;
  const { order: before } = seen;
  seen.order = { ...before, ...values };
  const name = `order "${orderId}"`;
  if (!isHeldStatus(before.status)) return `${name} was ${step} in the worker when it was ${before.status}`;
  if (seen.isSent) return `${name} was ${step} in the worker though it had been sent`;
  if (change.status !== before.status && !isLegalMove(before.status, change.status))
    return `${name} went from ${before.status} to ${change.status}`;
  const { trigger } = before;
  const isSale = before.side === "sell";
  if (step === "trailed") {
    const isBack =
      before.trailTicks !== null &&
      change.trailTicks !== null &&
      (isSale ? change.trailTicks < before.trailTicks : change.trailTicks > before.trailTicks);
    return trigger?.kind !== "trailing-stop" || isBack ? `${name} trailed back to ${change.trailTicks}` : null;
  }
  if (step === "released") {
    const isTrailing = trigger?.kind === "trailing-stop";
    const reference = change.trailTicks ?? 0;
    const level = isTrailing
      ? "bps" in trigger.distance
        ? (reference * (10_000 + (isSale ? -1 : 1) * trigger.distance.bps)) / 10_000
        : reference + (isSale ? -1 : 1) * trigger.distance.ticks
      : (trigger?.priceTicks ?? 0);
    const fires = (trigger?.kind === "take-profit") === isSale ? "rise" : "fall";
    const at = change.releasedTicks ?? 0;
    const isReached = fires === "fall" ? at <= level : at >= level;
    return isReached ? null : `${name} was released at ${at}, its trigger is at ${level}`;
  }
  if (step === "resized" || step === "armed") {
    const isFirst = before.contingency?.waitsForEntry === true;
    const isRight = isFirst || (step === "armed") === change.quantityLots > before.quantityLots;
    if (before.replaces && step === "resized") return isRight ? null : `${name} grew when the one before it filled`;
    if (!before.contingency || before.contingency.role === "entry") return `${name} was ${step} and is no leg`;
    return isRight && change.quantityLots > 0 ? null : `${name} was ${step} from ${before.quantityLots}`;
  }
  if (step === "submitted") {
    seen.bounds.push(change.boundTicks);
    return change.quantityLots > before.quantityLots && !before.closesPosition
      ? `${name} grew when it was released`
      : null;
  }
  return null;
}

/** Adds a fill to the order; answers what is wrong with it. */
export function addFill({ order, fills, bounds }: Seen, instrument: Instrument, fill: Fill): string | null {
  const { tradeId, priceTicks, quantityLots } = fill;
  if (fills.has(tradeId)) return `trade "${tradeId}" of order "${order.id}" was booked twice`;
  fills.set(tradeId, fill);
  const isWithin = bounds.some((bound) => (order.side === "buy" ? priceTicks <= bound : priceTicks >= bound));
  if (!isWithin) return `trade "${tradeId}" at ${priceTicks} is beyond the bound ${order.boundTicks}`;
  const filled = [...fills.values()].reduce((sum, each) => sum + each.quantityLots, 0);
  if (order.filledLots !== filled) return `order "${order.id}" says ${order.filledLots} lots, its fills ${filled}`;
  const notional = notionalOf(instrument, priceTicks, quantityLots);
  return BigInt(fill.notionalUnits) === notional ? null : `fill "${fill.id}" has notional ${fill.notionalUnits}`;
}

/** Takes over what an amendment did to the order; answers what is wrong with it. */
export function applyAmended(seen: Seen, change: OrderAmended): string | null {
  const { orderId, kind: _kind, step, at: _at, from, to: _to, code: _code, message: _message, ...values } = change;
  const { order: before } = seen;
  const isFrom =
    from.quantityLots === before.quantityLots &&
    from.priceTicks === before.boundTicks &&
    (from.triggerTicks === undefined || from.triggerTicks === triggerTicksOf(before));
  seen.order = { ...before, ...values };
  if (step === "amended") seen.bounds.push(change.boundTicks);
  if (isDead(before.status)) return `order "${orderId}" was amended when it was ${before.status}`;
  if (!isFrom) return `order "${orderId}" had other terms than its amendment says`;
  if (step === "amend-requested") {
    const isNext = before.amendment === null && change.revision === before.revision + 1;
    return isNext ? null : `order "${orderId}" has two amendments under way`;
  }
  if (before.amendment === null) return `order "${orderId}" got an answer to no amendment`;
  if (step === "replaced") return change.amendment === null ? null : `order "${orderId}" was replaced, and is still`;
  const { quantityLots, priceTicks, triggerTicks } = step === "amended" ? before.amendment : from;
  const isAsTold =
    change.quantityLots === quantityLots &&
    change.boundTicks === priceTicks &&
    (triggerTicks === undefined || triggerTicks === triggerTicksOf(seen.order));
  return isAsTold && change.amendment === null ? null : `order "${orderId}" has other terms after it was ${step}`;
}

const triggerTicksOf = ({ trigger }: Pick<Order, "trigger">): number | null =>
  trigger !== null && "priceTicks" in trigger ? trigger.priceTicks : null;

/** Takes over an order's new state; answers what is wrong with it. */
export function applyUpdated(seen: Seen, change: OrderUpdated): string | null {
  const { orderId, kind: _kind, step, mid: _mid, at: _at, ...values } = change;
  const from = seen.order.status;
  const isOvertaken = step === "accepted" && seen.order.venueOrderId === null; // The acknowledgement came after the rejection.
  const isSame = from === change.status && from !== "denied" && (from !== "rejected" || isOvertaken);
  if (change.status === "pending-cancel") seen.isCancelAsked = true;
  seen.order = { ...seen.order, ...values };
  if (!isSame && !isLegalMove(from, change.status)) return `order "${orderId}" went from ${from} to ${change.status}`;
  const isFull = seen.order.filledLots >= seen.order.quantityLots;
  return change.status !== "filled" || isFull ? null : `order "${orderId}" is not full`;
}

/** What is wrong with a command that leaves for the venue. */
export function problemWithSent(seen: Seen, command: EngineCommand): string | null {
  if (command.kind === "amend-order") return problemWithSentAmendment(seen, command);
  if (command.kind === "cancel-order")
    return seen.isCancelAsked ? null : `order "${command.orderId}": cancel sent before it was journaled`;
  const { order } = command;
  if (seen.isSent) return `order "${order.id}" was sent twice`;
  if (seen.order.status === "denied") return `order "${order.id}" was denied and sent all the same`;
  seen.isSent = true;
  const terms = ["instrumentId", "positionSide", "side", "type", "quantityLots", "priceTicks", "boundTicks"] as const;
  const other = terms.find((term) => order[term] !== seen.order[term]);
  return other === undefined ? null : `order "${order.id}" was sent with another ${other} than journaled`;
}

function problemWithSentAmendment(
  seen: Seen,
  { order, revision }: Extract<EngineCommand, { kind: "amend-order" }>,
): string | null {
  const { amendment, revision: journaled } = seen.order;
  if (revision !== journaled) return `order "${order.id}": amendment ${revision} sent, but ${journaled} journaled`;
  if (revision <= seen.revisionSent) return `order "${order.id}": amendment ${revision} was sent twice`;
  seen.revisionSent = revision;
  if (amendment === null) return null; // A fill ended it in the same batch.
  const { quantityLots, priceTicks, triggerTicks } = amendment;
  const isSame =
    quantityLots === order.quantityLots &&
    priceTicks === order.boundTicks &&
    (triggerTicks === undefined || triggerTicks === triggerTicksOf(order));
  return isSame && order.priceTicks === (order.type === "market" ? null : priceTicks)
    ? null
    : `order "${order.id}": other terms sent than journaled`;
}

/** Why an order that was approved never went out. */
const UNSENT: ReadonlySet<string | null> = new Set(["never-reached-venue", "stopped-before-sending"]);

/** What is wrong with an order when all is over. */
export function problemAtEnd({ order: { id, status, reasonCode }, isSent, wasHeld }: Seen): string | null {
  if (isHeldStatus(status) || (!isSent && wasHeld && isDead(status))) return null;
  if (status === "denied") return isSent ? `order "${id}" was denied and sent` : null;
  return isSent || UNSENT.has(reasonCode) ? null : `order "${id}" is ${status} but was never sent`;
}

/** A batch sends exactly what it journals. */
export function problemWithCommands({ sequence, commands, changes }: Batch): string | null {
  const sent = commands.flatMap((command) => {
    if (command.kind === "submit-order") return [command.order.id];
    return command.kind === "amend-order" ? [`${command.orderId}/${command.revision}`] : [];
  });
  const journaled = changes.flatMap((change) => {
    if (change.kind === "order-placed" && change.order.status === "submitted") return [change.order.id];
    if (change.kind === "held-order-changed" && change.step === "submitted") return [change.orderId];
    const isAsked =
      change.kind === "order-amended" && change.step === "amend-requested" && !change.amendment?.isReplacement;
    return isAsked ? [`${change.orderId}/${change.revision}`] : [];
  });
  return sent.join() === journaled.join() ? null : `batch ${sequence} journals ${journaled} but sends ${sent}`;
}

/** What should only reduce a position goes with it: left behind, it could open another. */
export function problemWithProtection(
  orders: ReadonlyMap<string, Seen>,
  netLots: (of: Order) => bigint,
): string | null {
  for (const { order } of orders.values()) {
    if (order.status !== "emulated" || !order.isReduceOnly || order.contingency?.waitsForEntry) continue;
    const net = netLots(order);
    if (order.side === "sell" ? net <= 0n : net >= 0n) return `order "${order.id}" protects nothing and is still held`;
  }
  return null;
}
