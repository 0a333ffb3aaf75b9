import { type Instrument, notionalUnits, wholeLots } from "../markets/instrument.ts";
import { absolute, add, type Integer } from "../money/integer.ts";
import { legRole, waitsForEntry } from "../orders/contingency/contingency.ts";
import type { Order } from "../orders/order.ts";
import { isTerminal } from "../orders/order-status.ts";
import type { Side } from "../orders/order-type.ts";
import { levelTicks } from "../orders/triggers/trigger-rules.ts";
import type { PositionSide } from "./position-side.ts";

/** Where a protective order lives: in our own process, or at the venue, which keeps it when we are gone. */
export type ProtectionPlace = "worker" | "venue";

/** An order that covers a position as things stand. */
type Guard = {
  readonly order: Order;
  readonly place: ProtectionPlace;
  /** What of the position it covers that no nearer one covers already. */
  readonly lots: number;
  /** The price at which it fires, or has fired. */
  readonly levelTicks: number;
};

/** Why an order that is meant to protect covers nothing. */
export type IdleReason =
  | "not-active" // A trailing stop whose activation price was not reached, or a leg whose entry has not filled.
  | "not-watched" // Held in the worker, and no session of it runs.
  | "cancelling"
  | "unknown" // Nobody knows whether the venue has it.
  | "too-small" // A leg over less than the venue's smallest order: it grows with what its entry still fills.
  | "limit-resting"; // It has fired, and its limit waits for a price that has gone.

export type Protection = {
  /** What of the position can be traded, in lots; the dust beside it cannot be covered either. */
  readonly positionLots: number;
  readonly coveredLots: number;
  /** Those that fire first stand first. */
  readonly guards: readonly Guard[];
  readonly idle: readonly { readonly order: Order; readonly why: IdleReason }[];
  /** The newest of those that ended without having done their work: canceled, expired, rejected or denied. */
  readonly ended: Order | null;
};

export type GuardedPosition = {
  readonly instrument: Instrument;
  /** In hedge mode: only what is meant for this side protects it. */
  readonly positionSide?: PositionSide | null;
  /** Net, in base units: positive long. */
  readonly netUnits: Integer;
  /** A session of the worker holds the portfolio and watches its triggers. */
  readonly isWatched: boolean;
};

export const closingSide = (netUnits: Integer): Side => (netUnits > 0 ? "sell" : "buy");

/** A stop-loss or trailing stop, whatever has become of it. */
export const isStopOrder = ({ trigger }: Pick<Order, "trigger">): boolean =>
  trigger !== null && trigger.kind !== "take-profit";

/** One that would close what is held. */
const isProtective = (order: Pick<Order, "side" | "trigger">, netUnits: Integer): boolean =>
  netUnits !== 0 && order.side === closingSide(netUnits) && isStopOrder(order);

/**
 * How much of a position is covered by stops that are alive. Several may guard the same lots: those that fire first count first,
 * and none counts for more than what is left. Only what is known to be alive counts.
 */
export function protectionOf(position: GuardedPosition, orders: Iterable<Order>): Protection {
  const { instrument, netUnits } = position;
  const positionLots = wholeLots(instrument, absolute(netUnits));
  const live: Guard[] = [];
  const idle: { order: Order; why: IdleReason }[] = [];
  let ended: Order | null = null;
  for (const order of orders) {
    if (order.instrumentId !== instrument.id || (order.positionSide ?? null) !== (position.positionSide ?? null))
      continue;
    if (!isProtective(order, netUnits)) continue;
    if (isTerminal(order.status)) {
      if (order.status !== "filled" && order.updatedAt >= (ended?.updatedAt ?? 0)) ended = order;
      continue;
    }
    const found = judged(order, position.isWatched, instrument);
    if (typeof found === "string") idle.push({ order, why: found });
    else live.push(found);
  }
  const isLong = netUnits > 0;
  live.sort((a, b) => (isLong ? b.levelTicks - a.levelTicks : a.levelTicks - b.levelTicks));
  const guards: Guard[] = [];
  let coveredLots = 0;
  for (const guard of live) {
    const lots = Math.min(guard.lots, positionLots - coveredLots);
    guards.push({ ...guard, lots });
    coveredLots += lots;
  }
  return { positionLots, coveredLots, guards, idle, ended };
}

function judged(order: Order, isWatched: boolean, instrument: Instrument): Guard | IdleReason {
  const { status, type, trigger, side, trailTicks, releasedTicks } = order;
  const level = releasedTicks ?? (trigger === null ? null : levelTicks(trigger, side, trailTicks));
  const sized = Math.max(0, Math.min(order.quantityLots, order.amendment?.quantityLots ?? Infinity) - order.filledLots);
  // Until it fires it is as large as the position, whatever that is.
  const lots =
    order.closesPosition && (releasedTicks === null || status === "released") ? Number.POSITIVE_INFINITY : sized;
  if (waitsForEntry(order)) return "not-active";
  if (status === "pending-cancel") return "cancelling";
  if (status === "unknown" || status === "initialized") return "unknown";
  if (status === "emulated" || status === "released") {
    if (!isWatched) return "not-watched";
    if (level === null) return "not-active";
    const isTooSmall = order.contingency && notionalUnits(instrument, level, lots) < instrument.minNotionalUnits;
    return isTooSmall ? "too-small" : { order, place: "worker", lots, levelTicks: level };
  }
  const isOnItsWay = status === "submitted";
  if (releasedTicks !== null && type === "limit" && !isOnItsWay) return "limit-resting";
  return level === null ? "not-active" : { order, place: "venue", lots, levelTicks: level };
}

/** What is lost between a price and a stop, before slippage and fees, in units of the quote currency; 0 where the stop lies beyond it. */
export function riskUnits(
  instrument: Instrument,
  isLong: boolean,
  { lots, priceTicks, levelTicks: level }: { lots: number; priceTicks: number; levelTicks: number },
): Integer {
  return notionalUnits(instrument, Math.max(0, isLong ? priceTicks - level : level - priceTicks), lots);
}

/** The same over all guards of a position; null without a price. */
export function guardedRiskUnits(
  { instrument, netUnits }: Pick<GuardedPosition, "instrument" | "netUnits">,
  { guards }: Protection,
  priceTicks: number,
): Integer | null {
  if (priceTicks === 0) return null;
  return guards.reduce<Integer>(
    (sum, guard) => add(sum, riskUnits(instrument, netUnits > 0, { ...guard, priceTicks })),
    0,
  );
}

/** How far the price must go to the stop that fires first, as a fraction of it; null without a stop or a price. */
export function distanceFraction({ guards }: Protection, priceTicks: number): number | null {
  const [first] = guards;
  return first === undefined || priceTicks === 0 ? null : Math.abs(first.levelTicks - priceTicks) / priceTicks;
}

export type ProtectionState = "covered" | "partly" | "some" | "lost" | "none" | "dust";

/** When what is held came to be. */
export type PositionTimes = {
  /** Since when it is as large as a lot: what was left of an earlier position, and could not be traded, does not count. */
  readonly openedAt: number;
  /** When the newest of it was added. */
  readonly grownAt: number;
};

type Opened = { readonly openedAt: number; readonly quantityUnits: Integer };

/** The times of a position that its lots make, oldest first; all of one direction. */
export function positionTimes(instrument: Instrument, lots: readonly Opened[]): PositionTimes {
  let units: Integer = 0;
  const first = lots.find(({ quantityUnits }) => {
    units = add(units, quantityUnits);
    return wholeLots(instrument, units) > 0;
  });
  const grownAt = lots.at(-1)?.openedAt ?? 0;
  return { openedAt: first?.openedAt ?? grownAt, grownAt };
}

/**
 * What a person must know of it at a glance: `lost` was to be covered since it was opened and is not, `none` never was. Of what is
 * covered in part, `partly` has lost a stop or has outgrown those it has; `some` of it was never covered, and nobody took it for that.
 */
export function protectionState(
  { positionLots, coveredLots, guards, idle, ended }: Protection,
  { openedAt, grownAt }: PositionTimes,
): ProtectionState {
  if (positionLots === 0) return "dust";
  if (coveredLots >= positionLots) return "covered";
  const hasLost =
    idle.some(({ why }) => why !== "not-active" && why !== "too-small") ||
    (ended !== null && ended.updatedAt >= openedAt);
  if (coveredLots === 0) return hasLost ? "lost" : "none";
  // A leg stands before what its entry buys: that it is older says nothing.
  const isOutgrown = guards.some(({ order }) => legRole(order) === null && order.createdAt < grownAt);
  return hasLost || isOutgrown ? "partly" : "some";
}

const BPS = 10_000;

/** Where a stop that far from a price lies, in ticks: rounded away from the price, one tick at least. */
export function stopTicks(isLong: boolean, priceTicks: number, distanceBps: number): number {
  const exact = (priceTicks * (BPS + (isLong ? -distanceBps : distanceBps))) / BPS;
  return isLong ? Math.max(1, Math.min(priceTicks - 1, Math.floor(exact))) : Math.max(priceTicks + 1, Math.ceil(exact));
}
