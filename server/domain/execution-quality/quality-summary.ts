import type { Instrument } from "../markets/instrument.ts";
import { add, type Integer } from "../money/integer.ts";
import type { Order } from "../orders/order.ts";
import { isTerminal } from "../orders/order-status.ts";
import type { OrderQuality } from "./order-quality.ts";
import { addCosts, type Cost, costBps } from "./slippage.ts";

type Sum = { readonly currency: string; readonly orders: number } & Cost;

/** How well many orders were executed. Money is summed a currency; nothing unknown counts as zero: it is counted as unknown. */
export type QualitySummary = {
  readonly orders: number;
  /** Orders that were neither denied nor rejected ÷ all of them; null without any. */
  readonly successFraction: number | null;
  /** Mean of filled ÷ ordered over the orders that have ended and were neither denied nor rejected; null without any. */
  readonly fillFraction: number | null;
  readonly filledOrders: number;
  /** Slippage against the arrival's mid by quote currency, positive a cost, with the orders that it is known of. */
  readonly slippage: readonly Sum[];
  /** Over all of them, weighted by value; each currency's own basis points weighted by orders where there are several. */
  readonly slippageBps: number | null;
  /** Orders with fills whose arrival's mid is not known. */
  readonly unknownSlippage: number;
  readonly fees: readonly { readonly currency: string; readonly units: Integer }[];
};

/** Adds up orders one by one, so that any number of them can be read in pages. */
export class QualitySums {
  #orders = 0;
  #refused = 0;
  #ended = 0;
  #fillFractions = 0;
  #filledOrders = 0;
  #unknown = 0;
  readonly #slippage = new Map<string, Sum>();
  readonly #fees = new Map<string, Integer>();

  add({ quote }: Instrument, order: Order, { againstArrival, fills }: OrderQuality): void {
    this.#orders += 1;
    const isRefused = order.status === "denied" || order.status === "rejected";
    if (isRefused) this.#refused += 1;
    else if (isTerminal(order.status)) {
      this.#ended += 1;
      this.#fillFractions += Math.min(1, order.filledLots / order.quantityLots);
    }
    for (const { fill } of fills)
      this.#fees.set(fill.feeCurrency, add(this.#fees.get(fill.feeCurrency) ?? 0, fill.feeUnits));
    if (fills.length === 0) return;
    this.#filledOrders += 1;
    if (againstArrival === null) {
      this.#unknown += 1;
      return;
    }
    const sum = this.#slippage.get(quote);
    this.#slippage.set(
      quote,
      sum === undefined
        ? { currency: quote, orders: 1, ...againstArrival }
        : { currency: quote, orders: sum.orders + 1, ...addCosts(sum, againstArrival) },
    );
  }

  summary(): QualitySummary {
    const slippage = [...this.#slippage.values()];
    const known = slippage.reduce((count, { orders }) => count + orders, 0);
    const weighted = slippage.reduce((total, sum) => total + (costBps(sum) ?? 0) * sum.orders, 0);
    return {
      orders: this.#orders,
      successFraction: this.#orders === 0 ? null : 1 - this.#refused / this.#orders,
      fillFraction: this.#ended === 0 ? null : this.#fillFractions / this.#ended,
      filledOrders: this.#filledOrders,
      slippage,
      slippageBps: known === 0 ? null : weighted / known,
      unknownSlippage: this.#unknown,
      fees: [...this.#fees].map(([currency, units]) => ({ currency, units })),
    };
  }
}
