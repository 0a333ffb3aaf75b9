import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latchRefusal } from "../../../server/domain/kill-switch/latch.ts";
import { STOP_ACTIONS, type Stop, type StopScope } from "../../../server/domain/kill-switch/stop.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { intent } from "../../engine/desk-example.ts";

const [instrument] = LISTED_INSTRUMENTS;
if (instrument === undefined) throw new Error("Nothing is listed");

const scope = fc.constantFrom<StopScope>(
  { kind: "everything" },
  { kind: "portfolio" },
  { kind: "venue", venue: instrument.venue },
  { kind: "venue", venue: "elsewhere" },
  { kind: "instrument", instrumentId: instrument.id },
  { kind: "instrument", instrumentId: "ETH-USDT" },
  { kind: "run", runId: "r1" },
  { kind: "run", runId: "r2" },
);
const stop: fc.Arbitrary<Stop> = fc.record({
  id: fc.constantFrom("s1", "s2"),
  scope,
  action: fc.constantFrom(...STOP_ACTIONS),
  userId: fc.constant("u1"),
  reason: fc.constant(""),
  at: fc.constant(0),
  found: fc.constant({ orders: 0, positions: 0, runs: 0 }),
});
const order: fc.Arbitrary<OrderTicket> = fc
  .record({
    quantityLots: fc.integer({ min: 1, max: 100 }),
    isReduceOnly: fc.boolean(),
    source: fc.constantFrom<OrderTicket["source"]>(
      { kind: "manual", userId: "u1", key: "k1" },
      { kind: "manual", userId: "u1", key: "s1" },
      { kind: "strategy", runId: "r1" },
    ),
  })
  .map((change) => ({
    ...intent(change),
    id: "o1",
    boundTicks: 1,
    trailTicks: null,
    releasedTicks: null,
    createdAt: 0,
  }));

const codeOf = (stops: readonly Stop[], ticket: OrderTicket, mostLots: number): string | null =>
  latchRefusal({ stops }, ticket, instrument, () => mostLots)?.code ?? null;

describe("the latch", () => {
  it("lets everything pass where nothing is pulled, and whatever no stop reaches", () => {
    fc.assert(
      fc.property(order, (ticket) => {
        expect(codeOf([], ticket, 0)).toBe(null);
      }),
    );
  });

  it("never lets pass more because another switch is pulled, its own closing orders aside", () => {
    fc.assert(
      fc.property(
        fc.array(stop, { maxLength: 4 }),
        stop,
        order,
        fc.nat({ max: 100 }),
        (stops, more, ticket, mostLots) => {
          fc.pre(ticket.source.kind !== "manual" || ticket.source.key !== "s1");
          if (codeOf(stops, ticket, mostLots) !== null)
            expect(codeOf([...stops, more], ticket, mostLots)).not.toBe(null);
        },
      ),
    );
  });

  it("lets no order pass beyond what is left to close while any switch reaches it", () => {
    fc.assert(
      fc.property(
        fc.array(stop, { minLength: 1, maxLength: 4 }),
        order,
        fc.nat({ max: 100 }),
        (stops, ticket, most) => {
          const reaches = stops.some(({ scope: { kind } }) => kind === "everything" || kind === "portfolio");
          if (reaches && ticket.quantityLots > most) expect(codeOf(stops, ticket, most)).not.toBe(null);
        },
      ),
    );
  });

  it("refuses what it cannot judge, whatever breaks", () => {
    const ticket = { ...intent(), id: "o1", boundTicks: 1, trailTicks: null, releasedTicks: null, createdAt: 0 };
    const broken = {
      get stops(): readonly Stop[] {
        throw new Error("the stops are gone");
      },
    };
    const refusal = latchRefusal(broken, ticket, instrument, () => 100);
    expect(refusal).toMatchObject({ code: "latch-unreadable", message: expect.stringContaining("the stops are gone") });
    const pulled = [{ scope: { kind: "portfolio" }, action: "no-new-entries" } as Stop];
    const uncounted = () => {
      throw new Error("the position is not known");
    };
    expect(latchRefusal({ stops: pulled }, ticket, instrument, uncounted)?.code).toBe("latch-unreadable");
  });
});
