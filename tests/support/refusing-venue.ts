import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Order, OrderTicket } from "../../server/domain/orders/order.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { Venue } from "../../server/engine/ports.ts";
import type { Auditor } from "./auditor.ts";
import type { Seeded } from "./seeded.ts";

type Late = { readonly answers: readonly OrderEvent[]; turns: number };

/** A venue on its worst day: it refuses, answers too late for anybody to know, fills in part, and lets fills cross cancels. */
export class RefusingVenue implements Venue {
  readonly counts = { refused: 0, lost: 0, partial: 0, cancelsRefused: 0, crossed: 0 };
  /** While it is kind everything is accepted, and market orders fill. */
  isKind = true;
  readonly #random: Seeded;
  readonly #auditor: Auditor;
  readonly #resting = new Map<string, OrderTicket>();
  #late: Late[] = [];
  #trades = 0;

  constructor(random: Seeded, auditor: Auditor) {
    this.#random = random;
    this.#auditor = auditor;
  }

  observe({ at }: MarketEvent): readonly OrderEvent[] {
    for (const late of this.#late) late.turns -= 1;
    const due = this.#late.filter(({ turns }) => turns <= 0);
    this.#late = this.#late.filter(({ turns }) => turns > 0);
    return due.flatMap(({ answers }) => answers.map((answer) => ({ ...answer, at })));
  }

  execute(command: EngineCommand, at: number): readonly OrderEvent[] {
    this.#auditor.sent(command);
    switch (command.kind) {
      case "submit-order":
        return this.#submitted(command.order, at);
      case "cancel-order":
        return this.#cancelled(command.orderId, at);
      case "amend-order":
        throw new Error("Nobody amends here");
    }
  }

  #submitted(order: OrderTicket, at: number): readonly OrderEvent[] {
    const { id: orderId } = order;
    const accepted: OrderEvent = { kind: "accepted", orderId, at, venueOrderId: `v${orderId}` };
    if (order.type === "limit") {
      this.#resting.set(orderId, order);
      return [accepted];
    }
    const roll = this.isKind ? 1 : this.#random.next();
    if (roll < 0.25) {
      this.counts.refused += 1;
      return [{ kind: "rejected", orderId, at, code: "venue-busy", message: "Too many requests." }];
    }
    if (roll < 0.5) {
      this.counts.lost += 1;
      const isArrived = this.#random.chance(0.5);
      const truth = isArrived ? this.#filled(order, at, order.quantityLots) : this.#neverArrived(orderId, at);
      this.#late.push({ answers: truth, turns: this.#random.between(1, 60) });
      return [{ kind: "lost", orderId, at }];
    }
    if (roll < 0.75) {
      this.counts.partial += 1;
      const lots = this.#random.between(0, order.quantityLots - 1);
      const fills = lots === 0 ? [] : this.#filled(order, at, lots);
      return [accepted, ...fills, { kind: "canceled", orderId, at, code: "no-liquidity" }];
    }
    return [accepted, ...this.#filled(order, at, order.quantityLots)];
  }

  #neverArrived(orderId: string, at: number): readonly OrderEvent[] {
    return [{ kind: "rejected", orderId, at, code: "never-reached-venue", message: "It was not there." }];
  }

  #cancelled(orderId: string, at: number): readonly OrderEvent[] {
    const order = this.#resting.get(orderId);
    const gone: OrderEvent = { kind: "cancel-rejected", orderId, at, code: "busy" };
    if (order === undefined) return [gone];
    const roll = this.#random.next();
    if (roll < 0.3) {
      this.counts.cancelsRefused += 1;
      return [gone];
    }
    this.#resting.delete(orderId);
    if (roll < 0.5) {
      this.counts.crossed += 1;
      this.#late.push({ answers: this.#filled(order, at, order.quantityLots), turns: this.#random.between(1, 20) });
      return [];
    }
    const canceled: OrderEvent = { kind: "canceled", orderId, at, code: "requested" };
    if (roll < 0.7) return [canceled];
    this.#late.push({ answers: [canceled], turns: this.#random.between(1, 60) });
    return roll < 0.85 ? [{ kind: "lost", orderId, at }] : [];
  }

  #filled(order: OrderTicket | Order, at: number, lots: number): readonly OrderEvent[] {
    this.#trades += 1;
    const fill: OrderEvent = {
      kind: "filled",
      orderId: order.id,
      at,
      tradeId: `trade${this.#trades}`,
      quantityLots: lots,
      priceTicks: order.boundTicks,
      feeCurrency: "USDT",
      feeUnits: 1_000,
      liquidity: "taker",
    };
    this.#auditor.venueSaid(fill);
    return [fill];
  }
}
