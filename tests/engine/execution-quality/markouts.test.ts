import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MARKOUT_HORIZONS_MS } from "../../../server/domain/execution-quality/markout.ts";
import { midAt } from "../../../server/domain/execution-quality/mid.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { MarkoutWatch } from "../../../server/engine/execution-quality/markout-watch.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import type { PriceEntry } from "../../../server/engine/price-board.ts";
import { TradingSession } from "../../../server/engine/trading-session.ts";
import { accepted, BTC, bookAt, filled, market, ofKind, place, pricedDesk, START, venue } from "../desk-example.ts";
import { ScriptedVenue } from "../scripted-venue.ts";

/** A desk with one fill at its start, at 50,000.00 between 49,999.00 and 50,000.00. */
function filledDesk(at = START): { state: EngineState; fillId: string } {
  const state = pricedDesk();
  const { id } = place(state);
  venue(state, accepted(id));
  const { changes } = venue(state, filled(id, 100, { at }));
  return { state, fillId: ofKind(changes, "fill-booked")[0]?.fill.id ?? "" };
}

const taken = (changes: Parameters<typeof ofKind>[0]) =>
  ofKind(changes, "markouts-taken").flatMap(({ markouts }) => markouts.map(({ horizonMs, mid }) => [horizonMs, mid]));

describe("the mids that steps tell", () => {
  it("are those that the session sees at each step", () => {
    const state = pricedDesk();
    const order = place(state);
    market(state, bookAt(START + 40, 4_999_000, 5_000_001));
    const [acknowledged] = ofKind(venue(state, accepted(order.id, START + 50)).changes, "order-updated");
    const [booked] = ofKind(venue(state, filled(order.id, 100, { at: START + 60 })).changes, "fill-booked");
    expect(acknowledged?.mid).toEqual({ halfTicks: 9_999_001, ageMs: 10 });
    expect(booked?.mid).toEqual({ halfTicks: 9_999_001, ageMs: 20 });
  });

  it("say why there is none, and never zero", () => {
    const state = pricedDesk();
    market(state, bookAt(START + 1, 4_999_900, 0));
    const { id } = place(state);
    const [late] = ofKind(venue(state, accepted(id, START + 60_000)).changes, "order-updated");
    const [told] = ofKind(venue(state, filled(id, 100, { at: START })).changes, "fill-booked");
    expect([late?.mid, told?.mid]).toEqual([{ missing: "no-book" }, { missing: "told-late" }]);
  });
});

describe("markouts", () => {
  it("are taken by the first event after their moment, from the market as it was before it", () => {
    const { state } = filledDesk();
    market(state, bookAt(START + 1_000, 4_999_950, 5_000_050)); // At the moment itself: it still counts.
    const { changes } = market(state, bookAt(START + 1_001, 1, 3));
    expect(taken(changes)).toEqual([[1_000, { halfTicks: 10_000_000, ageMs: 0 }]]);
  });

  it("of a market that is stale at their moment are missing, with the reason", () => {
    const { state } = filledDesk();
    const { changes } = market(state, bookAt(START + 400_000, 4_999_900, 5_000_000));
    const mids = taken(changes);
    expect(mids.map(([horizon]) => horizon)).toEqual([...MARKOUT_HORIZONS_MS]);
    expect(mids.slice(2).map(([, mid]) => mid)).toEqual([{ missing: "stale" }, { missing: "stale" }]);
    expect(state.markouts.isEmpty).toBe(true);
  });

  it("of a fill that was told late are noted as that at once", () => {
    const state = pricedDesk();
    const { id } = place(state);
    market(state, bookAt(START + 30_000, 4_999_900, 5_000_000));
    const session = new TradingSession(state, new ScriptedVenue());
    session.deliver([filled(id, 100, { at: START })]);
    const late = { missing: "told-late" };
    expect(taken(session.drain()?.changes ?? [])).toEqual([
      [1_000, late],
      [10_000, late],
    ]);
  });

  it("still to come are part of the state's hash", () => {
    const { state, fillId } = filledDesk();
    const before = stateHash(state);
    expect(state.markouts.pending().map(({ fillId: id, stored }) => [id, stored])).toEqual([[fillId, 0]]);
    const without = { ...state, markouts: new MarkoutWatch() };
    expect(stateHash(without)).not.toBe(before);
    const restored = new MarkoutWatch();
    for (const pending of state.markouts.pending()) restored.restore(pending);
    expect(stateHash({ ...state, markouts: restored })).toBe(before);
  });

  it("come in the order of their moments, each once, however fills and events fall", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 40 }),
        (fillsAt, gaps) => {
          const watch = new MarkoutWatch();
          fillsAt.forEach((at, index) => {
            watch.book({ id: `f${index}`, orderId: "o", instrumentId: BTC, at } as Fill, 0);
          });
          let now = 0;
          let book: PriceEntry | null = null;
          const told: string[] = [];
          const expected: string[] = [];
          const moments = fillsAt.flatMap((at, index) =>
            MARKOUT_HORIZONS_MS.map((horizon) => [at + horizon, index] as const),
          );
          for (const gap of gaps) {
            const before = now;
            now += gap;
            for (const [due, index] of moments) {
              const isNow = due >= before && due < now;
              if (isNow) expected.push(`f${index} ${due} ${JSON.stringify(midAt(book, due))}`);
            }
            const taken = watch.nextDueAt < now ? watch.pass(now, () => book) : [];
            for (const { fillId, at, mid } of taken) told.push(`${fillId} ${at} ${JSON.stringify(mid)}`);
            const entry = { bidTicks: 100 + gap, askTicks: 102 + gap, at: now, staleAfterMs: 20_000, isValid: true };
            book = {
              ...entry,
              hasEnded: false,
              lastTicks: 0,
              bidLots: 1,
              askLots: 1,
              bookAt: now,
              hasTicks: true,
              candleMs: 0,
            };
          }
          expect([...told].sort()).toEqual([...expected].sort());
          const times = told.map((line) => Number(line.split(" ")[1]));
          expect(times).toEqual([...times].sort((a, b) => a - b));
          const left = moments.filter(([due]) => due >= now).length;
          expect(watch.isEmpty).toBe(left === 0);
          expect(watch.watches(BTC)).toBe(left > 0);
        },
      ),
    );
  });
});
