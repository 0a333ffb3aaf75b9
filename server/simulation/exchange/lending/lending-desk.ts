import { borrowTermsOf, levelsOf, nextStampAt } from "../../../domain/borrowing/lending-terms.ts";
import { isAtMost } from "../../../domain/borrowing/margin-level.ts";
import { interestUnits } from "../../../domain/margin/borrow-interest.ts";
import { valueOfBaseUnits } from "../../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import { add, type Integer, negate } from "../../../domain/money/integer.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { DebtorAccount, VenueEvent } from "../../../engine/ports.ts";
import type { VenueMarket } from "../venue-market.ts";
import { markOf, pursesOf, worthOf } from "./debtor-worth.ts";
import { planLiquidation } from "./liquidation-plan.ts";

/**
 * The venue's own hand in an account that owes: charges interest at each full hour, warns, and closes where the margin level is used
 * up. It keeps no truth of its own: what is owed, and which stamp was charged last, is the account's. Of a candle the open is looked at
 * first, then the extreme that hurts: what it passed on the way it is closed at.
 */
export class LendingDesk {
  readonly #markets: readonly VenueMarket[];
  readonly #byCurrency = new Map<string, VenueMarket>();
  #isCalled = false;
  #number = 0;

  constructor(markets: Iterable<VenueMarket>) {
    this.#markets = [...markets].filter(({ instrument }) => instrument.kind === "spot");
  }

  /** After the market has matched the event, which must be one of a spot market. */
  observe(market: VenueMarket, event: MarketEvent, account: DebtorAccount, answers: VenueEvent[]): void {
    this.#charge(account, event.at, answers);
    if (!account.isSettled() || answers.some(({ kind }) => kind === "filled")) return; // It is about to change.
    const { callBps, liquidationBps } = levelsOf(account.borrowing.leverage);
    const ticks = this.#priceToJudge(market, event, account, liquidationBps);
    const worth = worthOf(account, this.#marketOf(account), { market, ticks });
    if (worth === null) return; // A missing price is missing, not zero.
    if (isAtMost(worth.assetsUnits, worth.debtUnits, liquidationBps)) {
      this.#liquidate(account, { market, ticks }, event.at, answers);
      this.#isCalled = false;
    } else if (!isAtMost(worth.assetsUnits, worth.debtUnits, callBps)) this.#isCalled = false;
    else if (!this.#isCalled) {
      this.#isCalled = true;
      const { assetsUnits, debtUnits } = worth;
      answers.push({ kind: "margin-called", at: event.at, assetsUnits, debtUnits });
    }
  }

  /** Every stamp that has passed since the last that was charged, each by itself. */
  #charge(account: DebtorAccount, at: Timestamp, answers: VenueEvent[]): void {
    const { borrowing, baseCurrency } = account;
    for (const { currency, borrowedUnits, chargedAt } of borrowing.loans) {
      if (borrowedUnits === 0) continue;
      for (let stamp = nextStampAt(chargedAt); stamp <= at; stamp = nextStampAt(stamp)) {
        const terms = borrowTermsOf(currency);
        const inKind = interestUnits(borrowedUnits, terms.chargedEveryMs, terms);
        const market = this.#marketOf(account)(currency);
        const mark = market === undefined ? 0 : markOf(market);
        if (currency !== baseCurrency && (market === undefined || mark === 0)) break; // Charged once there is a price.
        const isOwn = currency === baseCurrency || market === undefined;
        const units = isOwn ? inKind : negate(valueOfBaseUnits(market.instrument, negate(inKind), mark)); // Rounded up.
        answers.push({ kind: "interest-charged", at: stamp, currency, borrowedUnits, units });
      }
    }
  }

  /** The price at which the account is judged; for a candle, where nothing finer is known, where on its way it first was due. */
  #priceToJudge(market: VenueMarket, event: MarketEvent, account: DebtorAccount, levelBps: number): number {
    if (event.kind !== "candle" || market.tape !== "candles") return markOf(market);
    const { openTicks, lowTicks, highTicks, closeTicks } = event.candle;
    const purse = pursesOf(account).find(({ currency }) => currency === market.instrument.base);
    if (purse === undefined) return closeTicks;
    const isDue = (ticks: number): boolean => {
      const worth = worthOf(account, this.#marketOf(account), { market, ticks });
      return worth !== null && isAtMost(worth.assetsUnits, worth.debtUnits, levelBps);
    };
    const worst = purse.totalUnits > purse.owedUnits ? lowTicks : highTicks;
    if (isDue(openTicks)) return openTicks;
    if (!isDue(worst)) return closeTicks;
    let [safe, due] = [openTicks, worst];
    while (Math.abs(due - safe) > 1) {
      const middle = Math.floor((safe + due) / 2);
      if (isDue(middle)) due = middle;
      else safe = middle;
    }
    return due;
  }

  #liquidate(
    account: DebtorAccount,
    at: { readonly market: VenueMarket; readonly ticks: number },
    now: Timestamp,
    answers: VenueEvent[],
  ): void {
    for (const market of this.#markets)
      for (const order of market.inArrivalOrder()) market.cancel(order, "liquidation", now, answers);
    const priceOf = (market: VenueMarket, side: Side): number =>
      touchOf(market, side, market === at.market ? at.ticks : markOf(market));
    const { baseCurrency } = account;
    const plan = planLiquidation(pursesOf(account), baseCurrency, this.#marketOf(account), priceOf);
    const trades = plan.trades.map(({ market, side, quantityLots, priceTicks, feeUnits }) => {
      const { id: instrumentId } = market.instrument;
      return { instrumentId, tradeId: this.#name(instrumentId, now), side, quantityLots, priceTicks, feeUnits };
    });
    const missingUnits = plan.missingUnits > 0 ? add(plan.missingUnits, chargedIn(answers)) : 0;
    const forgiven = missingUnits > 0 ? { id: this.#name("debt", now), units: missingUnits } : null;
    if (trades.length > 0 || forgiven !== null)
      answers.push({ kind: "collateral-liquidated", at: now, trades, forgiven });
  }

  #name(what: string, at: Timestamp): string {
    this.#number += 1;
    return `lending-${what}-${at}-${this.#number}`;
  }

  /** The market that trades a currency against the account's own. */
  #marketOf({ baseCurrency }: DebtorAccount): (currency: string) => VenueMarket | undefined {
    if (this.#byCurrency.size === 0) {
      for (const market of this.#markets) {
        const { base, quote } = market.instrument;
        if (quote === baseCurrency && !this.#byCurrency.has(base)) this.#byCurrency.set(base, market);
      }
    }
    return (currency) => this.#byCurrency.get(currency);
  }
}

/** Interest that the account does not know of yet. */
function chargedIn(answers: readonly VenueEvent[]): Integer {
  let units: Integer = 0;
  for (const answer of answers) if (answer.kind === "interest-charged") units = add(units, answer.units);
  return units;
}

/** The worse of the mark and what one could trade at. */
function touchOf(market: VenueMarket, side: Side, mark: number): number {
  const touch = market.tape === "book" ? market.book.best(side === "sell" ? "buy" : "sell") : 0;
  if (touch === 0) return mark;
  return side === "sell" ? Math.min(touch, mark) : Math.max(touch, mark);
}
