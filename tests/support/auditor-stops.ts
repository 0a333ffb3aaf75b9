import type { Stop, StopAction, StopScope } from "../../server/domain/kill-switch/stop.ts";
import type { StopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order, OrderTerms } from "../../server/domain/orders/order.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import type { VenueEvent } from "../../server/engine/ports.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { standsThere, waitsAtVenue } from "./auditor-guards.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type Seen } from "./auditor-orders.ts";
import type { PositionBook } from "./auditor-positions.ts";
import { keyOf } from "./auditor-sides.ts";

type Pulled = { readonly scope: StopScope; readonly action: StopAction };

const STRICTNESS = { "no-new-entries": 1, "reduce-only": 1, "cancel-orders": 2, flatten: 3 } as const;

/** The auditor's own idea of the kill switch: what must not pass or leave while one is pulled. */
export class StopBook {
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #positions: PositionBook;
  #stops: readonly Stop[] = [];
  /** Orders of the batch in hand that are still to leave, and those of which is known that they do not work any more. */
  #leaving: string[] = [];
  readonly #over = new Set<string>();
  /** Handed to the session and not journaled yet: they hold for what is about to leave. */
  readonly #pulled = new Map<string, Pulled>();

  constructor(
    instruments: ReadonlyMap<string, Instrument>,
    orders: ReadonlyMap<string, Seen>,
    positions: PositionBook,
  ) {
    this.#instruments = instruments;
    this.#orders = orders;
    this.#positions = positions;
  }

  /** The session has the command in its inbox. */
  pulled({ key, isExpired, action }: ControlEvent): void {
    if (action.kind !== "halt" || isExpired) return;
    this.#pulled.set(key, { scope: action.scope ?? { kind: "portfolio" }, action: action.action ?? "cancel-orders" });
  }

  handled(key: string): void {
    this.#pulled.delete(key);
  }

  changed(stops: readonly Stop[]): void {
    this.#stops = stops;
  }

  restarted(): void {
    this.#pulled.clear();
    this.#leaving = [];
  }

  /** What a batch sends, in its order. */
  leaves({ commands }: Batch): void {
    this.#leaving = commands.flatMap((command) => (command.kind === "submit-order" ? [command.order.id] : []));
  }

  /** An order that its venue has ended works no more, though the journal learns of it later. */
  told(answer: VenueEvent): void {
    if (answer.kind === "rejected" || answer.kind === "canceled" || answer.kind === "expired")
      this.#over.add(answer.orderId);
  }

  isClosing({ source, isReduceOnly, type }: Order): boolean {
    if (source.kind !== "manual" || !isReduceOnly || type !== "market") return false;
    return this.#stops.some(({ id, action }) => id === source.key && action === "flatten");
  }

  /** Why an order should never have been approved; null when it rightly was. */
  problemWithApproval(order: Order): string | null {
    return this.#problem(this.#stops, order, "passed");
  }

  problemWithAmendment(order: Order, to: OrderTerms): string | null {
    const quantityLots = to.quantityLots - order.filledLots;
    // What waits for its trigger at a venue that knows positions may stand beside others, as when it was placed.
    const isReduceOnly = to.triggerTicks !== undefined && order.isReduceOnly;
    return this.#problem(this.#stops, { ...order, quantityLots, isReduceOnly }, "passed as amended");
  }

  /** Why it should not have left, though it had been approved. */
  problemWithSending(order: Order): string | null {
    // Of those before it in its batch, the ones that have not come by were stopped at the gate.
    for (let id = this.#leaving.shift(); id !== undefined && id !== order.id; id = this.#leaving.shift())
      this.#over.add(id);
    return this.#problem([...this.#stops, ...this.#pulled.values()], order, "left");
  }

  /** Whether a stop wants it cancelled. */
  mustGo(order: Order): boolean {
    return this.#strictness(this.#stops, order) >= 2 && !this.isClosing(order);
  }

  /** What is untrue in what the engine says it has still to do. */
  problemWithChecklist({ stop, orders, positions, open, isDone }: StopChecklist): string | null {
    const name = `the checklist of stop "${stop.id}"`;
    const under = [...this.#orders.values()].filter(({ order }) => {
      return !isDead(order.status) && reaches(stop.scope, order, this.#venueOf(order)) && !this.isClosing(order);
    });
    const count = (status: string) => under.filter(({ order }) => order.status === status).length;
    if (STRICTNESS[stop.action] >= 2) {
      if (orders.left !== under.length) return `${name} says ${orders.left} orders are left, there are ${under.length}`;
      if (orders.unanswered !== count("pending-cancel")) return `${name} counts ${orders.unanswered} cancels`;
      if (orders.unknown !== count("unknown")) return `${name} counts ${orders.unknown} unknown orders`;
    }
    const held = [...this.#instruments.keys()].flatMap((id) => {
      const { kind } = stop.scope;
      const isReached = kind === "instrument" ? stop.scope.instrumentId === id : kind !== "run";
      const keys = ["", "/long", "/short"].map((side) => `${id}${side}`);
      return keys.filter((key) => this.#positions.netOf(key) !== 0n && isReached);
    });
    if (stop.action === "flatten" && positions.length !== held.length)
      return `${name} lists ${positions.length} positions, there are ${held.length}`;
    if (open !== positions.filter(({ state }) => state !== "dust").length) return `${name} counts ${open} open`;
    return isDone === (orders.left === 0 && open === 0) ? null : `${name} is done: ${isDone}`;
  }

  #problem(stops: readonly Pulled[], order: Order, verb: string): string | null {
    const strictness = this.#strictness(stops, order);
    const name = `order "${order.id}" ${verb}`;
    if (strictness === 0) return null;
    if (strictness >= 2 && !this.isClosing(order)) return `${name} while trading was halted`;
    const wanted = BigInt(order.quantityLots) * this.#lotOf(order);
    const left = this.#left(order);
    return wanted <= left ? null : `${name} after a stop though it adds risk: ${wanted} of ${left}`;
  }

  /** What is held against the order's side, less what works on it but for the order itself, in base units. */
  #left(judged: Order): bigint {
    const { id: own, side } = judged;
    const net = this.#positions.netOf(keyOf(judged));
    let left = side === "buy" ? -net : net;
    // What waits in the worker and only reduces stands beside others, and is cut to what is held when it goes.
    if (isWaiting(judged) || this.#isBoundedThere(judged)) return left;
    for (const { order } of this.#orders.values()) {
      if (order.id === own || keyOf(order) !== keyOf(judged) || order.side !== side) continue;
      if (isDead(order.status) || isWaiting(order) || this.#over.has(order.id) || this.#isStanding(order)) continue;
      const lots = Math.max(order.quantityLots, order.amendment?.quantityLots ?? 0) - order.filledLots;
      if (lots > 0) left -= BigInt(lots) * this.#lotOf(order);
    }
    return left;
  }

  /** A venue that knows positions cuts what waits there to what is held. */
  #isBoundedThere(order: Order): boolean {
    const instrument = this.#instruments.get(order.instrumentId);
    const isKnown = instrument?.kind === "perpetual" && order.isReduceOnly && order.releasedTicks === null;
    return isKnown && waitsAtVenue(order, instrument);
  }

  #isStanding(order: Order): boolean {
    const instrument = this.#instruments.get(order.instrumentId);
    return instrument !== undefined && standsThere(order, instrument);
  }

  #lotOf({ instrumentId }: Order): bigint {
    return BigInt(this.#instruments.get(instrumentId)?.baseUnitsPerLot ?? 0);
  }

  #venueOf({ instrumentId }: Order): string {
    return this.#instruments.get(instrumentId)?.venue ?? "";
  }

  #strictness(stops: readonly Pulled[], order: Order): number {
    const over = stops.filter(({ scope }) => reaches(scope, order, this.#venueOf(order)));
    return Math.max(0, ...over.map(({ action }) => STRICTNESS[action]));
  }
}

function reaches(scope: StopScope, { source, instrumentId }: Order, venue: string): boolean {
  if (scope.kind === "instrument") return scope.instrumentId === instrumentId;
  if (scope.kind === "venue") return scope.venue === venue;
  return scope.kind !== "run" || (source.kind === "strategy" && source.runId === scope.runId);
}

const isWaiting = ({ status, isReduceOnly }: Order): boolean => isReduceOnly && isHeldStatus(status);
