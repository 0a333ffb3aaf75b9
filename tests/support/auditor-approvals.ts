import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { RiskSettings } from "../../server/domain/risk/risk-settings.ts";
import { needOf, notionalOf } from "./auditor-money.ts";

type Circumstances = { readonly tradingState: string; readonly freeUnits: bigint };

/** Judges each approval of the gate a second time, by the auditor's own books. */
export class Approvals {
  readonly #settings: RiskSettings;
  #recentAt: number[] = [];

  constructor(settings: RiskSettings) {
    this.#settings = settings;
  }

  forgetRecent(): void {
    this.#recentAt = [];
  }

  /** Why the order should never have passed; null when it rightly did. */
  problemWith(order: Order, instrument: Instrument, { tradingState, freeUnits }: Circumstances): string | null {
    if (tradingState !== "active") return `passed while trading was ${tradingState}`;
    if (!Number.isSafeInteger(order.quantityLots) || order.quantityLots < 1)
      return `passed with a quantity of ${order.quantityLots}`;
    const { units, currency } = needOf(instrument, order, order.quantityLots);
    if (units > freeUnits) return `needs ${units} ${currency} but ${freeUnits} is free`;
    if (BigInt(order.reservedUnits) !== units) return `reserves ${order.reservedUnits} instead of ${units}`;
    const notional = notionalOf(instrument, order.boundTicks, order.quantityLots);
    if (notional < BigInt(instrument.minNotionalUnits)) return "is below the smallest notional";
    if (notional > BigInt(this.#settings.orderNotionalMaxUnits)) return "is too large";
    this.#recentAt = this.#recentAt.filter((at) => at > order.createdAt - 1_000);
    this.#recentAt.push(order.createdAt);
    return this.#recentAt.length > this.#settings.ordersPerSecondMax
      ? `is number ${this.#recentAt.length} within a second`
      : null;
  }
}
