import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import {
  accepted,
  control,
  expectSound,
  filled,
  intent,
  OPENING,
  ofKind,
  orderOf,
  outcomeOf,
  place,
  reservedOf,
  START,
  venue,
} from "../desk-example.ts";
import { ask, canceled, cancelRejected, deskThere, SPOT } from "./venue-example.ts";

const UNITS = 1e8;

/** A buy of 100 lots at 49,000.00 rests there: 49 USDT held back. */
function resting(): { state: EngineState; id: string } {
  const state = deskThere();
  const { id } = place(state, { instrumentId: SPOT.id, priceTicks: 4_900_000 });
  venue(state, accepted(id));
  return { state, id };
}

const orders = (state: EngineState) => [...state.closed.values(), ...state.working.values()].map(({ order }) => order);

describe("an order whose venue cannot change it where it stands", () => {
  it("is canceled first, and holds back enough for either terms until that is confirmed", () => {
    const { state, id } = resting();
    const asked = ask(state, id, { priceTicks: 4_950_000, quantityLots: 200 });
    expect(outcomeOf(asked)).toEqual({ kind: "done", orderIds: [id] });
    expect(asked.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: SPOT.id }]);
    expect(orderOf(state, id)).toMatchObject({ status: "pending-cancel", quantityLots: 100, revision: 1 });
    expect(reservedOf(state, "USDT")).toBe(99 * UNITS);
    expectSound(state);
  });

  it("is replaced in the commit that learns of the cancel, and each names the other", () => {
    const { state, id } = resting();
    ask(state, id, { priceTicks: 4_950_000, quantityLots: 200 });
    const told = venue(state, canceled(id));
    const [next] = ofKind(told.changes, "order-placed");
    expect(next?.order).toMatchObject({ replaces: id, quantityLots: 200, priceTicks: 4_950_000, status: "submitted" });
    expect(told.commands).toMatchObject([{ kind: "submit-order", order: { id: next?.order.id } }]);
    expect(orderOf(state, id)).toMatchObject({
      status: "canceled",
      reasonCode: "replaced",
      reason: `Order "${next?.order.id}" takes its place.`,
      amendment: null,
    });
    expect(reservedOf(state, "USDT")).toBe(99 * UNITS);
    expectSound(state);
  });

  it("is replaced by so much less as it filled before the cancel arrived", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 80 });
    venue(state, filled(id, 30));
    expect(orderOf(state, id).status).toBe("partially-filled");
    const [next] = ofKind(venue(state, canceled(id)).changes, "order-placed");
    expect(next?.order.quantityLots).toBe(50);
    expectSound(state);
  });

  it("is replaced by nothing when it filled as much as it should, or whole", () => {
    const enough = resting();
    ask(enough.state, enough.id, { quantityLots: 30 });
    venue(enough.state, filled(enough.id, 30));
    expect(venue(enough.state, canceled(enough.id)).commands).toEqual([]);
    expect(orderOf(enough.state, enough.id).status).toBe("canceled");

    const whole = resting();
    ask(whole.state, whole.id, { quantityLots: 300 });
    venue(whole.state, filled(whole.id, 100));
    venue(whole.state, cancelRejected(whole.id));
    expect(orderOf(whole.state, whole.id)).toMatchObject({ status: "filled", amendment: null });
    expect(orders(whole.state)).toHaveLength(1);
    expect(reservedOf(whole.state, "USDT")).toBe(0);
    expectSound(whole.state);
  });

  it("works on where the venue refuses the cancel, and nothing is sent where nobody knows", () => {
    for (const answer of [
      (id: string) => cancelRejected(id),
      (id: string) => ({ kind: "lost", orderId: id, at: START }) as const,
    ]) {
      const { state, id } = resting();
      ask(state, id, { quantityLots: 80 });
      expect(venue(state, answer(id)).commands).toEqual([]);
      expect(orderOf(state, id)).toMatchObject({ amendment: null, quantityLots: 100 });
      expect(venue(state, canceled(id)).commands).toEqual([]);
      expect(orders(state)).toHaveLength(1);
      expectSound(state);
    }
  });

  it("goes for good where a person cancels it meanwhile, or the kill switch does", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 80 });
    expect(outcomeOf(control(state, { kind: "cancel-order", orderId: id }))).toMatchObject({ kind: "done" });
    expect(venue(state, canceled(id)).commands).toEqual([]);
    expect(orders(state)).toHaveLength(1);

    const other = resting();
    ask(other.state, other.id, { quantityLots: 80 });
    control(other.state, { kind: "halt" });
    venue(other.state, canceled(other.id));
    expect([...other.state.working]).toEqual([]);
  });

  it("has its change refused while another is under way, and before the gate lets it pass", () => {
    const { state, id } = resting();
    expect(outcomeOf(ask(state, id, { quantityLots: 100 }))).toMatchObject({ code: "amendment-without-change" });
    expect(outcomeOf(ask(state, id, { quantityLots: 100_000_000 }))).toMatchObject({ kind: "refused" });
    ask(state, id, { quantityLots: 80 });
    expect(outcomeOf(ask(state, id, { quantityLots: 90 }))).toMatchObject({ code: "amendment-under-way" });
  });

  it("keeps the legs of a bracket, which then wait for the order in its place", () => {
    const state = deskThere();
    const entry = intent({ instrumentId: SPOT.id, priceTicks: 4_900_000 });
    const trigger = { kind: "stop-loss", by: "last", priceTicks: 4_800_000 } as const;
    const stop = { ...entry, side: "sell", type: "market", priceTicks: null, isReduceOnly: true, trigger } as const;
    const placed = control(state, { kind: "place-group", entry, legs: [{ role: "stop", intent: stop }] });
    const [id = "", legId = ""] = ofKind(placed.changes, "order-placed").map(({ order }) => order.id);
    venue(state, accepted(id));
    ask(state, id, { quantityLots: 50 });
    const [next] = ofKind(venue(state, canceled(id)).changes, "order-placed");
    expect(orderOf(state, legId)).toMatchObject({ status: "emulated", quantityLots: 50 });
    venue(state, accepted(next?.order.id ?? ""));
    venue(state, filled(next?.order.id ?? "", 20));
    expect(orderOf(state, legId)).toMatchObject({ quantityLots: 20, contingency: { waitsForEntry: false } });
    venue(state, canceled(next?.order.id ?? ""));
    expectSound(state);
  });

  it("is canceled again after a restart, and replaced then; one whose cancel met a fill works on", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 80 });
    expect(judgeInFlight(state)).toEqual([]);
    venue(state, filled(id, 10));
    const [verdict] = judgeInFlight(state);
    expect(verdict).toMatchObject({ kind: "amend-rejected", orderId: id });
    if (verdict !== undefined) venue(state, verdict);
    expect(orderOf(state, id).amendment).toBeNull();
    expectSound(state);
  });

  it("is folded from its journal to the same state at every step", () => {
    const state = deskThere();
    const fold = new JournalFold(OPENING);
    const same = (step: { changes: Parameters<JournalFold["apply"]>[0] }) => {
      fold.apply(step.changes);
      expect(fold.orders).toEqual(new Map(orders(state).map((order) => [order.id, order])));
    };
    same(control(state, { kind: "place-order", intent: intent({ instrumentId: SPOT.id, priceTicks: 4_900_000 }) }));
    const [id = ""] = state.working.keys();
    same(venue(state, accepted(id)));
    same(ask(state, id, { priceTicks: 4_950_000 }));
    same(venue(state, filled(id, 40)));
    same(venue(state, canceled(id)));
    expect(fold.hash()).toBe(stateHash(state));
  });
});
