import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { isDead } from "./auditor-moves.ts";
import type { Seen } from "./auditor-orders.ts";
import { ReversalBook, type ReversalWorld } from "./auditor-reversals.ts";
import type { StopBook } from "./auditor-stops.ts";

/** What people asked for, and what came of it: each takes effect at most once. */
export class ControlBook {
  readonly handled = new Set<string>();
  readonly #asked = new Map<string, ControlEvent>();
  readonly #orders = new Map<string, string>();
  readonly #reversals: ReversalBook;
  readonly #seen: ReadonlyMap<string, Seen>;

  constructor(orders: ReadonlyMap<string, Seen>, world: () => ReversalWorld) {
    this.#seen = orders;
    this.#reversals = new ReversalBook(orders, world);
  }

  asked(event: ControlEvent): void {
    this.#asked.set(event.key, event);
  }

  askedBy(key: string): ControlEvent | undefined {
    return this.#asked.get(key);
  }

  problemWithOrder(order: Order): string | null {
    const { id, source, isReduceOnly, contingency } = order;
    if (source.kind !== "manual") return null;
    const earlier = this.#orders.get(source.key);
    this.#orders.set(source.key, id);
    const asked = this.#asked.get(source.key)?.action;
    const isClosing = asked?.kind === "halt" && asked.action === "flatten" && isReduceOnly;
    const isTogether = asked?.kind === "place-group" && contingency;
    const isTurning = asked?.kind === "reverse-position";
    // What had fired and never arrived goes on under another id.
    const wasLost = this.#seen.get(earlier ?? "")?.order.reasonCode === "never-reached-venue" && order.trigger !== null;
    const old = this.#seen.get(order.replaces ?? "")?.order.source;
    const isInstead = old?.kind === "manual" && old.key === source.key;
    if (earlier !== undefined && !isInstead && !isClosing && !isTogether && !isTurning && !wasLost)
      return `control key "${source.key}" placed "${earlier}" and "${id}"`;
    if (isTurning) {
      const problem = this.#reversals.problemWith(order, source.key);
      if (problem !== null) return problem;
    }
    return this.#asked.get(source.key)?.isExpired === false ? null : `nobody asked for order "${id}" in time`;
  }

  problemWithCash({ key, units }: Extract<EngineChange, { kind: "cash-moved" }>): string | null {
    const action = this.#asked.get(key)?.action;
    return action?.kind === "move-cash" && action.units === units ? null : `nobody asked to move "${units}"`;
  }

  problemWithOutcome(
    { key, outcome }: Extract<EngineChange, { kind: "control-handled" }>,
    orders: Iterable<{ readonly order: Order }>,
    stops: StopBook,
  ): string | null {
    if (this.handled.has(key)) return `control key "${key}" acted twice`;
    this.handled.add(key);
    const event = this.#asked.get(key);
    if (event === undefined) return `control key "${key}" was never asked`;
    if (event.isExpired !== (outcome.kind === "expired")) return `expired control "${key}" ended ${outcome.kind}`;
    if (event.action.kind !== "halt" || outcome.kind !== "done") return null;
    for (const { order } of orders)
      if (!isDead(order.status) && order.status !== "pending-cancel" && stops.mustGo(order))
        return `order "${order.id}" is ${order.status} after the halt`;
    return null;
  }
}
