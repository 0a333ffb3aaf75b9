import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { waitsAtVenue } from "./auditor-guards.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type Seen } from "./auditor-orders.ts";

/** The auditor's own idea of who may stand in the book with whom. */
export class SelfTradeBook {
  #mode = "cancel-newest";
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #counts: { selfTrades: number };

  constructor(orders: ReadonlyMap<string, Seen>, counts: { selfTrades: number }) {
    this.#orders = orders;
    this.#counts = counts;
  }

  hear(change: EngineChange): void {
    if (change.kind === "self-trade-set") this.#mode = change.mode;
    if (change.kind === "order-placed" && change.order.reasonCode === "self-trade") this.#counts.selfTrades += 1;
  }

  /** Why an order should not go to its venue as it stands: it would trade with another of ours. Looks at every order there is. */
  problemWith(order: Order, priceTicks = order.boundTicks): string | null {
    const mayRest = order.type === "limit" && (order.timeInForce === "GTC" || order.timeInForce === "GTD");
    const mustGo = order.isReduceOnly && order.trigger !== null;
    if (this.#mode === "off" || !mayRest || mustGo) return null;
    for (const { order: other } of this.#orders.values()) {
      if (other.instrumentId !== order.instrumentId || other.side === order.side || other.type !== "limit") continue;
      if (isDead(other.status) || isHeldStatus(other.status) || other.status === "pending-cancel") continue;
      if (other.timeInForce === "IOC" || other.timeInForce === "FOK") continue;
      for (const ticks of [other.boundTicks, other.amendment?.priceTicks ?? other.boundTicks]) {
        const isMet = order.side === "buy" ? ticks <= priceTicks : ticks >= priceTicks;
        if (isMet) return `order "${order.id}" at ${priceTicks} would trade with "${other.id}" at ${ticks}`;
      }
    }
    return null;
  }

  /** An order is born on its way, or in the worker: for its trigger, or for others to give way. */
  problemWithBirth(order: Order, instrument: Instrument): string | null {
    const { id, status, trigger } = order;
    const isPlain = trigger === null || waitsAtVenue(order, instrument);
    const isBorn = isPlain ? status === "submitted" || status === "released" : status === "emulated";
    if (!isBorn) return `order "${id}" was born ${status}`;
    if (status === "released" && this.#mode !== "cancel-oldest") return `order "${id}" waits for nobody`;
    // A stop that waits at the venue meets nobody before it fires.
    return status === "submitted" && trigger === null ? this.problemWith(order) : null;
  }
}
