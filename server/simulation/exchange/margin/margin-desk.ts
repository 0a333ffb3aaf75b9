import { present } from "../../../domain/errors/invariant.ts";
import type { AccountEvent } from "../../../domain/margin/account-event.ts";
import { fundingUnits } from "../../../domain/margin/funding.ts";
import {
  bankruptcyTicks,
  isLiquidatedAt,
  liquidationFeeUnits,
  liquidationTicks,
} from "../../../domain/margin/liquidation.ts";
import { marginTermsOf } from "../../../domain/margin/margin-terms.ts";
import { notionalUnits } from "../../../domain/markets/instrument.ts";
import type { FundingEvent, MarketEvent } from "../../../domain/markets/market-event.ts";
import { add } from "../../../domain/money/integer.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { VenueAccount, VenueEvent } from "../../../engine/ports.ts";
import type { VenueMarket } from "../venue-market.ts";
import { backingUnits, maintenanceOf, standsAlone, tiersOf } from "./account-equity.ts";
import type { VenuePosition } from "./venue-position.ts";

type Margined = { readonly market: VenueMarket; readonly held: VenuePosition };

/**
 * The venue's own hand in an account: pays and collects funding at its stamps, and closes positions whose margin is used up, judged on
 * the mark: the middle of the book, else the last trade, else a candle. Of a candle the open is looked at first, then the extreme that
 * hurts: what it passed on the way it is closed at.
 */
export class MarginDesk {
  readonly #markets: readonly Margined[];
  readonly #positions: readonly VenuePosition[];
  #closings = 0;

  constructor(markets: Iterable<VenueMarket>) {
    this.#markets = [...markets].flatMap((market) =>
      market.position === null ? [] : [{ market, held: market.position }],
    );
    this.#positions = this.#markets.map(({ held }) => held);
  }

  /** After the market has matched the event. Without an account it only learns the mark. */
  observe(
    market: VenueMarket,
    held: VenuePosition,
    event: MarketEvent,
    account: VenueAccount | undefined,
    answers: VenueEvent[],
  ): void {
    const before = held.markTicks;
    learnMark(market, held, event);
    if (account === undefined || held.position.netLots === 0) return;
    if (event.kind === "funding") this.#fund(held, event, answers);
    else if (event.kind === "candle" && market.tape === "candles") {
      this.#judgeCandle({ market, held }, event.candle, event.at, account, answers);
      return;
    } else if (held.markTicks === before) return;
    if (held.markTicks !== 0) this.#judge({ market, held }, event.at, account, answers);
  }

  #fund(held: VenuePosition, { at, rate, markTicks }: FundingEvent, answers: VenueEvent[]): void {
    const mark = markTicks === 0 ? held.markTicks : markTicks;
    if (mark === 0) return; // A missing price is missing, not zero.
    const { instrument, position } = held;
    const { netLots } = position;
    const units = fundingUnits(notionalUnits(instrument, mark, Math.abs(netLots)), netLots, rate);
    held.fund(units);
    answers.push({ kind: "funded", instrumentId: instrument.id, at, rate, markTicks: mark, netLots, units });
  }

  #judge(of: Margined, at: Timestamp, account: VenueAccount, answers: VenueEvent[]): void {
    if (!this.#isDue(of.held, of.held.markTicks, account)) return;
    const due = this.#firstToGo(of, account);
    this.#close(due, touchOf(due), at, account, answers);
  }

  /** Where nothing finer is known. */
  #judgeCandle(
    of: Margined,
    {
      openTicks,
      lowTicks,
      highTicks,
    }: { readonly openTicks: number; readonly lowTicks: number; readonly highTicks: number },
    at: Timestamp,
    account: VenueAccount,
    answers: VenueEvent[],
  ): void {
    const { held } = of;
    const isLong = held.position.netLots > 0;
    for (const ticks of [openTicks, isLong ? lowTicks : highTicks]) {
      if (!this.#isDue(held, ticks, account)) continue;
      held.markTicks = ticks;
      const due = this.#firstToGo(of, account);
      const level = due.held === held && ticks !== openTicks ? this.#levelOf(held, account) : null;
      this.#close(due, level ?? due.held.markTicks, at, account, answers);
      return;
    }
  }

  #levelOf(held: VenuePosition, account: VenueAccount): number | null {
    const { instrument, position } = held;
    const backing = backingUnits(account, held, this.#positions, true);
    return liquidationTicks({ instrument, tiers: tiersOf(held), position, backingUnits: backing });
  }

  #isDue(held: VenuePosition, ticks: number, account: VenueAccount): boolean {
    const { instrument, position } = held;
    const backing = backingUnits(account, held, this.#positions, true);
    return isLiquidatedAt({ instrument, tiers: tiersOf(held), position, backingUnits: backing }, ticks);
  }

  /** An isolated position goes alone; of the cross ones the one that must maintain most. */
  #firstToGo(of: Margined, account: VenueAccount): Margined {
    if (standsAlone(account, of.held)) return of;
    let first = of;
    for (const other of this.#markets) {
      const { instrument, position, markTicks } = other.held;
      if (position.netLots === 0 || markTicks === 0 || instrument.quote !== of.held.instrument.quote) continue;
      if (standsAlone(account, other.held)) continue;
      if (maintenanceOf(other.held, markTicks) > maintenanceOf(first.held, first.held.markTicks)) first = other;
    }
    return first;
  }

  #close(
    { market, held }: Margined,
    priceTicks: number,
    at: Timestamp,
    account: VenueAccount,
    answers: VenueEvent[],
  ): void {
    const { instrument, position, markTicks } = held;
    for (const order of market.inArrivalOrder()) market.cancel(order, "liquidation", at, answers);
    const backing = backingUnits(account, held, this.#positions, false);
    const isLong = position.netLots > 0;
    const broke = bankruptcyTicks({ instrument, position, backingUnits: backing });
    // Beyond bankruptcy the venue's insurance fund pays.
    const atTicks = Math.max(1, isLong ? Math.max(priceTicks, broke) : Math.min(priceTicks, broke));
    const side: Side = isLong ? "sell" : "buy";
    const quantityLots = Math.abs(position.netLots);
    const realised = held.book(side, quantityLots, atTicks);
    const terms = present(marginTermsOf(instrument) ?? undefined, `"${instrument.id}" has no margin terms`);
    const notional = notionalUnits(instrument, atTicks, quantityLots);
    const feeUnits = liquidationFeeUnits(notional, terms.liquidationFeeMillionths, add(backing, realised));
    this.#closings += 1;
    const closed: AccountEvent = {
      kind: "liquidated",
      instrumentId: instrument.id,
      at,
      tradeId: `liquidation-${instrument.id}-${at}-${this.#closings}`,
      side,
      quantityLots,
      priceTicks: atTicks,
      markTicks,
      feeUnits,
    };
    answers.push(closed);
  }
}

/** The worse of mark and what one could trade at. */
function touchOf({ market, held }: Margined): number {
  const isLong = held.position.netLots > 0;
  const touch = market.book.best(isLong ? "buy" : "sell");
  if (touch === 0) return held.markTicks;
  return isLong ? Math.min(touch, held.markTicks) : Math.max(touch, held.markTicks);
}

function learnMark(market: VenueMarket, held: VenuePosition, event: MarketEvent): void {
  if (event.kind === "book") {
    const { bestBidTicks, bestAskTicks } = event;
    if (bestBidTicks !== 0 && bestAskTicks !== 0) held.markTicks = Math.floor((bestBidTicks + bestAskTicks) / 2);
  } else if (event.kind === "trade" && market.tape !== "book") held.markTicks = event.priceTicks;
  else if (event.kind === "candle" && market.tape === "candles") held.markTicks = event.candle.closeTicks;
}
