import type { Candle } from "../../domain/markets/candle.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { Trigger } from "../../domain/orders/triggers/trigger.ts";
import { firesOn, isTriggered, levelTicks, trailedTo } from "../../domain/orders/triggers/trigger-rules.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";

/** When its entry filled, and at which price. */
export type Armed = { readonly at: Timestamp; readonly ticks: number };

/** An order that waits for its trigger, with the live reference of a trailing stop. */
export class HeldOrder {
  readonly ticket: OrderTicket;
  readonly trigger: Trigger;
  /** Its place among all that are held: who came first is released first. */
  readonly number: number;
  /** A leg that waited for its entry: what came before that is no concern of its. */
  readonly armed: Armed | null;
  trailTicks: number | null;
  /** Nothing of it changes while the price stays above the one and below the other. */
  aboveTicks = Number.NEGATIVE_INFINITY;
  belowTicks = Number.POSITIVE_INFINITY;

  constructor(ticket: OrderTicket, trigger: Trigger, number: number, armed: Armed | null = null) {
    this.ticket = ticket;
    this.trigger = trigger;
    this.number = number;
    this.armed = armed;
    this.trailTicks = ticket.trailTicks;
    this.#bound();
  }

  /** A price came: true when it fires. A reference follows only what has not fired. */
  see(ticks: number): boolean {
    const { trigger, ticket } = this;
    if (isTriggered(trigger, ticket.side, this.trailTicks, ticks)) return true;
    if (trigger.kind === "trailing-stop") this.#follow(trailedTo(trigger, ticket.side, this.trailTicks, ticks));
    return false;
  }

  /**
   * A candle where nothing finer is known: the price at which it fires, or null. It is walked open, adverse extreme, favourable
   * extreme, close; only the open is a jump, which a stop meets at the worse price, and which a take-profit never gains from. Of a
   * candle that was open already when the order came, only the close is known to lie after it.
   */
  seeCandle(candle: Candle): number | null {
    const { trigger, ticket, armed } = this;
    const { openAt, openTicks, highTicks, lowTicks, closeTicks } = candle;
    if (armed !== null && armed.at > openAt) return this.#seeCandleOfEntry(candle, armed);
    if (ticket.createdAt > openAt) return this.#seeClose(closeTicks);
    const isSale = ticket.side === "sell";
    const path = [openTicks, isSale ? lowTicks : highTicks, isSale ? highTicks : lowTicks, closeTicks];
    for (const [step, ticks] of path.entries()) {
      const level = levelTicks(trigger, ticket.side, this.trailTicks);
      if (this.see(ticks)) return step === 0 && trigger.kind !== "take-profit" ? ticks : level;
    }
    return null;
  }

  /**
   * The candle in which its entry filled: where in it nobody knows. A stop assumes that the adverse extreme came after it, at the
   * entry's own price if that lay beyond the stop; a target counts on nothing but the close.
   */
  #seeCandleOfEntry({ highTicks, lowTicks, closeTicks }: Candle, armed: Armed): number | null {
    const { trigger, ticket } = this;
    if (trigger.kind === "take-profit") return this.#seeClose(closeTicks);
    const isSale = ticket.side === "sell";
    const level = levelTicks(trigger, ticket.side, this.trailTicks);
    if (level !== null && this.see(isSale ? lowTicks : highTicks))
      return isSale ? Math.min(level, armed.ticks) : Math.max(level, armed.ticks);
    return this.#seeClose(closeTicks);
  }

  /** The price came to the close from somewhere: past a target, which it gains nothing beyond. */
  #seeClose(closeTicks: number): number | null {
    const { trigger } = this;
    if (!this.see(closeTicks)) return null;
    return trigger.kind === "take-profit" ? trigger.priceTicks : closeTicks;
  }

  reachedAt(seenTicks: number) {
    return { orderId: this.ticket.id, seenTicks, trailTicks: this.trailTicks, number: this.number };
  }

  #follow(trailTicks: number | null): void {
    if (trailTicks === this.trailTicks) return;
    this.trailTicks = trailTicks;
    this.#bound();
  }

  #bound(): void {
    const { trigger, trailTicks } = this;
    const { side } = this.ticket;
    const level = levelTicks(trigger, side, trailTicks);
    if (level === null) {
      // Nothing but its activation changes it; one without sees its first price at once.
      const activation = trigger.kind === "trailing-stop" ? trigger.activationTicks : null;
      if (side === "sell") this.belowTicks = activation ?? Number.NEGATIVE_INFINITY;
      else this.aboveTicks = activation ?? Number.POSITIVE_INFINITY;
      return;
    }
    this.aboveTicks = Number.NEGATIVE_INFINITY;
    this.belowTicks = Number.POSITIVE_INFINITY;
    if (firesOn(trigger.kind, side) === "fall") this.aboveTicks = level;
    else this.belowTicks = level;
    if (trailTicks === null) return;
    if (side === "sell") this.belowTicks = trailTicks + 1;
    else this.aboveTicks = trailTicks - 1;
  }
}
