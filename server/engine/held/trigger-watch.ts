import type { Candle } from "../../domain/markets/candle.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { waitsForEntry } from "../../domain/orders/contingency/contingency.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import { TRIGGER_PRICES, type TriggerPrice } from "../../domain/orders/triggers/trigger.ts";
import { triggerTicks } from "../../domain/risk/price-reference.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { PriceEntry } from "../price-board.ts";
import { type Armed, HeldOrder } from "./held-order.ts";

export type Reached = { readonly orderId: string; readonly seenTicks: number; readonly trailTicks: number | null };

/** Orders of one instrument that look at one price: while it stays between the two bounds, nothing of theirs changes. */
class PriceWatch {
  readonly held = new Map<string, HeldOrder>();
  aboveTicks = Number.NEGATIVE_INFINITY;
  belowTicks = Number.POSITIVE_INFINITY;

  bound(): void {
    this.aboveTicks = Number.NEGATIVE_INFINITY;
    this.belowTicks = Number.POSITIVE_INFINITY;
    for (const { aboveTicks, belowTicks } of this.held.values()) {
      this.aboveTicks = Math.max(this.aboveTicks, aboveTicks);
      this.belowTicks = Math.min(this.belowTicks, belowTicks);
    }
  }
}

type InstrumentWatch = Readonly<Record<TriggerPrice, PriceWatch>>;

const NOTHING: readonly Reached[] = [];
const TRAILS_JOURNALED_AFTER_MS = 1_000;

/**
 * The orders that the engine itself holds back until a price is reached. It is asked on every market event, after the venue's
 * answers and before the strategies; it costs nothing while it is empty, and two comparisons a watched price while nothing is reached.
 * Only a sound price releases anything: one that is known, neither crossed nor stale, of a whole book and a tape that goes on.
 */
export class TriggerWatch {
  readonly #byInstrument = new Map<string, InstrumentWatch>();
  readonly #byId = new Map<string, HeldOrder>();
  /** Trailing references that have moved since they were last journaled. */
  readonly #moved = new Set<HeldOrder>();
  #movedAt = Number.POSITIVE_INFINITY;
  #nextExpiresAt = Number.POSITIVE_INFINITY;
  #number = 0;

  get isEmpty(): boolean {
    return this.#byId.size === 0;
  }

  /** When the next of them ends by itself; infinite when none does. */
  get nextExpiresAt(): Timestamp {
    return this.#nextExpiresAt;
  }

  holdsIn(instrumentId: string): boolean {
    return this.#byInstrument.has(instrumentId);
  }

  /** Where a trailing stop's reference stands by now. */
  trailOf(orderId: string): number | null {
    return this.#byId.get(orderId)?.trailTicks ?? null;
  }

  /** Takes an order up, or takes up the new terms of one that it holds. A leg whose entry has not filled is not watched yet. */
  hold(ticket: OrderTicket, armed: Armed | null = null): void {
    if (ticket.trigger === null || waitsForEntry(ticket)) return;
    const known = this.#byId.get(ticket.id);
    const number = known?.number ?? this.#number++;
    this.drop(ticket.id);
    const order = new HeldOrder(ticket, ticket.trigger, number, armed ?? known?.armed ?? null);
    let watch = this.#byInstrument.get(ticket.instrumentId);
    if (watch === undefined) {
      watch = { last: new PriceWatch(), mark: new PriceWatch(), bid: new PriceWatch(), ask: new PriceWatch() };
      this.#byInstrument.set(ticket.instrumentId, watch);
    }
    const prices = watch[ticket.trigger.by];
    prices.held.set(ticket.id, order);
    prices.bound();
    this.#byId.set(ticket.id, order);
    this.#nextExpiresAt = Math.min(this.#nextExpiresAt, ticket.expiresAt ?? Number.POSITIVE_INFINITY);
  }

  drop(orderId: string): void {
    const order = this.#byId.get(orderId);
    if (order === undefined) return;
    const { instrumentId, expiresAt } = order.ticket;
    this.#byId.delete(orderId);
    this.#moved.delete(order);
    if (this.#moved.size === 0) this.#movedAt = Number.POSITIVE_INFINITY;
    const watch = this.#byInstrument.get(instrumentId);
    const prices = watch?.[order.trigger.by];
    prices?.held.delete(orderId);
    prices?.bound();
    if (watch !== undefined && TRIGGER_PRICES.every((by) => watch[by].held.size === 0))
      this.#byInstrument.delete(instrumentId);
    if (expiresAt === this.#nextExpiresAt) this.#findNextExpiry();
  }

  /** Ids of those whose time has come, in the order held. */
  expired(now: Timestamp): string[] {
    if (this.#nextExpiresAt > now) return [];
    return this.#ids(({ ticket }) => ticket.expiresAt !== null && ticket.expiresAt <= now);
  }

  /** Ids of those in an instrument, in the order held. */
  idsIn(instrumentId: string): string[] {
    return this.holdsIn(instrumentId) ? this.#ids(({ ticket }) => ticket.instrumentId === instrumentId) : [];
  }

  #ids(isMeant: (order: HeldOrder) => boolean): string[] {
    const meant = [...this.#byId.values()].filter(isMeant);
    return meant.sort((a, b) => a.number - b.number).map(({ ticket }) => ticket.id);
  }

  /** Moves the trailing stops that the event moves; answers, in the order held, those that it reaches, at what price. */
  observe(event: MarketEvent, price: PriceEntry, now: Timestamp): readonly Reached[] {
    const watch = this.#byInstrument.get(event.instrumentId);
    if (watch === undefined || !isSound(price, now)) return NOTHING;
    const reached: (Reached & { number: number })[] = [];
    if (event.kind === "candle" && !price.hasTicks) {
      if (timeframeMs(event.candle.timeframe) > price.candleMs) return NOTHING; // It reaches back over what was seen already.
      for (const by of ["last", "mark"] as const) this.#seeCandle(watch[by], event.candle, now, reached);
    } else {
      for (const by of TRIGGER_PRICES) {
        const prices = watch[by];
        if (prices.held.size > 0) this.#see(prices, triggerTicks(price, by), now, reached);
      }
    }
    return reached.length < 2 ? reached : reached.sort((a, b) => a.number - b.number);
  }

  /** What moved since the last time it was asked: each is told once, however often it moved. */
  takeMoved(): { readonly orderId: string; readonly trailTicks: number }[] {
    const moved = [...this.#moved].flatMap(({ ticket, trailTicks }) =>
      trailTicks === null ? [] : [{ orderId: ticket.id, trailTicks }],
    );
    this.#moved.clear();
    this.#movedAt = Number.POSITIVE_INFINITY;
    return moved;
  }

  get hasMoved(): boolean {
    return this.#moved.size > 0;
  }

  /** A reference that moved waits for the next commit, but not for longer than this. */
  areMovesDue(now: Timestamp): boolean {
    return now - this.#movedAt >= TRAILS_JOURNALED_AFTER_MS;
  }

  #see(prices: PriceWatch, ticks: number, now: Timestamp, reached: (Reached & { number: number })[]): void {
    if (ticks === 0 || (ticks > prices.aboveTicks && ticks < prices.belowTicks)) return;
    for (const order of prices.held.values()) {
      const before = order.trailTicks;
      if (order.see(ticks)) reached.push(order.reachedAt(ticks));
      if (order.trailTicks !== before) this.#note(order, now);
    }
    prices.bound();
  }

  #seeCandle(prices: PriceWatch, candle: Candle, now: Timestamp, reached: (Reached & { number: number })[]): void {
    if (prices.held.size === 0) return;
    if (candle.lowTicks > prices.aboveTicks && candle.highTicks < prices.belowTicks) return;
    for (const order of prices.held.values()) {
      const before = order.trailTicks;
      const seenTicks = order.seeCandle(candle);
      if (seenTicks !== null) reached.push(order.reachedAt(seenTicks));
      if (order.trailTicks !== before) this.#note(order, now);
    }
    prices.bound();
  }

  #note(order: HeldOrder, now: Timestamp): void {
    if (this.#moved.size === 0) this.#movedAt = now;
    this.#moved.add(order);
  }

  #findNextExpiry(): void {
    this.#nextExpiresAt = Number.POSITIVE_INFINITY;
    for (const { ticket } of this.#byId.values())
      this.#nextExpiresAt = Math.min(this.#nextExpiresAt, ticket.expiresAt ?? Number.POSITIVE_INFINITY);
  }
}

const isSound = (price: PriceEntry, now: Timestamp): boolean =>
  price.isValid &&
  !price.hasEnded &&
  now - price.at <= price.staleAfterMs &&
  !(price.bidTicks !== 0 && price.askTicks !== 0 && price.bidTicks > price.askTicks);
