import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { AlgorithmOrder } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlBook } from "./auditor-controls.ts";
import { notionalOf } from "./auditor-money.ts";
import { isDead } from "./auditor-moves.ts";
import type { Seen } from "./auditor-orders.ts";

type Watched = {
  order: AlgorithmOrder;
  readonly children: Set<string>;
  filledLots: number;
  filledUnits: bigint;
  /** Filled after the venue had said that the order was gone: nobody could know of it when the next one was sent. */
  lateLots: number;
};

const OVER: ReadonlySet<string> = new Set(["completed", "canceled", "expired", "halted"]);

/** The algorithms as the journal tells of them, held against the orders and fills that are theirs. */
export class AlgorithmAudit {
  readonly counts = { algorithms: 0, algorithmOrders: 0, algorithmsCompleted: 0 };
  readonly #byId = new Map<string, Watched>();
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #controls: ControlBook;

  constructor(orders: ReadonlyMap<string, Seen>, controls: ControlBook) {
    this.#orders = orders;
    this.#controls = controls;
  }

  apply(change: Extract<EngineChange, { kind: "algorithm-started" | "algorithm-changed" }>): string | null {
    return change.kind === "algorithm-started" ? this.#started(change) : this.#changed(change);
  }

  #started({ algorithm }: Extract<EngineChange, { kind: "algorithm-started" }>): string | null {
    const { plan } = algorithm;
    this.counts.algorithms += 1;
    if (this.#byId.has(plan.id)) return `algorithm "${plan.id}" was started twice`;
    for (const { order } of this.#byId.values())
      if (order.plan.key === plan.key) return `control key "${plan.key}" acted twice`;
    this.#byId.set(plan.id, { order: algorithm, children: new Set(), filledLots: 0, filledUnits: 0n, lateLots: 0 });
    const event = this.#controls.askedBy(plan.key);
    if (event?.action.kind !== "start-algorithm" || event.isExpired) return `nobody asked for algorithm "${plan.id}"`;
    const { intent } = event.action;
    const same = ["instrumentId", "side", "quantityLots", "limitTicks", "isReduceOnly", "deadlineAt"] as const;
    // In hedge mode what closes only reduces, whether or not somebody said so.
    const other = same.find(
      (term) => plan[term] !== intent[term] && !(term === "isReduceOnly" && plan.positionSide && plan.isReduceOnly),
    );
    return other === undefined ? null : `algorithm "${plan.id}" was started with another ${other}`;
  }

  #changed({ algorithmId, progress }: Extract<EngineChange, { kind: "algorithm-changed" }>): string | null {
    const watched = this.#byId.get(algorithmId);
    if (watched === undefined) return `algorithm "${algorithmId}" changed before it was started`;
    const before = watched.order.progress.status;
    watched.order = { plan: watched.order.plan, progress };
    const { status } = progress;
    if (OVER.has(before))
      return status === before ? null : `algorithm "${algorithmId}" went from ${before} to ${status}`;
    if (!OVER.has(status)) return null;
    if (status === "completed") this.counts.algorithmsCompleted += 1;
    if (before !== "ending") return `algorithm "${algorithmId}" went from ${before} to ${status}`;
    const alive = [...watched.children].find((id) => !isDead(this.#orders.get(id)?.order.status ?? "submitted"));
    return alive === undefined ? null : `algorithm "${algorithmId}" is ${status} while order "${alive}" works`;
  }

  /** An order of an algorithm was sent: it may not bring more than is left, were all that is at work filled. */
  placed(child: Order, instrument: Instrument): string | null {
    const watched = child.source.kind === "manual" ? this.#byId.get(child.source.key) : undefined;
    if (watched === undefined) return this.#controls.problemWithOrder(child);
    const { plan, progress } = watched.order;
    const name = `algorithm "${plan.id}"`;
    this.counts.algorithmOrders += 1;
    watched.children.add(child.id);
    if (child.status === "denied") return `${name} sent order "${child.id}", which was denied`;
    if (progress.status !== "working" && progress.status !== "finishing")
      return `${name} sent while ${progress.status}`;
    if (plan.deadlineAt !== null && child.createdAt >= plan.deadlineAt) return `${name} sent after its deadline`;
    if (
      child.side !== plan.side ||
      child.instrumentId !== plan.instrumentId ||
      child.isReduceOnly !== plan.isReduceOnly
    )
      return `${name} sent another order than it may`;
    if (plan.limitTicks !== null) {
      const beyond = child.side === "buy" ? child.boundTicks > plan.limitTicks : child.boundTicks < plan.limitTicks;
      if (beyond) return `${name} sent at ${child.boundTicks}, beyond its limit ${plan.limitTicks}`;
    }
    if (child.priceTicks !== null) {
      const value = notionalOf(instrument, child.priceTicks, child.quantityLots);
      if (value < BigInt(instrument.minNotionalUnits)) return `${name} sent ${value}, less than the smallest order`;
    }
    let committed = child.quantityLots;
    for (const id of watched.children) {
      const other = this.#orders.get(id)?.order;
      if (other !== undefined) committed += isDead(other.status) ? other.filledLots : other.quantityLots;
    }
    return committed <= plan.quantityLots
      ? null
      : `${name} of ${plan.quantityLots} lots has committed ${committed}: over-filled`;
  }

  filled(fill: Fill): void {
    for (const watched of this.#byId.values()) {
      if (!watched.children.has(fill.orderId)) continue;
      const status = this.#orders.get(fill.orderId)?.order.status;
      watched.filledLots += fill.quantityLots;
      watched.filledUnits += BigInt(fill.notionalUnits);
      if (status !== undefined && status !== "partially-filled") this.#noteLate(watched, fill);
    }
  }

  /** At the end of a commit: what each says is filled is what its orders' fills say. */
  problem(): string | null {
    for (const { order, filledLots, filledUnits, lateLots } of this.#byId.values()) {
      const { plan, progress } = order;
      if (progress.filledLots !== filledLots || BigInt(progress.filledUnits) !== filledUnits)
        return `algorithm "${plan.id}" says ${progress.filledLots} lots are filled, its orders ${filledLots}`;
      if (filledLots > plan.quantityLots + lateLots) return `algorithm "${plan.id}" is over-filled`;
    }
    return null;
  }

  /** The fill's own order-updated came before: an order that had been dead is now filled, or dead still. */
  #noteLate(watched: Watched, fill: Fill): void {
    const seen = this.#orders.get(fill.orderId);
    if (seen !== undefined && this.#wasDead.has(fill.orderId)) watched.lateLots += fill.quantityLots;
  }

  readonly #wasDead = new Set<string>();

  /** An order of whoever is gone, by what the journal says. */
  noteDead(orderId: string, status: Order["status"]): void {
    if (status !== "filled" && isDead(status)) this.#wasDead.add(orderId);
  }
}
