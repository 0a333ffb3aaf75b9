import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { takeUp } from "../../../server/engine/orders/order-record.ts";
import { holdingOfOrder } from "../../../server/engine/positions/find-position.ts";
import {
  accepted,
  bookAt,
  control,
  expectSound,
  filled,
  intent,
  market,
  openDesk,
  orderOf,
  place,
  START,
  venue,
} from "../desk-example.ts";
import { canceled, cancelRejected, deskThere, SPOT } from "../replacements/venue-example.ts";

const END = START + 60_000;
const terms = {
  instrumentId: SPOT.id,
  priceTicks: 4_900_000,
  timeInForce: "GTD",
  expiresAt: END,
  isPostOnly: true,
} as const;

function timed(): { state: EngineState; id: string } {
  const state = deskThere();
  const { id } = place(state, terms);
  venue(state, accepted(id));
  return { state, id };
}

const bookOf = (at: number) => bookAt(at, 4_999_900, 5_000_000, SPOT.id);

describe("a GTD order where the venue has none", () => {
  it("goes out as GTC, and keeps its own time", () => {
    const state = deskThere();
    const { commands } = control(state, { kind: "place-order", intent: intent(terms) });
    expect(commands).toMatchObject([{ kind: "submit-order", order: { timeInForce: "GTC", expiresAt: null } }]);
    const [record] = state.working.values();
    expect(record?.order).toMatchObject({ timeInForce: "GTD", expiresAt: END });
    expect(state.expiring.nextAt).toBe(END);
  });

  it("is canceled at its time and ends as expired", () => {
    const { state, id } = timed();
    expect(market(state, bookOf(END - 1)).commands).toEqual([]);
    expect(market(state, bookOf(END)).commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: SPOT.id }]);
    venue(state, canceled(id));
    expect(orderOf(state, id)).toMatchObject({ status: "expired", reasonCode: "expired-in-worker" });
    expect(state.expiring.nextAt).toBe(Number.POSITIVE_INFINITY);
    expectSound(state);
  });

  it("is asked again a second later where the venue refuses, and never once it has filled", () => {
    const { state, id } = timed();
    market(state, bookOf(END));
    venue(state, cancelRejected(id));
    expect(market(state, bookOf(END + 999)).commands).toEqual([]);
    expect(market(state, bookOf(END + 1_000)).commands).toHaveLength(1);
    venue(state, filled(id, 100));
    expect(market(state, bookOf(END + 5_000)).commands).toEqual([]);
    expect(orderOf(state, id).status).toBe("filled");
  });

  it("that ran out while the desk was down is canceled with the first event after the restart", () => {
    const { state, id } = timed();
    const after = openDesk({ instruments: [SPOT], balances: [...state.balances.values()] });
    takeUp(after, orderOf(state, id), holdingOfOrder(after, orderOf(state, id)));
    const { commands } = market(after, bookOf(END + 3_600_000));
    expect(commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: SPOT.id }]);
  });

  it("is left to the venue where that has it", () => {
    const state = openDesk();
    market(state, bookAt(START, 4_999_900, 5_000_000));
    place(state, { ...terms, instrumentId: "BTC-USDT" });
    expect(state.expiring.nextAt).toBe(Number.POSITIVE_INFINITY);
  });
});
