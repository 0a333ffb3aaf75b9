import { present } from "../../server/domain/errors/invariant.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { isWaiting, type Order, type OrderTicket } from "../../server/domain/orders/order.ts";
import { isOrderEvent } from "../../server/domain/orders/order-event.ts";
import { isTriggered, trailedTo } from "../../server/domain/orders/triggers/trigger-rules.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { Venue, VenueAccount, VenueEvent } from "../../server/engine/ports.ts";
import type { SimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";

type Arrival = { readonly command: EngineCommand; readonly dueAt: number };
type Prices = { last: number; mark: number };

/**
 * The simulated venue behind a desk that keeps stops until they fire, as venues do and the paper venue does not: a stop is taken,
 * changed or canceled when the command has arrived, and trades as a plain order from the price on that fires it. What is no stop passes through.
 */
export class StopKeeper implements Venue {
  readonly #inner: SimulatedVenue;
  readonly #latencyMs: { readonly submit: number; readonly cancel: number };
  readonly #kept = new Map<string, { readonly ticket: OrderTicket; trailTicks: number | null }>();
  readonly #fired = new Set<string>();
  readonly #prices = new Map<string, Prices>();
  #underWay: Arrival[] = [];

  constructor(inner: SimulatedVenue, latencyMs: { readonly submit: number; readonly cancel: number }) {
    this.#inner = inner;
    this.#latencyMs = latencyMs;
  }

  observe(event: MarketEvent, account?: VenueAccount): readonly VenueEvent[] {
    const answers = [...this.#arrive(event.at), ...this.#unlessKnown(this.#inner.observe(event, account))];
    this.#learn(event);
    for (const [id, { ticket }] of this.#kept) {
      if (ticket.expiresAt === null || ticket.expiresAt > event.at) continue;
      this.#kept.delete(id);
      answers.push({ kind: "expired", orderId: id, at: ticket.expiresAt, code: "expired" });
    }
    for (const id of [...this.#kept.keys()]) if (this.#isReached(id, event)) answers.push(...this.#fire(id, event.at));
    return answers;
  }

  execute(command: EngineCommand, at: number): readonly VenueEvent[] {
    if (!this.#isForStops(command)) return this.#unlessKnown(this.#inner.execute(command, at));
    const latency = command.kind === "cancel-order" ? this.#latencyMs.cancel : this.#latencyMs.submit;
    this.#underWay.push({ command, dueAt: at + latency });
    return this.#arrive(at);
  }

  /** Takes over an acknowledged order after a restart; a stop that has traded has fired. */
  adopt(order: Order): void {
    if (isWaiting(order) && order.filledLots === 0) this.#keep(order);
    else this.#inner.adopt(order);
  }

  #isForStops(command: EngineCommand): boolean {
    if (command.kind === "submit-order") return isWaiting(command.order);
    const isUnderWay = this.#underWay.some(({ command: other }) => idOf(other) === command.orderId);
    return isUnderWay || this.#kept.has(command.orderId);
  }

  #arrive(at: number): VenueEvent[] {
    const due = this.#underWay.filter(({ dueAt }) => dueAt <= at).sort((a, b) => a.dueAt - b.dueAt);
    this.#underWay = this.#underWay.filter(({ dueAt }) => dueAt > at);
    return due.flatMap(({ command, dueAt }): readonly VenueEvent[] => {
      const orderId = idOf(command);
      if (command.kind === "submit-order") {
        this.#keep(command.order);
        return [{ kind: "accepted", orderId, at: dueAt, venueOrderId: `stop-${orderId}` }];
      }
      if (command.kind === "amend-order" && this.#kept.has(orderId)) {
        this.#keep(command.order);
        return [{ kind: "amended", orderId, at: dueAt, revision: command.revision }];
      }
      if (command.kind === "cancel-order" && this.#kept.delete(orderId))
        return [{ kind: "canceled", orderId, at: dueAt, code: "requested" }];
      return this.#unlessKnown(this.#inner.execute(command, dueAt)); // It fired before.
    });
  }

  #keep(ticket: OrderTicket): void {
    this.#kept.set(ticket.id, { ticket, trailTicks: ticket.trailTicks });
  }

  #learn(event: MarketEvent): void {
    const prices = this.#prices.get(event.instrumentId) ?? { last: 0, mark: 0 };
    this.#prices.set(event.instrumentId, prices);
    if (event.kind === "trade") prices.last = event.priceTicks;
    else if (event.kind === "candle") prices.last = event.candle.closeTicks;
    else if (event.kind === "book" && event.bestBidTicks > 0 && event.bestAskTicks > 0)
      prices.mark = Math.floor((event.bestBidTicks + event.bestAskTicks) / 2);
  }

  #isReached(id: string, { instrumentId }: MarketEvent): boolean {
    const kept = present(this.#kept.get(id), `Stop "${id}" is not kept`);
    const { trigger, side } = kept.ticket;
    if (trigger === null || kept.ticket.instrumentId !== instrumentId) return false;
    const price = this.#prices.get(instrumentId)?.[trigger.by === "mark" ? "mark" : "last"] ?? 0;
    if (trigger.kind === "trailing-stop" && price !== 0)
      kept.trailTicks = trailedTo(trigger, side, kept.trailTicks, price);
    return isTriggered(trigger, side, kept.trailTicks, price);
  }

  #fire(id: string, at: number): readonly VenueEvent[] {
    const { ticket } = present(this.#kept.get(id), `Stop "${id}" is not kept`);
    this.#kept.delete(id);
    this.#fired.add(id);
    const order = { ...ticket, trigger: null } as typeof ticket &
      Extract<EngineCommand, { kind: "submit-order" }>["order"];
    return this.#unlessKnown(this.#inner.execute({ kind: "submit-order", order }, at));
  }

  /** That a stop is there was said when it was taken. */
  #unlessKnown(answers: readonly VenueEvent[]): readonly VenueEvent[] {
    if (this.#fired.size === 0) return answers;
    return answers.filter(
      (answer) => !(isOrderEvent(answer) && answer.kind === "accepted" && this.#fired.has(answer.orderId)),
    );
  }
}

const idOf = (command: EngineCommand): string => (command.kind === "submit-order" ? command.order.id : command.orderId);
