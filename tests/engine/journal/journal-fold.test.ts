import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { step } from "../../../server/engine/engine.ts";
import type { EngineChange } from "../../../server/engine/engine-change.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { TradingSession } from "../../../server/engine/trading-session.ts";
import { BTC, bookAt, ETH, filled, OPENING, openDesk, place, pricedDesk, START, venue } from "../desk-example.ts";
import { anyMove, eventOf, seesaw } from "../random-session.ts";
import { ScriptedVenue } from "../scripted-venue.ts";

describe("the journal", () => {
  it("folds into the engine's own state at every sequence of any session", () => {
    let [booked, closed] = [0, 0];
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 20, maxLength: 80 }), (moves) => {
        const state = pricedDesk({ findStrategy: () => seesaw });
        const fold = new JournalFold(OPENING);
        expect(fold.hash()).toBe(stateHash(state));
        for (const [index, move] of moves.entries()) {
          const event = eventOf(move, state, index);
          if (event === null) continue;
          fold.apply(step(state, event).changes);
          expect(fold.hash()).toBe(stateHash(state));
        }
        for (const [id, holding] of state.holdings) expect(fold.netUnits(id)).toBe(holding.netUnits);
        booked += fold.fills.size;
        closed += state.closed.size;
      }),
      { numRuns: 200 },
    );
    expect(booked).toBeGreaterThan(500); // The sessions were not idle.
    expect(closed).toBeGreaterThan(500);
  });

  it("folds batch by batch through a session with a venue that answers at once", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 10, maxLength: 40 }), (moves) => {
        const state = pricedDesk({ findStrategy: () => seesaw });
        const venueOfTest = new ScriptedVenue();
        let trades = 0;
        venueOfTest.onExecute = (command, at) => {
          if (command.kind === "cancel-order")
            return [{ kind: "cancel-rejected", orderId: command.orderId, at, code: "late" }];
          trades += 1;
          const { id, quantityLots, boundTicks } = command.order;
          const part = filled(id, Math.ceil(quantityLots / 2), { tradeId: `s${trades}`, priceTicks: boundTicks, at });
          return [{ kind: "accepted", orderId: id, venueOrderId: `v${id}`, at }, part];
        };
        const session = new TradingSession(state, venueOfTest);
        const fold = new JournalFold(OPENING);
        const settle = () => {
          while (session.hasOutput) {
            const batch = session.drain();
            if (batch === null) return;
            fold.apply(batch.changes);
            expect(fold.hash()).toBe(stateHash(state));
            session.committed(batch);
          }
        };
        for (const [index, move] of moves.entries()) {
          const event = eventOf(move, state, index);
          if (event?.kind === "control") session.control(event);
          if (event?.kind === "market") session.offer(event.event, index);
          settle();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps what was handled, so that a key is known to have acted", () => {
    const state = pricedDesk();
    const fold = new JournalFold(OPENING);
    fold.apply(
      step(state, { kind: "control", at: START, key: "once", userId: "u", isExpired: false, action: { kind: "halt" } })
        .changes,
    );
    expect([[...fold.controls], fold.tradingState]).toEqual([["once"], "halted"]);
  });

  it("nets longs and shorts of each instrument for itself", () => {
    const state = openDesk();
    const fold = new JournalFold(OPENING);
    step(state, { kind: "market", at: START, event: bookAt(START, 4_999_900, 5_000_000) });
    step(state, { kind: "market", at: START, event: bookAt(START, 249_900, 250_000, ETH) });
    const trade = (change: Parameters<typeof place>[1], lots: number) => {
      const order = place(state, change);
      fold.apply([{ kind: "order-placed", order, mid: { missing: "no-book" } }]);
      fold.apply(venue(state, filled(order.id, lots, { priceTicks: order.priceTicks ?? 0 })).changes);
    };
    trade({ side: "sell" }, 100);
    trade({ instrumentId: ETH, priceTicks: 250_000, quantityLots: 50 }, 50);
    expect([fold.netUnits(BTC), fold.netUnits(ETH), fold.netUnits("SOL-USDT")]).toEqual([-10_000_000, 50_000_000, 0]);
  });

  it.each<[string, EngineChange]>([
    [
      'The journal updates order "o9" before it was placed',
      {
        kind: "order-updated",
        step: "accepted",
        orderId: "o9",
        instrumentId: BTC,
        side: "buy",
        status: "accepted",
        filledLots: 0,
        filledUnits: 0,
        reservedUnits: 0,
        venueOrderId: null,
        reasonCode: null,
        reason: null,
        mid: null,
        at: START,
      },
    ],
    [
      'The journal reduces lot "l9" before it was opened',
      {
        kind: "lot-reduced",
        lotId: "l9",
        instrumentId: BTC,
        fillId: "f1",
        closedUnits: 1,
        closedCostUnits: 1,
        proceedsUnits: 1,
        quantityUnits: 0,
        costUnits: 0,
      },
    ],
  ])("with a page missing is refused: %s", (message, change) => {
    expect(() => new JournalFold().apply([change])).toThrow(message);
  });
});
