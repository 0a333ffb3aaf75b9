import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

/** Something that happened to an order while this page looked on. */
export type OrderEvent =
  | { readonly kind: "filled"; readonly fill: Fill; readonly order: Order | null }
  | { readonly kind: "refused"; readonly order: Order }
  | { readonly kind: "ended"; readonly order: Order };

const REFUSED: ReadonlySet<Order["status"]> = new Set(["denied", "rejected"]);

function isOfAlgorithm({ kind, order }: OrderEvent, algorithms: ReadonlySet<string>): boolean {
  return kind !== "refused" && order?.source.kind === "manual" && algorithms.has(order.source.key);
}

/** Tells what is new from what was there when the page was opened. One for each portfolio. */
export class OrderWatch {
  readonly #fills = new Set<string>();
  readonly #ended = new Set<string>();
  #hasBegun = false;

  /** What happened since the last snapshot; nothing for the first, which is history. */
  see(snapshot: PortfolioSnapshot): readonly OrderEvent[] {
    const events: OrderEvent[] = [];
    for (const fill of [...snapshot.fills].reverse()) {
      if (this.#fills.has(fill.id)) continue;
      this.#fills.add(fill.id);
      events.push({ kind: "filled", fill, order: snapshot.orders.find(({ id }) => id === fill.orderId) ?? null });
    }
    for (const order of [...snapshot.orders].reverse()) {
      if (!isTerminal(order.status) || this.#ended.has(order.id)) continue;
      this.#ended.add(order.id);
      if (REFUSED.has(order.status)) events.push({ kind: "refused", order });
      else if (order.status !== "filled") events.push({ kind: "ended", order });
    }
    const isHistory = !this.#hasBegun;
    this.#hasBegun = true;
    if (isHistory) return [];
    // An algorithm's own orders come by the dozen: its row tells of them. That one was refused is told all the same.
    const algorithms = new Set(snapshot.algorithms.map(({ plan }) => plan.id));
    return algorithms.size === 0 ? events : events.filter((event) => !isOfAlgorithm(event, algorithms));
  }
}
