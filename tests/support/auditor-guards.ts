import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import type { VenueEvent } from "../../server/engine/ports.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type OrderUpdated, type Seen } from "./auditor-orders.ts";
import { keyOf } from "./auditor-sides.ts";

/** Venues that keep stops themselves, and what these may wait for there. */
const KEPT_BY: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  binance: { spot: ["last"], perpetual: ["last", "mark"] },
  bybit: { spot: ["last"], perpetual: ["last", "mark"] },
};
/** How far behind the price a trailing stop of a perpetual stays there. */
const TRAILS_BY: Readonly<Record<string, string>> = { binance: "bps", bybit: "ticks" };

/** Whether an order waits for its trigger at its venue: by the auditor's own table. */
export function waitsAtVenue(order: Order, { venue, kind }: Instrument): boolean {
  const { trigger, contingency, type, closesPosition, timeInForce, replaces } = order;
  if (trigger === null || contingency || KEPT_BY[venue]?.[kind]?.includes(trigger.by) !== true) return false;
  if (timeInForce === "GTD" && venue === "bybit") return false;
  if (trigger.kind === "trailing-stop")
    return kind === "perpetual" && trigger.distance.unit === TRAILS_BY[venue] && type === "market";
  // A spot venue cannot hold two over the same coins.
  return kind === "perpetual" || (closesPosition !== true && timeInForce !== "GTD" && !replaces);
}

/** A stop with a price of its own need not be replaced there. */
export const isChangedThere = (order: Order, instrument: Instrument): boolean =>
  instrument.venue === "bybit" && order.trigger?.kind !== "trailing-stop" && waitsAtVenue(order, instrument);

/** Until it fires, a venue that knows positions cuts it to what is left of one: nothing of that is its own. */
export const standsThere = (order: Order, instrument: Instrument): boolean =>
  instrument.kind === "perpetual" &&
  order.isReduceOnly &&
  order.releasedTicks === null &&
  order.filledLots === 0 &&
  !isHeldStatus(order.status) &&
  waitsAtVenue(order, instrument);

type GuardWorld = {
  readonly orders: ReadonlyMap<string, Seen>;
  readonly netLots: (of: Order) => bigint;
  /** Nothing that is told late, and nothing borrowed: no fill may then carry a position through nothing. */
  readonly isExact: () => boolean;
};

/**
 * Stops that take the place of others that wait at their venue: by what the venue really has, one of the two is there at each moment
 * until what they guard is gone, or somebody wants neither; and both together never close more than there is.
 */
export class GuardBook {
  readonly #world: GuardWorld;
  readonly #counts: { guards: number; takenOver: number };
  readonly #asked = new Set<string>();
  /** By the old one's id. */
  readonly #next = new Map<string, string>();
  readonly #there = new Set<string>();
  readonly #inPairs = new Set<string>();
  readonly #gaveWay = new Set<string>();

  constructor(world: GuardWorld, counts: { guards: number; takenOver: number }) {
    this.#world = world;
    this.#counts = counts;
  }

  asked({ action }: ControlEvent): void {
    if (action.kind === "amend-order") this.#asked.add(action.orderId);
  }

  /** What the venue said, whether or not it was heard: what became of a stop since then it tells in its turn. */
  told(answer: VenueEvent): void {
    if (answer.kind === "accepted") this.#there.add(answer.orderId);
  }

  isGuard({ trigger, isReduceOnly }: Order): boolean {
    return trigger !== null && isReduceOnly;
  }

  placed(next: Order, old: Order): string | null {
    const name = `order "${next.id}" takes the place of "${old.id}"`;
    const isSame = next.side === old.side && next.instrumentId === old.instrumentId && this.isGuard(next);
    if (!isSame) return `${name} and guards something else`;
    const other = this.#next.get(old.id);
    if (other !== undefined && !this.#isOver(other)) return `${name}, which "${other}" does already`;
    if (isDead(old.status)) return `${name}, which was ${old.status} by then`;
    if (!this.#asked.has(old.id) && !this.#isRest(next, old)) {
      const problem = this.#problemWithTakingOver(next, old);
      if (problem !== null) return `${name}, ${problem}`;
      this.#counts.takenOver += 1;
    }
    this.#next.set(old.id, next.id);
    this.#inPairs.add(old.id).add(next.id);
    this.#counts.guards += 1;
    return null;
  }

  /**
   * Unasked, the worker takes a stop from a venue that knows no positions where less is left than that would sell, or where another that
   * has fired is to sell the same.
   */
  #problemWithTakingOver(next: Order, old: Order): string | null {
    const net = this.#world.netLots(old);
    const held = old.side === "sell" ? net : -net;
    let working = 0n;
    let isWanted = false;
    for (const { order } of this.#world.orders.values()) {
      if (keyOf(order) !== keyOf(old) || order.side !== old.side || isDead(order.status)) continue;
      if (order.status === "released" && order.isReduceOnly) isWanted = true;
      if (!isHeldStatus(order.status)) working += BigInt(Math.max(0, order.quantityLots - order.filledLots));
    }
    if (next.status !== "emulated" || !(isWanted || working > held)) return "and nobody asked for it";
    const most = held < BigInt(old.quantityLots) ? held : BigInt(old.quantityLots);
    return BigInt(next.quantityLots) === most ? null : `for ${next.quantityLots} lots where ${most} are left`;
  }

  /** What is left of the one that took a place, after the one before it had filled all the same. */
  #isRest(next: Order, { replaces, quantityLots }: Order): boolean {
    for (let id = replaces; id; id = this.#order(id)?.replaces) {
      if (this.#filledOf(id) > 0) return next.quantityLots < quantityLots;
    }
    return false;
  }

  /** One is asked to go for another's sake, or called back: told at the moment at which it is. */
  updated({ orderId, step, reasonCode }: OrderUpdated): string | null {
    if (reasonCode === "replaced-order-filled") return this.#problemWithCallingBack(orderId);
    const next = this.#next.get(orderId);
    // Asked once more it may be because somebody wants neither.
    if (next === undefined || step !== "cancel-requested" || reasonCode !== "replaced" || this.#gaveWay.has(orderId))
      return null;
    this.#gaveWay.add(orderId);
    return this.#guards(next) ? null : `order "${orderId}" gives way to "${next}", which guards nothing yet`;
  }

  problemWith({ changes }: Batch): string | null {
    for (const change of changes) {
      const problem = change.kind === "fill-booked" ? this.#problemWithFill(change.fill.orderId) : null;
      if (problem !== null) return problem;
    }
    return null;
  }

  /** A venue that knows no positions would sell what is gone: its stops are for no more than is left, but for those that were asked to go. */
  problemWithKept(instrumentOf: (id: string) => Instrument): string | null {
    const kept = new Map<string, { readonly one: Order; lots: bigint }>();
    for (const { order, isCancelAsked } of this.#world.orders.values()) {
      const { status, filledLots, quantityLots, side } = order;
      if ((status !== "accepted" && status !== "submitted") || filledLots > 0 || !this.isGuard(order)) continue;
      const instrument = instrumentOf(order.instrumentId);
      if (order.releasedTicks !== null || instrument.kind !== "spot" || !waitsAtVenue(order, instrument)) continue;
      const key = `${keyOf(order)} ${side}`;
      const sum = kept.get(key) ?? { one: order, lots: 0n };
      sum.lots += this.#next.has(order.id) || isCancelAsked ? 0n : BigInt(quantityLots);
      kept.set(key, sum);
    }
    for (const { one, lots } of kept.values()) {
      const net = this.#world.netLots(one);
      const held = one.side === "sell" ? net : -net;
      if (lots > 0n && lots > held) return `stops like "${one.id}" wait at their venue for ${lots} lots of ${held}`;
    }
    return null;
  }

  /** The worker watches it, or the venue has it, or it has traded. */
  #guards(id: string): boolean {
    const order = this.#order(id);
    return order !== undefined && (isHeldStatus(order.status) || this.#there.has(id) || order.filledLots > 0);
  }

  #problemWithFill(orderId: string): string | null {
    const order = this.#order(orderId);
    if (order === undefined || !this.#inPairs.has(orderId) || !this.#world.isExact()) return null;
    const net = this.#world.netLots(order);
    const isBeyond = order.side === "sell" ? net < 0n : net > 0n;
    return isBeyond ? `order "${orderId}" and the one it replaced or made way for closed more than was held` : null;
  }

  /** Only where nothing is left for it: else what is held would be bare. */
  #problemWithCallingBack(orderId: string): string | null {
    const order = this.#order(orderId);
    if (order === undefined || !this.#inPairs.has(orderId) || order.releasedTicks !== null) return null;
    let filled = 0;
    for (let id = order.replaces; id; id = this.#order(id)?.replaces) filled += this.#filledOf(id);
    if (filled >= order.quantityLots || this.#world.netLots(order) === 0n) return null;
    return `order "${orderId}" was called back for ${filled} lots that the one before it filled, of ${order.quantityLots}`;
  }

  #isOver(id: string): boolean {
    const order = this.#order(id);
    return order === undefined || isDead(order.status);
  }

  #filledOf = (id: string): number => this.#order(id)?.filledLots ?? 0;
  #order = (id: string): Order | undefined => this.#world.orders.get(id)?.order;
}
