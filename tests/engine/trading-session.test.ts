import { describe, expect, it } from "vitest";
import { InvariantError } from "../../server/domain/errors/invariant.ts";
import type { ControlAction, ControlEvent } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import { type Batch, TradingSession } from "../../server/engine/trading-session.ts";
import {
  accepted,
  BTC,
  bookAt,
  candleAt,
  filled,
  intent,
  ofKind,
  orderOf,
  pricedDesk,
  START,
  tradeAt,
} from "./desk-example.ts";
import { ScriptedVenue } from "./scripted-venue.ts";
import { deskWith, hear, strategy } from "./strategies/strategy-example.ts";

function open(state: EngineState = pricedDesk()) {
  const venue = new ScriptedVenue();
  return { state, venue, session: new TradingSession(state, venue) };
}
let keys = 0;
function command(action: ControlAction, change: Partial<ControlEvent> = {}): ControlEvent {
  keys += 1;
  return { kind: "control", at: START, key: `k${keys}`, userId: "u1", isExpired: false, action, ...change };
}
const placing = (): ControlEvent => command({ kind: "place-order", intent: intent() });
const kinds = (batch: Batch | null) => batch?.changes.map((change) => change.kind);
function drained(session: TradingSession): Batch {
  const batch = session.drain();
  if (batch === null) throw new Error("There was nothing to drain");
  return batch;
}

describe("a trading session", () => {
  it("sends nothing before what decided it is durable", () => {
    const { session, venue } = open();
    session.control(placing());
    expect(venue.log).toEqual([]);
    const batch = drained(session);
    expect(batch.commands).toHaveLength(1);
    expect(venue.log).toEqual([]);
    session.committed(batch);
    expect(venue.log).toEqual([`submit-order desk0001o1 at ${START}`]);
  });

  it("has one batch in flight, and knows which", () => {
    const { session } = open();
    session.control(placing());
    const first = drained(session);
    expect(() => session.drain()).toThrow(new InvariantError("A batch is already in flight"));
    expect(() => session.committed({ ...first })).toThrow("Batch 1 is not the one in flight");
    session.committed(first);
    expect(() => session.committed(first)).toThrow("Batch 1 is not the one in flight");
    session.control(placing());
    expect(drained(session).sequence).toBe(2);
  });

  it("lets no pulled event overtake a commit", () => {
    const { session, venue } = open();
    session.control(placing());
    const batch = drained(session);
    expect(() => session.offer(tradeAt(START + 1, 1), 1)).toThrow("may not overtake the commit");
    expect(venue.log).toEqual([]);
    session.committed(batch);
    session.offer(tradeAt(START + 1, 1), 1);
    expect([venue.log.at(-1), session.feedPosition]).toEqual(["sees trade", 1]);
  });

  it("keeps what arrives during a commit for the next batch, in order", () => {
    const { session, state } = open();
    session.control(placing());
    const batch = drained(session);
    session.deliver([accepted("desk0001o1")]);
    session.control(command({ kind: "cancel-order", orderId: "desk0001o1" }));
    session.deliver([filled("desk0001o1", 100)]);
    expect(orderOf(state, "desk0001o1").status).toBe("submitted");
    session.committed(batch);
    expect(kinds(session.drain())).toEqual([
      "order-updated", // Accepted,
      "order-updated", // then cancelled,
      "control-handled",
      "order-updated", // then filled.
      "fill-booked",
      "balance-changed",
      "balance-changed",
      "lot-opened",
    ]);
  });

  it("keeps answers that are known at once for the next batch", () => {
    const { session, venue, state } = open();
    venue.onExecute = (it) => (it.kind === "submit-order" ? [accepted(it.order.id), filled(it.order.id, 100)] : []);
    session.control(placing());
    expect(session.hasOutput).toBe(true);
    const batch = drained(session);
    expect(session.hasOutput).toBe(false);
    session.committed(batch);
    expect(session.hasOutput).toBe(true);
    expect(ofKind(drained(session).changes, "fill-booked")).toHaveLength(1);
    expect(orderOf(state, "desk0001o1").status).toBe("filled");
  });

  it("hears answers after what was already waiting", () => {
    const { session, venue } = open();
    venue.onExecute = (it) => (it.kind === "submit-order" ? [accepted(it.order.id)] : []);
    session.control(placing());
    const batch = drained(session);
    session.control(command({ kind: "cancel-all", instrumentId: null }));
    session.committed(batch);
    expect(ofKind(drained(session).changes, "order-updated").map((change) => change.status)).toEqual([
      "pending-cancel", // Waited first, hence acts first;
      "pending-cancel", // the acknowledgement only adds the venue's id.
    ]);
  });

  it("shows a market event to the venue first: its answers come before prices and strategies", () => {
    const heard: string[] = [];
    const state = deskWith({
      a: strategy({
        onFill: (_state, fill) => hear(heard, `fill ${fill.quantityLots} at last ${state.prices.get(BTC)?.lastTicks}`),
        onCandle: (_state, _candle, { positionLots }) => hear(heard, `candle with ${positionLots} lots`),
        onTimer: (_state, timerId) => hear(heard, timerId),
      }),
    });
    const { session, venue } = open(state);
    session.control(command({ kind: "place-order", intent: intent({ source: { kind: "strategy", runId: "a" } }) }));
    session.committed(drained(session));
    venue.onObserve = () => [filled("desk0001o1", 100, { at: START + 60_000 })];
    session.offer(candleAt(START + 60_000, 4_000_000), 7);
    expect(heard).toEqual(["fill 100 at last 0", "candle with 100 lots"]);
    expect(drained(session)).toMatchObject({ feedPosition: 7, at: START + 60_000 });
  });

  it("keeps the two phases together behind a control that waits", () => {
    const { session, venue, state } = open();
    session.control(placing());
    venue.onObserve = () => [accepted("desk0001o1")];
    session.offer(bookAt(START + 5, 4_000_000, 4_000_001), 1);
    expect(state.prices.get(BTC)?.bidTicks).toBe(4_999_900); // Nothing has been stepped.
    const batch = drained(session);
    expect(kinds(batch)).toEqual(["order-placed", "balance-changed", "control-handled", "order-updated"]);
    expect(state.prices.get(BTC)?.bidTicks).toBe(4_000_000);
  });

  it("drains nothing, and counts nothing, while there is nothing to tell", () => {
    const { session, state } = open();
    session.offer(tradeAt(START + 1, 5_000_000), 1);
    expect([session.hasOutput, session.drain(), state.sequence]).toEqual([false, null, 0]);
  });

  it("puts at most five hundred events into a batch, and none gets lost", () => {
    const { session } = open();
    const keysSent = Array.from({ length: 1_201 }, () => {
      const it = command({ kind: "resume" });
      session.control(it);
      return it.key;
    });
    const sizes: number[] = [];
    const handled: string[] = [];
    while (session.hasOutput) {
      const batch = drained(session);
      sizes.push(batch.changes.length);
      handled.push(...ofKind(batch.changes, "control-handled").map((change) => change.key));
      session.committed(batch);
    }
    expect(sizes).toEqual([500, 500, 201]);
    expect(handled).toEqual(keysSent);
  });

  it("still has output behind five hundred events that told nothing", () => {
    const { session } = open();
    session.control(placing());
    const batch = drained(session);
    session.deliver([accepted("desk0001o1")]);
    session.deliver(Array.from({ length: 600 }, () => accepted("desk0001o1")));
    session.committed(batch);
    expect(kinds(session.drain())).toEqual(["order-updated"]);
  });

  it("describes a batch as it was when it was drained", () => {
    const { session, state } = open();
    session.control(placing());
    const batch = drained(session);
    session.committed(batch);
    session.control(placing());
    drained(session);
    expect(batch).toMatchObject({ sequence: 1, feedPosition: null, counters: { orders: 1, fills: 0, lots: 0 } });
    expect(state.counters.orders).toBe(2);
  });

  it("is primed without anybody acting: venue and prices see the event, time moves on", () => {
    const heard: string[] = [];
    const state = deskWith({ a: strategy({ onCandle: () => hear(heard, "candle") }) });
    const { session, venue } = open(state);
    session.prime(candleAt(START + 5, 4_000_000));
    session.prime(candleAt(START + 3, 4_100_000));
    expect(venue.log).toEqual(["sees candle", "sees candle"]);
    expect([state.now, state.prices.get(BTC)?.lastTicks, heard, session.hasOutput]).toEqual([
      START + 5,
      4_100_000,
      [],
      false,
    ]);
  });

  it("has journaled everything only when nothing waits, is in flight or was learned since", () => {
    const state = deskWith({
      a: strategy({
        onCandle: (own) => {
          if (typeof own === "object" && own !== null) Object.assign(own, { learned: true });
          return [];
        },
      }),
    });
    const { session } = open(state);
    expect(session.isJournaled).toBe(true);
    session.offer(candleAt(START + 1, 1), 1);
    expect([session.hasOutput, session.isJournaled]).toEqual([false, false]);
    session.checkpoint();
    expect([session.hasOutput, session.isJournaled]).toEqual([true, false]);
    const batch = drained(session);
    expect(ofKind(batch.changes, "run-changed")).toMatchObject([
      { snapshot: `{"state":{"learned":true},"timers":[],"candles":{"1m":${START - 59_999}}}` },
    ]);
    expect(session.isJournaled).toBe(false);
    session.committed(batch);
    expect(session.isJournaled).toBe(true);
  });

  it("journals no snapshot of a run that learned nothing", () => {
    const { session } = open(deskWith({ a: strategy({ onQuote: () => [] }) }));
    session.offer(bookAt(START + 1, 4_999_000, 5_000_000), 1);
    session.checkpoint();
    expect([session.hasOutput, session.isJournaled]).toEqual([false, true]);
  });

  it("starts at the position it was recovered at", () => {
    expect(new TradingSession(pricedDesk(), new ScriptedVenue(), 42).feedPosition).toBe(42);
  });
});
