import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { isOrderEvent } from "../../../server/domain/orders/order-event.ts";
import { SIDES, TIMES_IN_FORCE } from "../../../server/domain/orders/order-type.ts";
import type { VenueEvent } from "../../../server/engine/ports.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { book, cancel, candle, limit, market, print, submit, T0 } from "./tape.ts";

const P = 6_000_000;
const price = fc.integer({ min: P - 6, max: P + 6 });
const side = fc.constantFrom(...SIDES);
const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 })), { maxLength: 5 });

type Step =
  | { kind: "book"; isSnapshot: boolean; shift: number; bids: [number, number][]; asks: [number, number][] }
  | { kind: "trade"; side: "buy" | "sell"; lots: number; ticks: number }
  | { kind: "candle"; shape: number[]; lots: number }
  | { kind: "order"; side: "buy" | "sell"; lots: number; ticks: number; isMarket: boolean; tif: number; post: boolean }
  | { kind: "cancel"; number: number };

const bookStep = fc.record({
  kind: fc.constant("book" as const),
  isSnapshot: fc.boolean(),
  shift: fc.integer({ min: -3, max: 3 }),
  bids: levels,
  asks: levels,
});
const tradeStep = fc.record({
  kind: fc.constant("trade" as const),
  side,
  lots: fc.integer({ min: 1, max: 80 }),
  ticks: price,
});
const candleStep = fc.record({
  kind: fc.constant("candle" as const),
  shape: fc.array(price, { minLength: 4, maxLength: 4 }),
  lots: fc.integer({ min: 0, max: 900 }),
});
const orderStep = fc.record({
  kind: fc.constant("order" as const),
  side,
  lots: fc.integer({ min: 9, max: 120 }),
  ticks: price,
  isMarket: fc.boolean(),
  tif: fc.nat(2),
  post: fc.boolean(),
});
const cancelStep = fc.record({ kind: fc.constant("cancel" as const), number: fc.nat(30) });
const tapes = {
  books: [bookStep, bookStep, tradeStep],
  trades: [tradeStep],
  candles: [candleStep],
  "everything mixed": [bookStep, tradeStep, candleStep],
};

class Auditor {
  readonly #orders = new Map<string, OrderTicket & { filled: number; state: "sent" | "working" | "ended" }>();
  readonly #shown = new OrderBook();
  readonly #taken = new Map<string, number>();
  readonly #tradeIds = new Set<string>();
  #at = 0;

  sent(order: OrderTicket): void {
    this.#orders.set(order.id, { ...order, filled: 0, state: "sent" });
  }

  /** After the venue answered an event: the book that its takers meet from now on. */
  shows(event: MarketEvent): void {
    if (event.kind !== "book") return;
    const before = new Map([...this.#taken.keys()].map((key) => [key, this.#shownAt(key)]));
    this.#shown.apply(event);
    for (const [key, lots] of before) if (this.#shownAt(key) !== lots) this.#taken.delete(key);
  }

  #shownAt(key: string): number {
    const [taker, ticks] = key.split(":");
    return this.#shown.quantityAt(taker === "buy" ? "sell" : "buy", Number(ticks));
  }

  told(answers: readonly VenueEvent[], isBookTape: boolean): void {
    for (const answer of answers) {
      if (!isOrderEvent(answer)) continue; // No perpetual is traded here, and nothing borrowed.
      expect(answer.at).toBeGreaterThanOrEqual(this.#at);
      this.#at = answer.at;
      const order = this.#orders.get(answer.orderId);
      if (answer.kind === "cancel-rejected") {
        expect(order?.state).not.toBe("working");
        continue;
      }
      if (order === undefined) throw new Error(`Unknown order ${answer.orderId}`);
      switch (answer.kind) {
        case "accepted":
          expect(order.state).toBe("sent");
          order.state = "working";
          break;
        case "filled":
          expect(order.state).toBe("working");
          expect(answer.quantityLots).toBeGreaterThan(0);
          order.filled += answer.quantityLots;
          expect(order.filled).toBeLessThanOrEqual(order.quantityLots);
          expect(this.#tradeIds.has(answer.tradeId)).toBe(false);
          this.#tradeIds.add(answer.tradeId);
          if (order.side === "buy") expect(answer.priceTicks).toBeLessThanOrEqual(order.boundTicks);
          else expect(answer.priceTicks).toBeGreaterThanOrEqual(order.boundTicks);
          if (order.isPostOnly && isBookTape) expect(answer.liquidity).toBe("maker");
          if (isBookTape && answer.liquidity === "taker") {
            const key = `${order.side}:${answer.priceTicks}`;
            this.#taken.set(key, (this.#taken.get(key) ?? 0) + answer.quantityLots);
            expect(this.#taken.get(key)).toBeLessThanOrEqual(this.#shownAt(key));
          }
          if (order.filled === order.quantityLots) order.state = "ended";
          break;
        default:
          expect(order.state).not.toBe("ended");
          order.state = "ended";
      }
    }
  }

  working(): string[] {
    return [...this.#orders.values()].filter(({ state }) => state === "working").map(({ id }) => id);
  }

  waitsForArrival(): boolean {
    return [...this.#orders.values()].some(({ state }) => state === "sent");
  }
}

function toEvent(step: Exclude<Step, { kind: "order" | "cancel" }>, turn: number): MarketEvent {
  const at = T0 + turn * 60_000;
  switch (step.kind) {
    case "book": {
      const flat = (side: [number, number][], away: number) =>
        [...new Map(side)].flatMap(([distance, lots]) => [P + step.shift + away * distance, lots]);
      const isUsable = (_: number, index: number, all: number[]) =>
        !step.isSnapshot || all[index - (index % 2) + 1] !== 0;
      return book(at, flat(step.bids, -1).filter(isUsable), flat(step.asks, 1).filter(isUsable), step.isSnapshot);
    }
    case "trade":
      return print(at, step.side, step.lots, step.ticks);
    case "candle": {
      const [a = P, b = P, c = P, d = P] = step.shape;
      return candle(turn, [a, Math.max(a, b, c, d), Math.min(a, b, c, d), d, step.lots]);
    }
  }
}

describe("simulated venue on random tapes", () => {
  for (const [name, events] of Object.entries(tapes)) {
    it(`keeps quantities, bounds, liquidity and endings in order on ${name}`, () => {
      const script = fc.array(fc.oneof(...events, orderStep, orderStep, cancelStep), { maxLength: 60 });
      fc.assert(
        fc.property(script, fc.constantFrom(0, 20, 90_000), (steps, latency) => {
          const settings = { latencyMs: { submit: latency, cancel: latency } };
          const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings });
          const auditor = new Auditor();
          const isBookTape = name === "books";
          let turn = 1;
          const observe = (event: MarketEvent) => {
            // Arrivals meet the book before the event; takers never trade after it within one observation.
            const answers = venue.observe(event);
            auditor.told(
              answers.filter((answer) => answer.at < event.at),
              isBookTape,
            );
            auditor.shows(event);
            auditor.told(
              answers.filter((answer) => answer.at >= event.at),
              isBookTape,
            );
            turn += 1;
          };
          if (isBookTape) observe(book(T0 + 60_000, [P - 1, 50], [P + 1, 50], true));
          steps.forEach((step, index) => {
            const now = T0 + (turn - 1) * 60_000;
            if (step.kind === "order") {
              const changes = {
                timeInForce: TIMES_IN_FORCE[step.tif] ?? "GTC",
                isPostOnly: step.post && !step.isMarket,
              };
              const make = step.isMarket ? market : limit;
              const order = make(`${index}`, step.side, step.lots, step.ticks, changes);
              auditor.sent(order);
              auditor.told(venue.execute(submit(order), now), isBookTape);
            } else if (step.kind === "cancel") {
              auditor.told(venue.execute(cancel(`${step.number}`), now), isBookTape);
            } else observe(toEvent(step, turn));
          });
          for (let extra = 0; extra < 4; extra += 1) observe(toEvent({ kind: "candle", shape: [P], lots: 0 }, turn));
          expect(auditor.waitsForArrival()).toBe(false);
          // What still works can be canceled exactly once, and nothing else can.
          const now = T0 + turn * 60_000;
          for (const id of auditor.working()) auditor.told(venue.execute(cancel(id), now), isBookTape);
          for (let extra = 0; extra < 4; extra += 1) observe(toEvent({ kind: "candle", shape: [P], lots: 0 }, turn));
          expect(auditor.working()).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  }

  for (const [name, events] of Object.entries(tapes)) {
    it(`goes on from what it saved as if nothing had been, on ${name}`, () => {
      const script = fc.array(fc.oneof(...events, orderStep, orderStep, cancelStep), { minLength: 10, maxLength: 60 });
      fc.assert(
        fc.property(script, fc.constantFrom(0, 20, 90_000), fc.nat(50), (steps, latency, saveAfter) => {
          const settings = { latencyMs: { submit: latency, cancel: latency } };
          const first = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings });
          let second: typeof first | null = null;
          let turn = 1;
          const act = (deed: (venue: typeof first) => readonly VenueEvent[]) => {
            const answers = deed(first);
            if (second !== null) expect(deed(second)).toEqual(answers);
          };
          steps.forEach((step, index) => {
            const now = T0 + turn * 60_000;
            if (step.kind === "order") {
              const make = step.isMarket ? market : limit;
              const changes = { timeInForce: TIMES_IN_FORCE[step.tif] ?? "GTC", isPostOnly: step.post };
              const order = make(`${index}`, step.side, step.lots, step.ticks, changes);
              act((venue) => venue.execute(submit(order), now));
            } else if (step.kind === "cancel") act((venue) => venue.execute(cancel(`${step.number}`), now));
            else {
              turn += 1;
              act((venue) => venue.observe(toEvent(step, turn)));
            }
            if (index !== saveAfter) return;
            const saved = JSON.parse(JSON.stringify(first.save()));
            second = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings, saved });
            expect(second.save()).toEqual(first.save());
          });
        }),
        { numRuns: 200 },
      );
    });
  }

  it("answers the same tape and commands the same way", () => {
    const run = () => {
      const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS });
      venue.observe(book(T0, [P - 1, 50], [P + 1, 50], true));
      const answers = [...venue.execute(submit(limit("a", "buy", 70, P + 1)), T0)];
      answers.push(
        ...venue.observe(print(T0 + 50, "sell", 30, P)),
        ...venue.observe(print(T0 + 60, "sell", 30, P + 1)),
      );
      return answers;
    };
    expect(run()).toHaveLength(3);
    expect(run()).toEqual(run());
  });
});
