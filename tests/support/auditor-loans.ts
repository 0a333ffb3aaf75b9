import type { Order } from "../../server/domain/orders/order.ts";
import type { CashBook } from "./auditor-cash.ts";
import type { MarginBook } from "./auditor-margin.ts";
import type { Marks, Prices } from "./auditor-marks.ts";
import { baseOf, type MarginedInstrument, notionalOf, valueInUsdt } from "./auditor-money.ts";
import { isDead } from "./auditor-moves.ts";
import { needOfOrder, type Seen } from "./auditor-orders.ts";

type Books = {
  readonly orders: ReadonlyMap<string, Seen>;
  readonly instruments: ReadonlyMap<string, MarginedInstrument>;
  readonly cash: CashBook;
  readonly margin: MarginBook;
  readonly marks: Marks;
  readonly netLots: (of: Order) => bigint;
  readonly counts: { loansJudged: number };
};

/** Weighted assets, and debts. */
type Worth = { readonly backing: bigint; readonly debt: bigint };

/** An order as it would be placed or changed; `without` is the one that it takes the place of. */
type Change = { readonly more: Order | null; readonly without: string | null };

/** Of assets in basis points, and of what must stand behind all debts at each leverage. */
const WEIGHTS: Readonly<Record<string, bigint>> = { USDT: 10_000n, BTC: 9_500n, ETH: 9_500n };
const BACKED_BPS: Readonly<Record<number, bigint>> = { 3: 15_000n, 5: 12_500n };
const BACKED_FOR_WITHDRAWAL_BPS = 20_000n;

const weightOf = (currency: string): bigint => WEIGHTS[currency] ?? 0n;
const isBacked = ({ backing, debt }: Worth, bps: bigint): boolean => backing * 10_000n >= debt * bps;

/**
 * What a portfolio may owe, asked anew whenever the gate has let something pass that borrows or rests on what is borrowed: as if all
 * that works were filled, and nothing that one order brings paid for another.
 */
export class LoanBook {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  /** Why the order should not have passed; null when it rightly did. */
  problemWith(order: Order, without: string | null = null): string | null {
    const { cash, margin, marks, counts } = this.#books;
    const instrument = margin.instrument(order.instrumentId);
    const { currency, units } = needOfOrder(instrument, order);
    if (margin.debts.leverage === 1 || instrument.kind !== "spot" || units === 0n || marks.recent.length === 0)
      return null;
    const held = this.#books.netLots(order);
    const isClosing = BigInt(order.quantityLots) <= (order.side === "buy" ? -held : held);
    const bps = BACKED_BPS[margin.debts.leverage] ?? 0n;
    counts.loansJudged += 1;
    let problem = "";
    for (const prices of marks.recent) {
      const isShort = units > cash.leftWith(currency, without, null) - margin.crossLoss(currency, prices);
      if (!isShort && !margin.debts.owesAnything) return null;
      if (isClosing && (order.isReduceOnly || !isShort)) return null;
      const before = this.#worst(prices, { more: null, without });
      const after = this.#worst(prices, { more: order, without });
      if (before === null || after === null) problem = "while a price is missing";
      else if (isBacked(after, bps) || after.debt === 0n) return null;
      else if (before.debt > 0n && after.backing * before.debt >= before.backing * after.debt) return null;
      else problem = `with ${after.backing} behind debts of ${after.debt}`;
    }
    return `order "${order.id}" passed ${problem}, beyond what is lent at ${margin.debts.leverage}`;
  }

  /** Why what was taken out should have stayed behind the debts. */
  problemWithWithdrawal(units: bigint): string | null {
    if (units >= 0n || this.#books.margin.debts.leverage === 1) return null;
    return this.#problemWithLeft(BACKED_FOR_WITHDRAWAL_BPS, -units, `"${units}" was taken out`);
  }

  /** Why less than before should not be lent yet. */
  problemWithLeverage(leverage: number): string | null {
    const { debts } = this.#books.margin;
    if (leverage >= debts.leverage) return null;
    if (leverage === 1) return debts.owesAnything ? "borrowing was switched off with debts" : null;
    return this.#problemWithLeft(BACKED_BPS[leverage] ?? 0n, 0n, `leverage fell to ${leverage}`);
  }

  #problemWithLeft(bps: bigint, lessUnits: bigint, what: string): string | null {
    const worsts = this.#books.marks.recent.map((prices) => this.#worst(prices, { more: null, without: null }));
    const isSound = worsts.some(
      (worst) =>
        worst !== null && (worst.debt === 0n || isBacked({ ...worst, backing: worst.backing - lessUnits }, bps)),
    );
    return worsts.length === 0 || isSound ? null : `${what}, and too little is left behind what is lent`;
  }

  /** Null while a price is missing. */
  #worst(prices: Prices, { more, without }: Change): Worth | null {
    const { cash, margin, instruments, orders } = this.#books;
    const value = (currency: string, units: bigint) =>
      valueInUsdt(instruments.values(), currency, units, (id) => prices.get(id) ?? 0);
    let backing = 0n;
    let debt = 0n;
    for (const currency of new Set([...cash.currencies(), ...margin.debts.currencies()])) {
      const left = cash.leftWith(currency, without, more) - margin.crossLoss(currency, prices);
      const assets = value(currency, left > 0n ? left : 0n);
      const owed = value(currency, margin.debts.owed(currency) + (left < 0n ? -left : 0n));
      if (assets === null || owed === null) return null;
      backing += (assets * weightOf(currency)) / 10_000n;
      debt += owed;
    }
    const all = [...orders.values()].flatMap(({ order }) => (order.id === without ? [] : [order]));
    for (const order of more === null ? all : [...all, more]) {
      const instrument = margin.instrument(order.instrumentId);
      if (instrument.kind !== "spot" || isDead(order.status) || needOfOrder(instrument, order).units === 0n) continue;
      const mark = prices.get(instrument.id) ?? 0;
      if (mark === 0) return null;
      const bound = Math.min(order.boundTicks, order.amendment?.priceTicks ?? order.boundTicks, mark);
      const lots = Math.max(order.quantityLots, order.amendment?.quantityLots ?? 0) - order.filledLots;
      const worth = notionalOf(instrument, bound, lots);
      const repaid = order === more ? this.#repaid(order, worth, lots, value) : 0n;
      const [base, quote] = [weightOf(instrument.base), weightOf(instrument.quote)];
      backing += ((worth - repaid) * (base < quote ? base : quote)) / 10_000n;
      debt -= repaid;
    }
    return { backing, debt: debt > 0n ? debt : 0n };
  }

  /** What an order brings, less the fee, repays what is owed of it. */
  #repaid(
    { side, instrumentId }: Order,
    worth: bigint,
    lots: number,
    value: (currency: string, units: bigint) => bigint | null,
  ): bigint {
    const { margin } = this.#books;
    const instrument = margin.instrument(instrumentId);
    const brings = side === "buy" ? instrument.base : instrument.quote;
    const gross = side === "buy" ? baseOf(instrument, lots) : worth;
    const fee = (gross * BigInt(instrument.takerRateMillionths) + 999_999n) / 1_000_000n;
    const owed = margin.debts.owed(brings);
    const repaid = value(brings, owed < gross - fee ? owed : gross - fee) ?? 0n;
    return repaid < worth ? repaid : worth;
  }
}
