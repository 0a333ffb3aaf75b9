import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { heldBy } from "./auditor-holds.ts";
import type { MarginBook } from "./auditor-margin.ts";
import { needOf } from "./auditor-money.ts";
import type { Seen } from "./auditor-orders.ts";

/** What an order may spend, and how much more is held back with it than without. */
export type Room = { readonly freeUnits: bigint; readonly neededUnits: bigint };

/** Cash twice: what the engine says it has and holds back, and what fills, transfers and working orders say. */
export class CashBook {
  readonly #totals = new Map<string, bigint>();
  readonly #reported = new Map<string, { total: bigint; reserved: bigint }>();
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #instrument: (id: string) => Instrument;
  readonly #margin: MarginBook;

  constructor(
    opening: readonly Balance[],
    orders: ReadonlyMap<string, Seen>,
    instrument: (id: string) => Instrument,
    margin: MarginBook,
  ) {
    this.#margin = margin;
    this.#orders = orders;
    this.#instrument = instrument;
    for (const balance of opening) {
      this.#totals.set(balance.currency, BigInt(balance.totalUnits));
      this.report(balance);
    }
  }

  report({ currency, totalUnits, reservedUnits }: Balance): string | null {
    this.#reported.set(currency, { total: BigInt(totalUnits), reserved: BigInt(reservedUnits) });
    return reservedUnits >= 0 ? null : `reserved ${currency} is ${reservedUnits}`;
  }

  flow(currency: string, units: bigint): void {
    this.#totals.set(currency, (this.#totals.get(currency) ?? 0n) + units);
  }

  move(currency: string, units: bigint): string | null {
    this.flow(currency, units);
    return units < 0n && this.free(currency) < 0n ? `"${units}" ${currency} went out and was not free` : null;
  }

  total(currency: string): bigint {
    return this.#totals.get(currency) ?? 0n;
  }

  currencies(): Iterable<string> {
    return this.#totals.keys();
  }

  /** What would be left of a currency if all that works were filled, one order left out and another there; negative for what is missing. */
  leftWith(currency: string, without: string | null, more: Order | null): bigint {
    return this.total(currency) - this.#reserved(currency, without, more);
  }

  free(currency: string): bigint {
    return (this.#totals.get(currency) ?? 0n) - this.#reserved(currency);
  }

  /** What an order by itself would be short of once the position of it were closed at a price; nothing where negative. */
  missingOnceClosed(order: Order, ticks: number): bigint {
    const { units } = needOf(this.#instrument(order.instrumentId), order, order.quantityLots);
    return units - this.roomFor(order).freeUnits - this.#margin.freedAt(order, ticks);
  }

  /** What a new order may spend, and how much more is held back with it. */
  roomFor(order: Order): Room {
    return this.#room(order, null);
  }

  /** What would be free of an order's currency without it, and how much more is held back with it as it would then be. */
  roomInstead(order: Order, next: Order): Room {
    return this.#room(next, order.id);
  }

  #room(order: Order, without: string | null): Room {
    const instrument = this.#instrument(order.instrumentId);
    const { currency } = needOf(instrument, order, 1);
    const before = this.#reserved(currency, without);
    const free = (this.#totals.get(currency) ?? 0n) - before;
    return {
      freeUnits: this.#margin.debts.spendable(instrument, free),
      neededUnits: this.#reserved(currency, without, order) - before,
    };
  }

  /** Cash = opening + Σ fills; reserved = Σ needs and what stands behind positions. */
  problem(mayOverdraw: boolean): string | null {
    for (const [currency, { total, reserved }] of this.#reported) {
      const expected = this.#totals.get(currency) ?? 0n;
      if (total !== expected) return `${currency} is ${total}, its fills say ${expected}`;
      const needed = this.#reserved(currency);
      if (reserved !== needed) return `${currency} reserved is ${reserved}, working orders need ${needed}`;
      const owed = this.#margin.debts.problemWithWallet(currency, total, this.#margin.reserved(currency));
      if (owed !== null) return owed;
      if (!mayOverdraw && !this.#margin.isUsed && this.#margin.debts.leverage === 1 && total < reserved)
        return `${currency} is overdrawn: ${total} < ${reserved}`;
    }
    for (const [currency, total] of this.#totals)
      if ((this.#reported.get(currency)?.total ?? 0n) !== total) return `${currency} was moved without a word`;
    return null;
  }

  #reserved(currency: string, without: string | null = null, more: Order | null = null): bigint {
    const orders = [...this.#orders.values()].flatMap(({ order }) => (order.id === without ? [] : [order]));
    const world = { instrument: this.#instrument, netOf: (of: Order) => this.#margin.netOf(of) };
    return this.#margin.reserved(currency) + heldBy(more === null ? orders : [...orders, more], currency, world);
  }
}
