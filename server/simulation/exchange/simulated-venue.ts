import { present } from "../../domain/errors/invariant.ts";
import type { Instrument } from "../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Order, OrderTicket } from "../../domain/orders/order.ts";
import type { PositionSide } from "../../domain/positions/position-side.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineCommand } from "../../engine/engine-command.ts";
import type { Venue, VenueAccount, VenueEvent } from "../../engine/ports.ts";
import { meetBook, wouldTrade } from "./book-matching.ts";
import { meetTrigger } from "./candle-matching.ts";
import { Expiries } from "./expiries.ts";
import { Wire } from "./latency-model.ts";
import { LendingDesk } from "./lending/lending-desk.ts";
import { MarginDesk } from "./margin/margin-desk.ts";
import type { SavedPosition } from "./margin/venue-position.ts";
import { matchEvent } from "./match-event.ts";
import { boundTicksOf, refuseEntry } from "./order-entry.ts";
import { restoreMarket, restoreOrder, type SavedVenue, saveMarket, saveOrder } from "./saved-venue.ts";
import { VenueMarket } from "./venue-market.ts";
import { DEFAULT_VENUE_SETTINGS, type VenueSettings } from "./venue-settings.ts";
import type { WorkingOrder } from "./working-order.ts";

export type SimulatedVenue = Venue & {
  /** Takes over an acknowledged order after a restart: under its id, with what is left of it, behind everybody at its price. */
  adopt(order: Order): void;
  /** Takes over the position in a perpetual after a restart. */
  adoptPosition(instrumentId: string, position: SavedPosition, positionSide?: PositionSide | null): void;
  /** Has the order ever reached this venue, or is it on its way? */
  knows(orderId: string): boolean;
  elapse(at: Timestamp): readonly VenueEvent[];
  /** When the next thing that is under way arrives; infinite when nothing is. */
  readonly nextDueAt: Timestamp;
  /** Nothing of ours works in the instrument, and nothing that we took is still missing from its book. */
  isIndifferentTo(instrumentId: string): boolean;
  /** All it knows, but for the ids of finished orders. */
  save(): SavedVenue;
};

const NO_ANSWERS: readonly VenueEvent[] = [];

class TapeVenue implements SimulatedVenue {
  readonly #markets: Map<string, VenueMarket>;
  readonly #wire: Wire;
  readonly #working = new Map<string, WorkingOrder>();
  readonly #finishedIds = new Set<string>();
  readonly #expiries = new Expiries();
  readonly #margin: MarginDesk;
  readonly #lending: LendingDesk;
  #arrivalNumber = 0;
  #answers: VenueEvent[] = [];

  constructor(instruments: readonly Instrument[], settings: VenueSettings, saved: SavedVenue | null) {
    const finish = (order: WorkingOrder): void => {
      this.#working.delete(order.ticket.id);
      this.#expiries.drop(order);
      this.#finishedIds.add(order.ticket.id);
    };
    this.#wire = new Wire(settings.latencyMs, saved?.arrivals);
    this.#markets = new Map(
      instruments.map((instrument) => [instrument.id, new VenueMarket(instrument, settings, finish)]),
    );
    this.#margin = new MarginDesk(this.#markets.values());
    this.#lending = new LendingDesk(this.#markets.values());
    if (saved !== null) this.#restore(saved);
  }

  observe(event: MarketEvent, account?: VenueAccount): readonly VenueEvent[] {
    if (this.nextDueAt <= event.at) this.#receive(event.at);
    const market = this.#markets.get(event.instrumentId);
    if (market !== undefined) {
      matchEvent(market, event, this.#answers);
      if (market.positions.length === 0) this.#lend(market, event, account);
      else this.#margin.observe(market, event, account, this.#answers);
    }
    return this.#takeAnswers();
  }

  #lend(market: VenueMarket, event: MarketEvent, account: VenueAccount | undefined): void {
    const debtor = account?.debtor() ?? null;
    if (debtor !== null) this.#lending.observe(market, event, debtor, this.#answers);
  }

  get nextDueAt(): Timestamp {
    return Math.min(this.#wire.nextDueAt, this.#expiries.nextAt);
  }

  isIndifferentTo(instrumentId: string): boolean {
    const market = this.#markets.get(instrumentId);
    if (market === undefined) return true;
    return market.waiting.length === 0 && market.bids.isEmpty && market.asks.isEmpty && market.taken.isEmpty;
  }

  elapse(at: Timestamp): readonly VenueEvent[] {
    if (this.nextDueAt <= at) this.#receive(at);
    return this.#takeAnswers();
  }

  execute(command: EngineCommand, at: Timestamp): readonly VenueEvent[] {
    this.#wire.send(command, at);
    this.#receive(at);
    return this.#takeAnswers();
  }

  adopt(order: Order): void {
    const leftLots = order.quantityLots - order.filledLots;
    if (this.knows(order.id) || leftLots < 1) return;
    const market = present(
      this.#markets.get(order.instrumentId),
      `Order "${order.id}" is in "${order.instrumentId}", which this venue does not list`,
    );
    const boundTicks = present(boundTicksOf(order) ?? undefined, `Order "${order.id}" names no price`);
    const working = this.#admit(market, order, boundTicks, order.updatedAt, leftLots);
    working.isFresh = false;
    if (market.tape === "book") working.queueAheadLots = market.book.quantityAt(order.side, boundTicks);
    market.keep(working);
  }

  adoptPosition(instrumentId: string, position: SavedPosition, positionSide: PositionSide | null = null): void {
    this.#markets.get(instrumentId)?.positionOf(positionSide)?.restore(position);
  }

  knows(orderId: string): boolean {
    return this.#working.has(orderId) || this.#finishedIds.has(orderId) || this.#wire.carriesOrder(orderId);
  }

  save(): SavedVenue {
    return {
      arrivalNumber: this.#arrivalNumber,
      arrivals: this.#wire.underWay(),
      markets: [...this.#markets.values()].map(saveMarket),
      orders: [...this.#working.values()].sort((a, b) => a.arrivalNumber - b.arrivalNumber).map(saveOrder),
    };
  }

  #restore(saved: SavedVenue): void {
    this.#arrivalNumber = saved.arrivalNumber;
    for (const market of saved.markets) {
      const listed = this.#markets.get(market.instrumentId);
      if (listed !== undefined) restoreMarket(listed, market);
    }
    for (const order of saved.orders) {
      const working = restoreOrder(order, this.#markets);
      this.#working.set(order.ticket.id, working);
      this.#expiries.add(working);
    }
  }

  #takeAnswers(): readonly VenueEvent[] {
    if (this.#answers.length === 0) return NO_ANSWERS;
    const answers = this.#answers;
    this.#answers = [];
    return answers;
  }

  #receive(at: Timestamp): void {
    for (let arrival = this.#wire.receive(at); arrival !== undefined; arrival = this.#wire.receive(at)) {
      const { command, dueAt } = arrival;
      this.#expire(dueAt);
      if (command.kind === "submit-order") this.#submit(command.order, dueAt);
      else if (command.kind === "amend-order") this.#amend(command.order, command.revision, dueAt);
      else this.#cancel(command.orderId, dueAt);
    }
    this.#expire(at);
  }

  /** Before the market of that moment: an order of which a candle does not say whether it was filled in time was not. */
  #expire(at: Timestamp): void {
    for (const order of this.#expiries.takeDue(at)) {
      this.#markets.get(order.ticket.instrumentId)?.drop(order);
      const { id: orderId, expiresAt } = order.ticket;
      this.#answers.push({ kind: "expired", orderId, at: expiresAt ?? at, code: "expired" });
    }
  }

  #submit(ticket: OrderTicket, at: Timestamp): void {
    const reject = (code: string, message: string): void => {
      this.#answers.push({ kind: "rejected", orderId: ticket.id, at, code, message });
    };
    if (this.#working.has(ticket.id) || this.#finishedIds.has(ticket.id)) {
      reject("duplicate-order-id", `Order id "${ticket.id}" was used before. Send each order under an id of its own.`);
      return;
    }
    const market = this.#markets.get(ticket.instrumentId);
    const refusal =
      market === undefined
        ? { code: "unknown-instrument", message: `Instrument "${ticket.instrumentId}" is not listed here.` }
        : refuseEntry(ticket, market.instrument, at);
    const boundTicks = boundTicksOf(ticket);
    if (market === undefined || boundTicks === null || refusal !== null) {
      this.#finishedIds.add(ticket.id);
      reject(refusal?.code ?? "price-not-positive", refusal?.message ?? "The order names no price.");
      return;
    }
    const order = this.#admit(market, ticket, boundTicks, at, ticket.quantityLots);
    if (ticket.isPostOnly && market.tape === "book" && wouldTrade(market, order)) {
      market.drop(order);
      reject("post-only-would-trade", "The order would take at once. Use a price further away, or no post-only.");
      return;
    }
    this.#answers.push({ kind: "accepted", orderId: ticket.id, at, venueOrderId: `sim-${ticket.id}` });
    if (market.tape === "book") order.isFresh = false;
    market.keep(order);
    if (market.tape === "book") meetBook(market, order, at, this.#answers);
    if (market.tape === "candles") meetTrigger(market, order, at, this.#answers);
  }

  #admit(
    market: VenueMarket,
    ticket: OrderTicket,
    boundTicks: number,
    arrivedAt: Timestamp,
    leftLots: number,
  ): WorkingOrder {
    this.#arrivalNumber += 1;
    const order: WorkingOrder = {
      ticket,
      instrument: market.instrument,
      position: market.positionOf(ticket.positionSide),
      boundTicks,
      arrivedAt,
      arrivalNumber: this.#arrivalNumber,
      leftLots,
      queueAheadLots: Number.POSITIVE_INFINITY,
      isFresh: true,
    };
    this.#working.set(ticket.id, order);
    this.#expiries.add(order);
    return order;
  }

  /**
   * In place, as exchanges do: less quantity at the same price keeps its place in the queue, anything else goes to the back of
   * it and may trade at once. Down to what is filled already, or below, cancels the rest. A refusal leaves the order as it was.
   */
  #amend(ticket: OrderTicket, revision: number, at: Timestamp): void {
    const { id: orderId } = ticket;
    const refuse = (code: string, message: string): void => {
      this.#answers.push({ kind: "amend-rejected", orderId, at, revision, code, message });
    };
    const order = this.#working.get(orderId);
    const market = order === undefined ? undefined : this.#markets.get(ticket.instrumentId);
    if (order === undefined || market === undefined) {
      refuse("not-working", "The order was filled or canceled before its terms could change.");
      return;
    }
    const refusal = refuseEntry(ticket, market.instrument, at);
    if (refusal !== null) {
      refuse(refusal.code, refusal.message);
      return;
    }
    const filledLots = order.ticket.quantityLots - order.leftLots;
    const leftLots = ticket.quantityLots - filledLots;
    if (leftLots < 1) {
      market.cancel(order, "amended-below-filled", at, this.#answers);
      return;
    }
    const amended = { kind: "amended", orderId, at, revision } as const;
    if (ticket.boundTicks === order.boundTicks && leftLots <= order.leftLots) {
      order.ticket = ticket;
      order.leftLots = leftLots;
      this.#answers.push(amended);
      return;
    }
    const moved = { ...order, ticket, boundTicks: ticket.boundTicks, leftLots };
    if (ticket.isPostOnly && market.tape === "book" && wouldTrade(market, moved)) {
      refuse("post-only-would-trade", "At this price the order would take at once. It stays as it was.");
      return;
    }
    market.drop(order);
    this.#finishedIds.delete(orderId);
    const requeued = this.#admit(market, ticket, ticket.boundTicks, at, leftLots);
    this.#answers.push(amended);
    if (market.tape === "book") requeued.isFresh = false;
    market.keep(requeued);
    if (market.tape === "book") meetBook(market, requeued, at, this.#answers);
  }

  #cancel(orderId: string, at: Timestamp): void {
    const order = this.#working.get(orderId);
    const market = order === undefined ? undefined : this.#markets.get(order.ticket.instrumentId);
    if (order === undefined || market === undefined) {
      this.#answers.push({ kind: "cancel-rejected", orderId, at, code: "not-working" });
    } else market.cancel(order, "requested", at, this.#answers);
  }
}

/** A venue that matches against the tape: books, else trades, else candles; time is the tape's. Throws for settings that make no sense. */
export function createSimulatedVenue(options: {
  readonly instruments: readonly Instrument[];
  readonly settings?: Partial<VenueSettings>;
  /** Goes on from here. */
  readonly saved?: SavedVenue | null;
}): SimulatedVenue {
  const settings = { ...DEFAULT_VENUE_SETTINGS, ...options.settings };
  return new TapeVenue(options.instruments, settings, options.saved ?? null);
}
