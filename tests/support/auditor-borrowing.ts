import type { CollateralTrade, LendingEvent } from "../../server/domain/borrowing/lending-event.ts";
import type { AccountEvent } from "../../server/domain/margin/account-event.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";

type Said<Kind extends EngineChange["kind"]> = Extract<EngineChange, { kind: Kind }>;
type Told<Kind extends LendingEvent["kind"]> = Extract<LendingEvent, { kind: Kind }>;
export type DebtChange = Said<"interest-charged" | "debt-forgiven" | "borrowing-changed">;

/** What is owed of a currency, by the auditor's own count. */
type Debt = { principal: bigint; interest: bigint; charged: bigint; chargedAt: number };

const HOUR = 3_600_000;
/** Millionths a day. */
const RATES: Readonly<Record<string, bigint>> = { USDT: 300n, BTC: 100n, ETH: 150n };

/**
 * Debts twice: what the engine journals, and what money says. What came and went is settled against the debt as it is told: a wallet
 * never stands below zero where the portfolio borrows, and never above while something is owed.
 */
export class BorrowBook {
  readonly #debts = new Map<string, Debt>();
  readonly #asked = new Set<number>();
  #told = new Map<string, Told<"interest-charged">>();
  #traded = new Map<string, CollateralTrade>();
  /** What the venue said that it writes off, and what of that was not booked yet. */
  #forgiven = 0n;
  readonly #booked = new Set<string>();
  leverage = 1;
  readonly #counts: { interest: number; forcedTrades: number; borrowed: number };

  constructor(counts: { interest: number; forcedTrades: number; borrowed: number }) {
    this.#counts = counts;
  }

  asked(action: ControlEvent["action"]): void {
    if (action.kind === "set-borrowing") this.#asked.add(action.leverage);
  }

  told(event: LendingEvent | AccountEvent): void {
    if (event.kind === "interest-charged") this.#told.set(`${event.currency}@${event.at}`, event);
    else if (event.kind === "collateral-liquidated") {
      for (const trade of event.trades) this.#traded.set(trade.tradeId, trade);
      if (event.forgiven !== null) this.#forgiven += BigInt(event.forgiven.units);
    }
  }

  forgetUntold(): void {
    this.#told = new Map([...this.#told].filter(([key]) => this.#booked.has(key)));
    this.#traded = new Map([...this.#traded].filter(([key]) => this.#booked.has(key)));
  }

  isForced(tradeId: string): boolean {
    return this.#traded.has(tradeId);
  }

  /** A trade of the venue's own: one that it told of, once. */
  problemWithForced(tradeId: string, { instrumentId, side, quantityLots, boundTicks }: Order): string | null {
    if (this.#booked.has(tradeId)) return `books the venue's "${tradeId}" twice`;
    this.#booked.add(tradeId);
    this.#counts.forcedTrades += 1;
    const told = this.#traded.get(tradeId);
    const isTold = told?.side === side && told.quantityLots === quantityLots && told.priceTicks === boundTicks;
    return isTold && told.instrumentId === instrumentId ? null : `books "${tradeId}" as another trade`;
  }

  /** Where spot orders may borrow, how much that is hangs on prices: what it comes to is seen in what is owed. */
  spendable({ kind }: { readonly kind: string }, free: bigint): bigint {
    return this.leverage > 1 && kind === "spot" ? 1n << 200n : free;
  }

  owed(currency: string): bigint {
    const { principal = 0n, interest = 0n } = this.#debts.get(currency) ?? {};
    return principal + interest;
  }

  currencies(): Iterable<string> {
    return this.#debts.keys();
  }

  get owesAnything(): boolean {
    for (const { principal, interest } of this.#debts.values()) if (principal + interest > 0n) return true;
    return false;
  }

  /** Takes over what the engine journals of debts; answers what is wrong with it. */
  apply(change: DebtChange, cash: { flow(currency: string, units: bigint): void }): string | null {
    switch (change.kind) {
      case "interest-charged":
        return this.#interest(change, "USDT");
      case "debt-forgiven":
        return this.#forgive(change);
      case "borrowing-changed":
        return this.#changed(change, (currency, units) => cash.flow(currency, units));
    }
  }

  /** One stamp, its amount recomputed; of what was borrowed in another currency only that it is of the stamp and not too little. */
  #interest({ currency, at, borrowedUnits, units }: Said<"interest-charged">, own: string): string | null {
    const key = `${currency}@${at}`;
    const told = this.#told.get(key);
    const debt = this.#of(currency);
    const name = `interest of ${currency} at ${at}`;
    if (told === undefined) return `${name} was booked, and the venue never charged it`;
    if (this.#booked.has(key)) return `${name} was booked twice`;
    this.#booked.add(key);
    this.#counts.interest += 1;
    if (at % HOUR !== 0 || at <= debt.chargedAt) return `${name} is of no stamp that was due`;
    if (BigInt(borrowedUnits) !== BigInt(told.borrowedUnits)) return `${name} is of another debt`;
    const scaled = BigInt(borrowedUnits) * (RATES[currency] ?? 0n);
    const wanted = (scaled + 24_000_000n - 1n) / 24_000_000n;
    if (currency === own && BigInt(units) !== wanted) return `${name} is ${units}, and should be ${wanted}`;
    if (units <= 0) return `${name} is ${units}`;
    debt.chargedAt = at;
    debt.charged += BigInt(units);
    this.#of(own).interest += BigInt(units);
    return null;
  }

  #forgive({ currency, units }: Said<"debt-forgiven">): string | null {
    const debt = this.#of(currency);
    const paid = BigInt(units);
    if (currency !== "USDT" || paid > this.#forgiven)
      return `${paid} ${currency} was written off, and the venue never said so`;
    if (paid > debt.principal + debt.interest) return `${paid} ${currency} were written off of a smaller debt`;
    this.#forgiven -= paid;
    const interest = paid < debt.interest ? paid : debt.interest;
    debt.interest -= interest;
    debt.principal -= paid - interest;
    return null;
  }

  /** Takes over what is told of debts; what they grew or shrank by came into or left the wallets. Answers what is wrong with it. */
  #changed(
    { leverage, loans }: Said<"borrowing-changed">,
    flow: (currency: string, units: bigint) => void,
  ): string | null {
    if (leverage !== this.leverage) {
      if (!this.#asked.has(leverage)) return `may borrow up to ${leverage}, and nobody asked for it`;
      this.leverage = leverage;
    }
    for (const { currency, borrowedUnits, interestUnits, chargedTotalUnits } of loans) {
      const debt = this.#of(currency);
      const [principal, interest] = [BigInt(borrowedUnits), BigInt(interestUnits)];
      const name = `the debt in ${currency}`;
      if (principal < 0n || interest < 0n) return `${name} is negative`;
      if (interest > debt.interest) return `${name} bears interest that nobody charged`;
      if (principal < debt.principal && interest > 0n) return `${name} was repaid before its interest`;
      if (BigInt(chargedTotalUnits) !== debt.charged) return `${name} cost ${debt.charged}, not ${chargedTotalUnits}`;
      if (principal > debt.principal && this.leverage === 1) return `${name} grew while borrowing was off`;
      if (principal > debt.principal) this.#counts.borrowed += 1;
      flow(currency, principal - debt.principal - (debt.interest - interest));
      debt.principal = principal;
      debt.interest = interest;
    }
    return null;
  }

  /** A wallet as it was told last: nothing missing, and nothing kept back from what is owed. */
  problemWithWallet(currency: string, total: bigint, kept: bigint): string | null {
    if (this.leverage === 1) return null;
    if (total < kept && total < 0n) return `${currency} is ${total} though it may be borrowed`;
    return total > kept && this.owed(currency) > 0n
      ? `${currency} is ${total} while ${this.owed(currency)} is owed`
      : null;
  }

  /** Neither missed nor made up. */
  problemAtEnd(): string | null {
    for (const key of [...this.#told.keys(), ...this.#traded.keys()])
      if (!this.#booked.has(key)) return `the venue's "${key}" was never booked`;
    return null;
  }

  #of(currency: string): Debt {
    let debt = this.#debts.get(currency);
    if (debt === undefined) {
      debt = { principal: 0n, interest: 0n, charged: 0n, chargedAt: 0 };
      this.#debts.set(currency, debt);
    }
    return debt;
  }
}
