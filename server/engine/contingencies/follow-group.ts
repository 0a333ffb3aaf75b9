import {
  GROUP_CODES,
  hasLegFailed,
  LEG_ROLES,
  type LegRole,
  legRole,
  waitsForEntry,
} from "../../domain/orders/contingency/contingency.ts";
import type { Order } from "../../domain/orders/order.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import { oppositeSide } from "../../domain/orders/order-type.ts";
import { trailedTo } from "../../domain/orders/triggers/trigger-rules.ts";
import { boundWhileWaiting } from "../../domain/risk/price-reference.ts";
import { positionLots } from "../../domain/risk/reducible.ts";
import type { ContingentStep, EngineState, OrderRecord } from "../engine-state.ts";
import { cancelHeld, OTHER_LEG_FILLED } from "../held/held-orders.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { changeHeld } from "../orders/order-record.ts";
import { entryOf, membersOf, newestLeg } from "./group-members.ts";
import { succeedLeg } from "./succeed-leg.ts";

/**
 * What befell orders of groups in this step is followed by the others of their groups, in the same commit: an entry's fill arms
 * and grows its legs, a leg's fill is given up by the other leg, whoever has nothing left to do ends.
 */
export function followGroups(state: EngineState): void {
  for (let step = state.contingent.shift(); step !== undefined; step = state.contingent.shift()) follow(state, step);
}

function follow(state: EngineState, step: ContingentStep): void {
  const { order } = step.record;
  const isEntry = order.contingency?.role === "entry";
  switch (step.kind) {
    case "filled":
      if (isEntry) armLegs(state, step);
      else giveUp(state, order, step.lots);
      return;
    case "amended":
      if (isEntry) planLegs(state, order);
      return;
    case "released":
      if (!isEntry) stopEntering(state, order);
      return;
    case "cut": // Less is held than either leg was meant for.
      if (!isEntry) giveUp(state, order, step.lots);
      return;
    case "ended":
      if (isEntry) endWaitingLegs(state, order);
      else if (hasLegFailed(order)) stopEntering(state, order);
  }
}

const groupOf = ({ contingency }: Order): string => contingency?.groupId ?? "";

const legsOf = (state: EngineState, order: Order): OrderRecord[] =>
  membersOf(state, groupOf(order)).filter((member) => legRole(member.order) !== null);

/** Each leg guards what the entry has filled by now: it is cut to what is held when it goes out. Without a position there is nothing to guard. */
function armLegs(state: EngineState, { record, lots, priceTicks }: ContingentStep): void {
  const { order, holding } = record;
  const view = { instrument: holding.instrument, positionUnits: holding.netUnits };
  if (positionLots(oppositeSide(order.side), view) === 0) return;
  const legs = legsOf(state, order);
  for (const role of LEG_ROLES) {
    const leg = legs.find((each) => isHeld(each.order.status) && legRole(each.order) === role);
    if (leg === undefined) followLate(state, groupOf(order), role, { lots, priceTicks });
    else if (waitsForEntry(leg.order)) arm(state, leg, { lots: order.filledLots, priceTicks });
    else changeHeld(state, leg, "armed", { quantityLots: leg.order.quantityLots + lots });
  }
}

type Growth = { readonly lots: number; readonly priceTicks: number };

function arm(state: EngineState, record: OrderRecord, { lots: quantityLots, priceTicks }: Growth): void {
  const { order } = record;
  const { trigger, side } = order;
  if (!order.contingency) return;
  const contingency = { ...order.contingency, waitsForEntry: false };
  // A trailing stop follows from where the entry filled: the price before that was no concern of its.
  const trailTicks = trigger?.kind === "trailing-stop" ? trailedTo(trigger, side, null, priceTicks) : null;
  const boundTicks = boundWhileWaiting({ ...order, trailTicks }, state.settings.collarBps);
  changeHeld(state, record, "armed", { quantityLots, trailTicks, boundTicks, contingency });
  state.triggers.hold(record.order, { at: state.now, ticks: priceTicks });
}

/** The entry filled though its leg has fired or ended meanwhile: what came late gets a leg of its own. */
function followLate(state: EngineState, groupId: string, role: LegRole, growth: Growth): void {
  const last = newestLeg(state, groupId, role);
  if (last !== null && !wasDropped(last.order)) succeedLeg(state, last, growth.lots, growth.priceTicks);
}

/** Somebody wanted it gone. */
const wasDropped = ({ status, reasonCode, releasedTicks }: Order): boolean =>
  status === "expired" || (status === "canceled" && reasonCode === "requested" && releasedTicks === null);

/** What one leg has filled the other need not close any more; where there are several, the oldest gives up first. */
function giveUp(state: EngineState, filled: Order, lots: number): void {
  let left = lots;
  for (const leg of othersHeld(state, filled)) {
    const given = Math.min(left, leg.order.quantityLots);
    if (given > 0) cutTo(state, leg, leg.order.quantityLots - given);
    left -= given;
  }
}

/** Legs of the other role that the worker holds and whose entry has filled. */
const othersHeld = (state: EngineState, order: Order): OrderRecord[] =>
  legsOf(state, order).filter(
    (each) => legRole(each.order) !== legRole(order) && isHeld(each.order.status) && !waitsForEntry(each.order),
  );

function cutTo(state: EngineState, leg: OrderRecord, quantityLots: number): void {
  if (quantityLots > 0) changeHeld(state, leg, "resized", { quantityLots });
  else cancelHeld(state, leg.order.id, GROUP_CODES.otherLegFilled, OTHER_LEG_FILLED);
}

/** The entry is asked for another quantity: legs that wait for it show what they would come to. */
function planLegs(state: EngineState, entry: Order): void {
  for (const leg of legsOf(state, entry)) {
    if (!waitsForEntry(leg.order) || leg.order.quantityLots === entry.quantityLots) continue;
    changeHeld(state, leg, "resized", { quantityLots: entry.quantityLots });
  }
}

/** A leg has fired, or failed: nobody goes on entering what is being left, or what is not guarded. */
function stopEntering(state: EngineState, leg: Order): void {
  for (const { order } of membersOf(state, groupOf(leg))) {
    if (order.contingency?.role === "entry") requestCancel(state, order.id);
  }
}

function endWaitingLegs(state: EngineState, entry: Order): void {
  if (entryOf(state, groupOf(entry)) !== null) return; // Another has taken its place.
  const words = `Its entry is ${entry.status}, and nothing of it was filled that the leg could guard.`;
  for (const leg of legsOf(state, entry)) {
    if (waitsForEntry(leg.order)) cancelHeld(state, leg.order.id, GROUP_CODES.entryEnded, words);
  }
}
