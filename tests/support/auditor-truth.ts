import type { Fill } from "../../server/domain/orders/fill.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";

const FACTS = ["quantityLots", "priceTicks", "feeCurrency", "feeUnits", "liquidity"] as const;
type TrueFill = Pick<Extract<OrderEvent, { kind: "filled" }>, "orderId" | "tradeId" | (typeof FACTS)[number]>;

/** The fills that a venue really made, by order and trade. */
export class VenueTruth {
  #fills = new Map<string, Map<string, TrueFill>>();

  /** False when the trade is known already. */
  add(fill: TrueFill): boolean {
    const fills = this.#fills.get(fill.orderId) ?? new Map<string, TrueFill>();
    const isNew = !fills.has(fill.tradeId);
    this.#fills.set(fill.orderId, fills.set(fill.tradeId, fill));
    return isNew;
  }

  /** A venue that died with us made only what we know of. */
  forgetUntold(booked: readonly Fill[]): void {
    this.#fills = new Map();
    for (const fill of booked) this.add(fill);
  }

  /** What is untrue of a booked fill; null when nothing is. */
  lieIn(fill: Fill): string | null {
    const truth = this.#fills.get(fill.orderId)?.get(fill.tradeId);
    if (truth === undefined) return `trade "${fill.tradeId}" was booked but the venue never made it`;
    const wrong = FACTS.find((fact) => truth[fact] !== fill[fact]);
    return wrong === undefined ? null : `trade "${fill.tradeId}" was booked with another ${wrong}`;
  }

  *counts(): Generator<[orderId: string, fills: number]> {
    for (const [orderId, fills] of this.#fills) yield [orderId, fills.size];
  }
}
