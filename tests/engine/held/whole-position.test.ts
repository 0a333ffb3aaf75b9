import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { protectionOf } from "../../../server/domain/positions/protection.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import {
  accepted,
  BTC,
  control,
  expectSound,
  filled,
  orderOf,
  outcomeOf,
  place,
  pricedDesk,
  venue,
} from "../desk-example.ts";
import { book, longDesk, marketTerms, protect, stopLoss, takeProfit } from "./held-example.ts";

const WHOLE = { closesPosition: true, quantityLots: 0 } as const;

/** Trades at once, whatever the book says. */
function trade(state: EngineState, side: "buy" | "sell", lots: number): void {
  const { id, status } = place(state, { side, quantityLots: lots, ...marketTerms, timeInForce: "IOC" });
  if (status !== "submitted") return;
  venue(state, accepted(id));
  venue(state, filled(id, lots));
}

const heldLots = (state: EngineState): number => Number(state.holdings.get(BTC)?.netUnits ?? 0) / 100_000;

describe("an order that closes the whole position", () => {
  it("goes out for all of it as it is when it fires, however it has changed since", () => {
    const state = longDesk();
    const stop = protect(state, stopLoss(4_900_000), WHOLE);
    expect(stop).toMatchObject({ status: "emulated", isReduceOnly: true, closesPosition: true, quantityLots: 100 });
    trade(state, "buy", 250);
    trade(state, "sell", 70);
    const held = heldLots(state);
    const { commands } = book(state, 4_890_000);
    expect(commands).toMatchObject([{ kind: "submit-order", order: { id: stop.id, quantityLots: Math.floor(held) } }]);
    expectSound(state);
  });

  it("ends with the position, and is denied where there is none to close", () => {
    const state = longDesk();
    const stop = protect(state, stopLoss(4_900_000), WHOLE);
    trade(state, "sell", Math.floor(heldLots(state)));
    expect(orderOf(state, stop.id)).toMatchObject({ status: "canceled", reasonCode: "position-closed" });
    expect(protect(pricedDesk(), stopLoss(4_900_000), WHOLE).reasonCode).toBe("no-position-to-close");
    expect(
      place(longDesk(), { ...WHOLE, ...marketTerms, side: "buy", trigger: takeProfit(4_900_000) }).reasonCode,
    ).toBe("no-position-to-close");
  });

  it("takes another trigger, and no quantity", () => {
    const state = longDesk();
    const { id: orderId } = protect(state, stopLoss(4_900_000), WHOLE);
    trade(state, "sell", 60);
    const terms = { kind: "amend-order", orderId, priceTicks: null } as const;
    expect(outcomeOf(control(state, { ...terms, quantityLots: 10 }))).toMatchObject({
      code: "quantity-for-close-position",
    });
    expect(outcomeOf(control(state, { ...terms, quantityLots: null, triggerTicks: 4_800_000 })).kind).toBe("done");
    expect(orderOf(state, orderId)?.trigger).toMatchObject({ priceTicks: 4_800_000 });
  });

  it("covers all of the position and fires once for it, on any path", () => {
    const move = fc.oneof(
      fc.record({ side: fc.constantFrom("buy" as const, "sell" as const), lots: fc.integer({ min: 20, max: 300 }) }),
      fc.integer({ min: 4_700_000, max: 5_200_000 }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const state = longDesk();
        const { id } = protect(state, stopLoss(4_900_000), WHOLE);
        // The obvious: what is held, whether the stop still waits, and what it must have gone out for.
        let waits = true;
        let expected: number | null = null;
        for (const each of moves) {
          if (typeof each === "number") {
            if (waits && each <= 4_900_000) {
              waits = false;
              expected = Math.floor(heldLots(state));
            }
            book(state, each);
          } else {
            trade(state, each.side, each.lots);
            if (waits && Math.floor(heldLots(state)) < 1) waits = false;
          }
          const order = present(orderOf(state, id), "The stop is gone");
          expect(order.status === "emulated").toBe(waits);
          if (order.releasedTicks !== null && expected !== null && order.status === "submitted")
            expect(order.quantityLots).toBe(expected);
          if (waits) {
            const holding = present(state.holdings.get(BTC), "BTC is not held");
            const position = { instrument: holding.instrument, netUnits: holding.netUnits, isWatched: true };
            const { coveredLots, positionLots } = protectionOf(position, [order]);
            expect(coveredLots).toBe(positionLots);
          }
          expectSound(state);
        }
      }),
      { numRuns: 60 },
    );
  });
});
