import { present } from "../../../domain/errors/invariant.ts";
import type { AccountEvent } from "../../../domain/margin/account-event.ts";
import { fundingUnits } from "../../../domain/margin/funding.ts";
import { bankruptcyTicks, isLiquidatedAt, liquidationFeeUnits } from "../../../domain/margin/liquidation.ts";
import { marginTermsOf } from "../../../domain/margin/margin-terms.ts";
import type { Candle } from "../../../domain/markets/candle.ts";
import { notionalUnits } from "../../../domain/markets/instrument.ts";
import type { FundingEvent, MarketEvent } from "../../../domain/markets/market-event.ts";
import { add, type Integer } from "../../../domain/money/integer.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import { positionKey } from "../../../domain/positions/position-side.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { VenueAccount, VenueEvent } from "../../../engine/ports.ts";
import type { VenueMarket } from "../venue-market.ts";
import { backingUnits, maintenanceOf, onceFilled, standsAlone, tiersOf, withMoved } from "./account-equity.ts";
import { reduceByTier } from "./partial-liquidation.ts";
import type { VenuePosition } from "./venue-position.ts";

type Margined = { readonly market: VenueMarket; readonly held: VenuePosition };

/** A position whose margin is used up, and the one that goes for it. */
type Due = { readonly held: VenuePosition; readonly first: Margined };

type Liquidated = Extract<AccountEvent, { kind: "liquidated" }>;

/**
 * The venue's own hand in an account: pays and collects funding at its stamps, and closes positions whose margin is used up, by tiers first, judged on
 * the mark: the middle of the book, else the last trade, else a candle. Of a candle the open is looked at first, then the extreme that
 * hurts: what it passed on the way it is closed at. The two positions of hedge mode are two like any others: where they are cross, one
 * backs the other with what it gains, and both must be maintained.
 */
export class MarginDesk {
  readonly #markets: readonly VenueMarket[];
  #closings = 0;

  constructor(markets: Iterable<VenueMarket>) {
    this.#markets = [...markets].filter(({ positions }) => positions.length > 0);
  }

  /** After the market has matched the event. Without an account it only learns the mark. */
  observe(market: VenueMarket, event: MarketEvent, account: VenueAccount | undefined, answers: VenueEvent[]): void {
    learnMark(market, event);
    if (account === undefined || isFlat(market)) return;
    let known = account;
    if (event.kind === "funding") {
      const units = this.#fund(market, event, answers);
      known = withMoved(account, market.instrument.quote, units); // It is judged with what it pays at this very stamp.
    } else if (event.kind === "candle" && market.tape === "candles") {
      this.#judgeCandle(market, event.candle, event.at, this.#onceFilled(market, account), answers);
      return;
    }
    if (answers.some(({ kind }) => kind === "filled")) return; // The account is about to change: the next event is near.
    if (markOf(market) !== 0) this.#judge(market, event.at, this.#onceFilled(market, known), answers);
  }

  #onceFilled({ instrument }: VenueMarket, account: VenueAccount): VenueAccount {
    return onceFilled(account, instrument.quote, this.#positions());
  }

  /** What all positions received together, in units of the quote currency. */
  #fund({ positions }: VenueMarket, { at, rate, markTicks }: FundingEvent, answers: VenueEvent[]): Integer {
    let sum: Integer = 0;
    for (const held of positions) {
      const mark = markTicks === 0 ? held.markTicks : markTicks;
      if (mark === 0) break; // A missing price is missing, not zero.
      const { instrument, position } = held;
      const { netLots } = position;
      if (netLots === 0) continue;
      const units = fundingUnits(notionalUnits(instrument, mark, Math.abs(netLots)), netLots, rate);
      held.fund(units);
      sum = add(sum, units);
      answers.push({ kind: "funded", ...nameOf(held), at, rate, markTicks: mark, netLots, units });
    }
    return sum;
  }

  /** What closing a whole position costs the wallet is known when it is booked: after one nothing else is judged. */
  #judge(market: VenueMarket, at: Timestamp, account: VenueAccount, answers: VenueEvent[]): void {
    let known = account;
    for (let due = this.#dueIn(market, known); due !== null; due = this.#dueIn(market, known)) {
      const priceTicks = touchOf(due.first);
      const reduced = this.#reduce(due, priceTicks, at, known, answers);
      if (reduced === null) {
        this.#close(due.first, priceTicks, at, known, answers);
        return;
      }
      known = reduced;
    }
  }

  /** Where nothing finer is known. */
  #judgeCandle(market: VenueMarket, candle: Prices, at: Timestamp, account: VenueAccount, answers: VenueEvent[]): void {
    const { openTicks } = candle;
    let known = account;
    for (const ticks of [openTicks, ...worstOf(market, candle)]) {
      setMark(market, ticks);
      let aliveTicks = openTicks;
      for (let due = this.#dueIn(market, known); due !== null; due = this.#dueIn(market, known)) {
        const { first } = due;
        const isOnTheWay = first.market === market && ticks !== aliveTicks;
        const level = isOnTheWay ? this.#levelOf(first, aliveTicks, known) : first.held.markTicks;
        if (isOnTheWay) setMark(market, level);
        const reduced = this.#reduce(due, level, at, known, answers);
        setMark(market, ticks);
        if (reduced === null) {
          this.#close(first, level, at, known, answers);
          return;
        }
        known = reduced;
        if (isOnTheWay) aliveTicks = level;
      }
    }
    setMark(market, candle.closeTicks);
  }

  #dueIn(market: VenueMarket, account: VenueAccount): Due | null {
    const held = market.positions.find((position) => this.#isDue(position, account));
    return held === undefined ? null : { held, first: this.#firstToGo({ market, held }, account) };
  }

  /** Of a position above the lowest tier only as much as restores the margin. The account after it; null where that is not enough. */
  #reduce(due: Due, priceTicks: number, at: Timestamp, account: VenueAccount, answers: VenueEvent[]) {
    const { market, held } = due.first;
    const reduction = reduceByTier(held, priceTicks, account, (after) => this.#isDue(due.held, after));
    if (reduction === null) return null;
    for (const order of market.inArrivalOrder()) market.cancel(order, "liquidation", at, answers);
    const { side, quantityLots, feeUnits } = reduction;
    const leftLots = Math.abs(held.position.netLots);
    answers.push(this.#told(held, { at, side, quantityLots, priceTicks, feeUnits, leftLots }));
    return reduction.account;
  }

  #told(held: VenuePosition, what: Omit<Liquidated, "kind" | "instrumentId" | "tradeId" | "markTicks">): Liquidated {
    this.#closings += 1;
    const name = positionKey(held.instrument.id, held.positionSide);
    const tradeId = `liquidation-${name}-${what.at}-${this.#closings}`;
    return { kind: "liquidated", ...nameOf(held), tradeId, markTicks: held.markTicks, ...what };
  }

  /** The first price on the way from the open to the present mark at which the position was due. */
  #levelOf({ market, held }: Margined, openTicks: number, account: VenueAccount): number {
    const worst = held.markTicks;
    let [alive, due] = [openTicks, worst];
    while (Math.abs(due - alive) > 1) {
      const middle = Math.trunc((alive + due) / 2);
      setMark(market, middle);
      if (this.#isDue(held, account)) due = middle;
      else alive = middle;
    }
    setMark(market, worst);
    return due;
  }

  #isDue(held: VenuePosition, account: VenueAccount): boolean {
    const { instrument, position, markTicks } = held;
    if (position.netLots === 0) return false;
    const backing = backingUnits(account, held, this.#positions(), true);
    return isLiquidatedAt({ instrument, tiers: tiersOf(held), position, backingUnits: backing }, markTicks);
  }

  /** An isolated position goes alone; of the cross ones the one that must maintain most. */
  #firstToGo(of: Margined, account: VenueAccount): Margined {
    if (standsAlone(account, of.held)) return of;
    let first = of;
    for (const market of this.#markets) {
      for (const held of market.positions) {
        const { instrument, position, markTicks } = held;
        if (position.netLots === 0 || markTicks === 0 || instrument.quote !== of.held.instrument.quote) continue;
        if (standsAlone(account, held)) continue;
        if (maintenanceOf(held, markTicks) > maintenanceOf(first.held, first.held.markTicks)) first = { market, held };
      }
    }
    return first;
  }

  *#positions(): Generator<VenuePosition> {
    for (const { positions } of this.#markets) yield* positions;
  }

  #close(
    { market, held }: Margined,
    priceTicks: number,
    at: Timestamp,
    account: VenueAccount,
    answers: VenueEvent[],
  ): void {
    const { instrument, position } = held;
    for (const order of market.inArrivalOrder()) market.cancel(order, "liquidation", at, answers);
    const backing = backingUnits(account, held, this.#positions(), false);
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
    answers.push(this.#told(held, { at, side, quantityLots, priceTicks: atTicks, feeUnits }));
  }
}

type Prices = Pick<Candle, "openTicks" | "lowTicks" | "highTicks" | "closeTicks">;

/** The worse of mark and what one could trade at. */
function touchOf({ market, held }: Margined): number {
  const isLong = held.position.netLots > 0;
  const touch = market.book.best(isLong ? "buy" : "sell");
  if (touch === 0) return held.markTicks;
  return isLong ? Math.min(touch, held.markTicks) : Math.max(touch, held.markTicks);
}

function learnMark(market: VenueMarket, event: MarketEvent): void {
  if (event.kind === "book") {
    const { bestBidTicks, bestAskTicks } = event;
    if (bestBidTicks !== 0 && bestAskTicks !== 0) setMark(market, Math.floor((bestBidTicks + bestAskTicks) / 2));
  } else if (event.kind === "trade" && market.tape !== "book") setMark(market, event.priceTicks);
  else if (event.kind === "candle" && market.tape === "candles") setMark(market, event.candle.closeTicks);
}

const markOf = ({ positions }: VenueMarket): number => positions[0]?.markTicks ?? 0;

function setMark({ positions }: VenueMarket, ticks: number): void {
  for (let index = 0; index < positions.length; index++) (positions[index] as VenuePosition).markTicks = ticks;
}

const isFlat = ({ positions }: VenueMarket): boolean => positions.every(({ position }) => position.netLots === 0);

/** The extremes of a candle that can hurt: of two positions the larger one's first. */
function worstOf({ positions }: VenueMarket, { lowTicks, highTicks }: Prices): number[] {
  let [long, short] = [0, 0];
  for (const { position } of positions) {
    if (position.netLots > 0) long += position.netLots;
    else short -= position.netLots;
  }
  const extremes = long > short ? [lowTicks, highTicks] : [highTicks, lowTicks];
  return long === 0 || short === 0 ? extremes.slice(0, 1) : extremes;
}

/** Says its side only where there are two. */
const nameOf = ({ instrument, positionSide }: VenuePosition) => ({
  instrumentId: instrument.id,
  ...(positionSide && { positionSide }),
});
