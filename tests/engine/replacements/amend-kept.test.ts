import { describe, expect, it } from "vitest";
import { defineInstrument, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import { orderText } from "../../../server/engine/journal/state-text.ts";
import { judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import { filled, ofKind, orderOf, outcomeOf, START, venue } from "../desk-example.ts";
import { ask, guarded } from "./venue-example.ts";

const TERMS = {
  ...{ venue: "bybit", base: "BTC", quote: "USDT", tick: "0.01", lot: "0.00001", minNotional: "5" },
  ...{ quantityMax: "9000", makerRate: "0.001", takerRate: "0.001" },
} as const;
/** Their venue changes a stop where it stands. */
const SPOT: Instrument = defineInstrument(TERMS);
const PERPETUAL: Instrument = defineInstrument({ ...TERMS, kind: "perpetual" });

const LIMITED: Partial<OrderIntent> = { type: "limit", priceTicks: 4_890_000 };

const amended = (orderId: string, revision = 1): OrderEvent => ({ kind: "amended", orderId, at: START, revision });
const refused = (orderId: string, revision = 1): OrderEvent => ({
  kind: "amend-rejected",
  ...{ orderId, at: START, revision, code: "fired", message: "It has fired." },
});

describe.each([
  ["spot", SPOT],
  ["perpetual", PERPETUAL],
] as const)("a stop kept by a venue that changes it where it stands: %s", (_, instrument) => {
  it("is asked for its new trigger, guards by the old one until the venue has said so, and then by the new one", () => {
    const { state, id } = guarded(instrument);
    const before = orderOf(state, id);
    const asked = ask(state, id, { triggerTicks: 4_950_000 });
    expect(asked.commands).toMatchObject([
      {
        ...{ kind: "amend-order", orderId: id, revision: 1 },
        order: { priceTicks: null, trigger: { priceTicks: 4_950_000 }, quantityLots: 100 },
      },
    ]);
    expect(ofKind(asked.changes, "order-placed")).toEqual([]);
    const waiting = orderOf(state, id);
    expect(waiting).toMatchObject({
      trigger: { priceTicks: 4_900_000 },
      boundTicks: before.boundTicks,
      priceTicks: null,
    });
    expect(waiting.amendment).toMatchObject({ quantityLots: 100, triggerTicks: 4_950_000 });
    expect(orderText(waiting)).toContain("/4950000");

    const [told] = ofKind(venue(state, amended(id)).changes, "order-amended");
    expect(told).toMatchObject({ step: "amended", trigger: { kind: "stop-loss", by: "last", priceTicks: 4_950_000 } });
    expect([told?.from.triggerTicks, told?.to.triggerTicks]).toEqual([4_900_000, 4_950_000]);
    const after = orderOf(state, id);
    expect(after).toMatchObject({ amendment: null, priceTicks: null, status: "accepted", quantityLots: 100 });
    expect(after.boundTicks).toBeGreaterThan(before.boundTicks);
    const holding = state.holdings.get(instrument.id);
    expect([holding?.workingSellLots, holding?.workingBuyLots]).toEqual([100, 0]);
  });

  it("keeps its old terms where the venue refuses, or where the desk stopped before it answered", () => {
    const { state, id } = guarded(instrument, LIMITED);
    const before = orderOf(state, id);
    for (const end of ["refused", "stopped"] as const) {
      const revision = orderOf(state, id).revision + 1;
      ask(state, id, { triggerTicks: 4_950_000, priceTicks: 4_940_000, quantityLots: 60 });
      if (end === "refused") venue(state, refused(id, revision));
      else for (const verdict of judgeInFlight(state)) venue(state, verdict);
      expect(orderOf(state, id)).toEqual({ ...before, revision });
    }
  });

  it("takes a limit and a quantity as well, and each change for itself", () => {
    const { state, id } = guarded(instrument, LIMITED);
    ask(state, id, { quantityLots: 60 });
    venue(state, amended(id));
    expect(orderOf(state, id)).toMatchObject({
      quantityLots: 60,
      priceTicks: 4_890_000,
      trigger: { priceTicks: 4_900_000 },
    });
    ask(state, id, { priceTicks: 4_880_000 });
    venue(state, amended(id, 2));
    expect(orderOf(state, id)).toMatchObject({ quantityLots: 60, priceTicks: 4_880_000, boundTicks: 4_880_000 });
    expect(state.holdings.get(instrument.id)?.workingSellLots).toBe(60);
  });

  it("fires by the old terms while it is asked, and whatever the venue says of the change then is no other order", () => {
    const { state, id } = guarded(instrument);
    ask(state, id, { triggerTicks: 4_800_000, quantityLots: 50 });
    venue(state, filled(id, 30, { priceTicks: 4_900_000 }));
    expect(venue(state, refused(id)).commands).toEqual([]);
    expect(orderOf(state, id)).toMatchObject({
      status: "partially-filled",
      filledLots: 30,
      quantityLots: 100,
      amendment: null,
    });
    venue(state, filled(id, 70, { priceTicks: 4_900_000 }));
    expect(orderOf(state, id).status).toBe("filled");
    expect(state.working.size).toBe(0);
  });

  it("is asked one thing at a time, and nothing that is so already", () => {
    const { state, id } = guarded(instrument);
    const same = ask(state, id, { triggerTicks: 4_900_000 });
    expect(outcomeOf(same)).toMatchObject({ kind: "refused", code: "amendment-without-change" });
    ask(state, id, { triggerTicks: 4_950_000 });
    const second = ask(state, id, { triggerTicks: 4_940_000 });
    expect(outcomeOf(second)).toMatchObject({ kind: "refused", code: "amendment-under-way" });
    expect(second.commands).toEqual([]);
  });
});
