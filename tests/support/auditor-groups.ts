import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { standsThere } from "./auditor-guards.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type Seen } from "./auditor-orders.ts";
import { problemWithWhole } from "./auditor-whole.ts";

const roleOf = ({ contingency }: Order) => contingency?.role ?? null;
const waits = ({ contingency }: Order) => contingency?.waitsForEntry === true;
const openOf = ({ quantityLots, filledLots, amendment }: Order) =>
  Math.max(0, Math.max(quantityLots, amendment?.quantityLots ?? 0) - filledLots);

/** A leg that was made after its entry had filled already: it waits for nothing. */
export const isLateLeg = ({ id, contingency }: Order, orders: ReadonlyMap<string, Seen>): boolean =>
  !!contingency &&
  contingency.role !== "entry" &&
  contingency.groupId !== id &&
  !contingency.waitsForEntry &&
  orders.get(contingency.groupId)?.order.contingency?.role === "entry";

/** The auditor's own idea of orders that stand together, made of nothing but what they have filled so far. */
export class GroupBook {
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #netLots: (of: Order) => bigint;
  readonly #isStanding: (order: Order) => boolean;
  readonly #touched = new Set<string>();
  /** Lots that no leg need guard: it went out for less, because less was held. */
  readonly #cut = new Map<string, number>();

  constructor(
    orders: ReadonlyMap<string, Seen>,
    netLots: (of: Order) => bigint,
    instrument: (id: string) => Instrument,
  ) {
    this.#isStanding = (order) => standsThere(order, instrument(order.instrumentId));
    this.#orders = orders;
    this.#netLots = netLots;
  }

  touched({ contingency }: Order): void {
    if (contingency) this.#touched.add(contingency.groupId);
  }

  /** What is wrong with the group of an order that was just placed; null when nothing is. */
  problemWithPlaced(order: Order): string | null {
    const { contingency } = order;
    if (!contingency) return null;
    this.touched(order);
    // The worker holds it and it may still grow: what it comes to is known when it fires.
    if (contingency.groupId !== order.id && order.reasonCode === "notional-below-minimum" && !contingency.waitsForEntry)
      return `leg "${order.id}" was denied for its size, and what came late is unguarded`;
    if (contingency.role === "entry") return order.isReduceOnly ? `entry "${order.id}" is reduce-only` : null;
    return order.isReduceOnly && (order.trigger !== null || order.replaces)
      ? null
      : `leg "${order.id}" could open a position`;
  }

  /** An entry filled while the position lay on the other side, and there was nothing to guard. */
  filled(order: Order, fill: Fill): void {
    this.touched(order);
    const net = this.#netLots(order);
    if (roleOf(order) === "entry" && (order.side === "buy" ? net <= 0n : net >= 0n))
      this.#give(order, fill.quantityLots);
  }

  #give({ contingency }: Order, lots: number): void {
    const id = contingency?.groupId ?? "";
    this.#cut.set(id, (this.#cut.get(id) ?? 0) + lots);
  }

  /** What is wrong with a leg that goes out for `lots`; null when nothing is. */
  problemWithRelease(order: Order, lots: number): string | null {
    if (order.closesPosition) {
      const others = [...this.#orders.values()].flatMap(({ order: other }) => (this.#isStanding(other) ? [] : [other]));
      return problemWithWhole(others, this.#netLots(order), order, lots);
    }
    if (roleOf(order) === null || roleOf(order) === "entry") return null;
    this.#give(order, order.quantityLots - lots);
    if (waits(order)) return `leg "${order.id}" went out before its entry had filled`;
    const other = this.#membersOf(order).find(
      (each) => roleOf(each) !== "entry" && roleOf(each) !== roleOf(order) && isAtVenue(each),
    );
    return other === undefined ? null : `leg "${order.id}" went out while "${other.id}" could still fill`;
  }

  /** What is wrong with the groups that a batch touched, as they stand after it. */
  problem(): string | null {
    for (const groupId of this.#touched) {
      const members = [...this.#orders.values()].filter(({ order }) => order.contingency?.groupId === groupId);
      const problem = this.#problemWith(groupId, members);
      if (problem !== null) return problem;
    }
    this.#touched.clear();
    return null;
  }

  #problemWith(groupId: string, members: readonly Seen[]): string | null {
    const entries = members.filter(({ order }) => roleOf(order) === "entry");
    const entry = entries.at(-1); // Those before it were replaced.
    const legs = members.flatMap(({ order }) => (roleOf(order) === "entry" ? [] : [order]));
    const filled = (fills: Iterable<Fill>) => [...fills].reduce((sum, fill) => sum + fill.quantityLots, 0);
    const entered = entry === undefined ? null : filled(entries.flatMap(({ fills }) => [...fills.values()]));
    for (const leg of legs) {
      if (isDead(leg.status) || !isHeldStatus(leg.status)) continue;
      const name = `leg "${leg.id}" of group "${groupId}"`;
      if (waits(leg)) {
        if (entry === undefined || isDead(entry.order.status)) return `${name} waits for an entry that is over`;
        continue;
      }
      const others = members.filter(({ order }) => roleOf(order) !== "entry" && roleOf(order) !== roleOf(leg));
      const left = others.reduce((sum, { fills }) => sum - filled(fills.values()), entered ?? firstLots(members));
      if (leg.quantityLots > Math.max(0, left))
        return `${name} is for ${leg.quantityLots} lots of ${left} that are left`;
    }
    return entry === undefined || entered === null
      ? null
      : this.#nakedness(groupId, entry.order, legs, entered, members);
  }

  /** With nobody having taken a leg away and none having failed, all that was entered and not left is guarded, in the same commit. */
  #nakedness(
    groupId: string,
    entry: Order,
    legs: readonly Order[],
    entered: number,
    members: readonly Seen[],
  ): string | null {
    const left = members.reduce(
      (sum, { order, fills }) =>
        roleOf(order) === "entry" ? sum : [...fills.values()].reduce((rest, fill) => rest - fill.quantityLots, sum),
      entered,
    );
    const net = this.#netLots(entry);
    const held = Number(entry.side === "buy" ? net : -net);
    for (const role of ["stop", "target"] as const) {
      const own = legs.filter((leg) => roleOf(leg) === role);
      const hasPlan = own.length > 0 && own.every(isOnPlan);
      if (!hasPlan) continue;
      const guarded = own.reduce((sum, leg) => sum + (isDead(leg.status) || waits(leg) ? 0 : openOf(leg)), 0);
      const least = Math.min(left, held);
      if (guarded < least - (this.#cut.get(groupId) ?? 0))
        return `group "${groupId}" has ${guarded} lots of ${least} behind its ${role}`;
    }
    return null;
  }

  #membersOf({ contingency }: Order): Order[] {
    const members = [...this.#orders.values()].map(({ order }) => order);
    return members.filter((order) => order.contingency?.groupId === contingency?.groupId);
  }
}

/** Nobody has canceled it, nothing refused it, no other order has closed what it was for. */
const isOnPlan = ({ status, reasonCode }: Order): boolean =>
  !isDead(status) || status === "filled" || reasonCode === "other-leg-filled" || reasonCode === "entry-ended";

const isAtVenue = ({ status }: Order): boolean => !isDead(status) && !isHeldStatus(status);

/** What an OCO was placed for. */
const firstLots = (members: readonly Seen[]): number => Math.max(0, ...members.map(({ first }) => first));
