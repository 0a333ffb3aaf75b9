import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order, OrderTerms } from "../../server/domain/orders/order.ts";
import type { RiskSettings } from "../../server/domain/risk/risk-settings.ts";
import type { Room } from "./auditor-cash.ts";
import { baseOf, notionalOf } from "./auditor-money.ts";
import { needOfOrder } from "./auditor-orders.ts";

/** A closing order of the kill switch is bound by less: nothing may keep anybody in a position. */
type OrderCircumstances = Room & { readonly isClosing: boolean };

/** A leg over what its entry filled late: the worker holds it, and judges its size when it goes out. */
const mayGrow = ({ id, status, contingency }: Order): boolean =>
  status === "emulated" && !!contingency && contingency.role !== "entry" && contingency.groupId !== id;

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

  /** Why an amendment should never have passed, judged as an order of what would be left; null when it rightly did. */
  problemWithAmendment(
    before: Order,
    to: OrderTerms,
    instrument: Instrument,
    { freeUnits, neededUnits: units }: Room,
  ): string | null {
    const name = `the amendment of order "${before.id}"`;
    if (!Number.isSafeInteger(to.quantityLots) || to.quantityLots < 1) return `${name} is to ${to.quantityLots} lots`;
    const notional = notionalOf(instrument, to.priceTicks, to.quantityLots);
    if (notional < BigInt(instrument.minNotionalUnits)) return `${name} is below the smallest notional`;
    const isBolder = before.side === "buy" ? to.priceTicks > before.boundTicks : to.priceTicks < before.boundTicks;
    if (!isBolder && to.quantityLots <= before.quantityLots) return null;
    if (units > 0n && units > freeUnits) return `${name} needs ${units} but ${freeUnits} is free`;
    return notional > BigInt(this.#settings.orderNotionalMaxUnits) ? `${name} is too large` : null;
  }

  /** Why an order that its trigger released should never have left; null when it rightly did. */
  problemWithRelease(
    order: Order,
    instrument: Instrument,
    { freeUnits, neededUnits: units, positionUnits }: Room & { readonly positionUnits: bigint },
  ): string | null {
    const name = `the release of order "${order.id}"`;
    if (units > 0n && units > freeUnits) return `${name} needs ${units} but ${freeUnits} is free`;
    if (!order.isReduceOnly) return null;
    const closable = order.side === "sell" ? positionUnits : -positionUnits;
    return baseOf(instrument, order.quantityLots) > closable
      ? `${name} is more than the position of ${positionUnits}`
      : null;
  }

  /** What it can be worth at most: a market sale is judged at the best price, which its bound lies a collar below. */
  #mostWorth({ type, side, status, boundTicks, quantityLots }: Order, instrument: Instrument): bigint {
    const isAtMarket = type === "market" && side === "sell" && status === "submitted";
    const away = 10_000 - this.#settings.collarBps;
    return notionalOf(instrument, isAtMarket ? Math.floor((boundTicks * 10_000) / away) : boundTicks, quantityLots);
  }

  /** Why the order should never have passed; null when it rightly did. */
  problemWith(
    order: Order,
    instrument: Instrument,
    { freeUnits, neededUnits, isClosing }: OrderCircumstances,
  ): string | null {
    if (!Number.isSafeInteger(order.quantityLots) || order.quantityLots < 1)
      return `passed with a quantity of ${order.quantityLots}`;
    const { units, currency } = needOfOrder(instrument, order);
    if (neededUnits > 0n && neededUnits > freeUnits) return `needs ${neededUnits} ${currency} but ${freeUnits} is free`;
    if (BigInt(order.reservedUnits) !== units) return `reserves ${order.reservedUnits} instead of ${units}`;
    const notional = notionalOf(instrument, order.boundTicks, order.quantityLots);
    const isTooSmall = this.#mostWorth(order, instrument) < BigInt(instrument.minNotionalUnits);
    if (isTooSmall && !isClosing && !mayGrow(order)) return "is below the smallest notional";
    if (notional > BigInt(this.#settings.orderNotionalMaxUnits) && !isClosing) return "is too large";
    this.#recentAt = this.#recentAt.filter((at) => at > order.createdAt - 1_000);
    this.#recentAt.push(order.createdAt);
    return this.#recentAt.length > this.#settings.ordersPerSecondMax && !isClosing
      ? `is number ${this.#recentAt.length} within a second`
      : null;
  }
}
