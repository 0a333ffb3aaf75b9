import { describe, expect, it } from "vitest";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import {
  accepted,
  BTC,
  bookAt,
  control,
  expectSound,
  filled,
  intent,
  market,
  ofKind,
  openDesk,
  orderOf,
  outcomeOf,
  place,
  pricedDesk,
  reservedOf,
  START,
  timer,
  venue,
} from "../desk-example.ts";
import { book, longDesk, marketTerms, protect, stopLoss, takeProfit, trailing } from "./held-example.ts";

describe("an order that waits for its trigger", () => {
  it("is held, asks nothing of the venue, and holds back nothing while it only protects", () => {
    const state = longDesk();
    const { commands } = control(state, {
      kind: "place-order",
      intent: intent({ side: "sell", ...marketTerms, isReduceOnly: true, trigger: stopLoss(4_900_000) }),
    });
    expect(commands).toEqual([]);
    const [{ order } = { order: null }] = [...state.working.values()];
    expect(order).toMatchObject({ status: "emulated", reservedUnits: 0, boundTicks: 4_655_000 });
    expect(state.holdings.get(BTC)?.workingSellLots).toBe(0);
    expectSound(state);
    // Another may protect the same position.
    expect(protect(state, takeProfit(5_200_000)).status).toBe("emulated");
    expect(protect(state, stopLoss(4_800_000), { quantityLots: 101 }).reasonCode).toBe("reduce-only-exceeds-position");
  });

  it("holds back what it may need and counts against the limits when it could open a position", () => {
    const state = pricedDesk();
    const stop = place(state, { ...marketTerms, trigger: { kind: "stop-loss", by: "ask", priceTicks: 5_100_000 } });
    expect(stop).toMatchObject({ status: "emulated", boundTicks: 5_355_000 });
    expect(reservedOf(state, "USDT")).toBe(5_355_000 * 100 * 10);
    expect(state.holdings.get(BTC)?.workingBuyLots).toBe(100);
    expectSound(state);
    control(state, { kind: "cancel-order", orderId: stop.id });
    expect(orderOf(state, stop.id)).toMatchObject({ status: "canceled", reasonCode: "requested", reservedUnits: 0 });
    expect([reservedOf(state, "USDT"), state.triggers.isEmpty]).toEqual([0, true]);
    expectSound(state);
  });

  it.each<[string, Partial<Parameters<typeof intent>[0]>]>([
    ["trigger-already-reached", { ...marketTerms, side: "sell", trigger: stopLoss(4_999_900) }],
    ["trigger-already-reached", { ...marketTerms, side: "sell", trigger: takeProfit(4_999_900) }],
    ["trigger-already-reached", { ...marketTerms, trigger: { kind: "stop-loss", by: "ask", priceTicks: 5_000_000 } }],
    [
      "trigger-price-unknown",
      { ...marketTerms, side: "sell", trigger: { ...stopLoss(4_000_000), by: "last" } as Trigger },
    ],
    ["trigger-off-grid", { ...marketTerms, side: "sell", trigger: stopLoss(0.5) }],
    [
      "trigger-off-grid",
      { ...marketTerms, side: "sell", trigger: trailing({ distance: { unit: "bps", bps: 10_000 } }) },
    ],
    [
      "trail-distance-too-large",
      { ...marketTerms, side: "sell", trigger: trailing({ distance: { unit: "ticks", ticks: 4_999_900 } }) },
    ],
    [
      "expiry-passed",
      { ...marketTerms, side: "sell", trigger: stopLoss(4_900_000), timeInForce: "GTD", expiresAt: START },
    ],
    ["price-beyond-collar", { side: "sell", trigger: stopLoss(4_900_000), priceTicks: 4_600_000 }],
  ])("is denied with %s at once when it makes no sense", (code, change) => {
    expect(place(longDesk(), change).reasonCode).toBe(code);
  });

  it("goes to the venue when its price is reached, judged again, bounded by the collar of that moment", () => {
    const state = longDesk();
    const stop = protect(state, stopLoss(4_900_000));
    expect(book(state, 4_900_001)).toEqual({ commands: [], changes: [] });
    const { commands, changes } = book(state, 4_850_000, START + 2);
    expect(ofKind(changes, "held-order-changed").map(({ step, status }) => `${step} ${status}`)).toEqual([
      "released released",
      "submitted submitted",
    ]);
    expect(commands).toMatchObject([
      {
        kind: "submit-order",
        order: { id: stop.id, quantityLots: 100, priceTicks: null, boundTicks: 4_607_500, releasedTicks: 4_850_000 },
      },
    ]);
    expect(book(state, 4_700_000, START + 3).commands).toEqual([]);
    venue(state, accepted(stop.id));
    venue(state, filled(stop.id, 40, { priceTicks: 4_849_900 }));
    expectSound(state);
    venue(state, filled(stop.id, 60, { priceTicks: 4_849_000 }));
    expect(orderOf(state, stop.id)).toMatchObject({ status: "filled", filledLots: 100 });
    expectSound(state);
  });

  it("is cut down to the position that is left, and ends with it", () => {
    const state = longDesk();
    const stop = protect(state, stopLoss(4_900_000));
    const other = protect(state, takeProfit(5_200_000), { quantityLots: 50 });
    const sale = place(state, { side: "sell", ...marketTerms, timeInForce: "IOC", quantityLots: 70 });
    venue(state, accepted(sale.id));
    venue(state, filled(sale.id, 70));
    expect(book(state, 4_880_000).commands).toMatchObject([{ order: { id: stop.id, quantityLots: 30 } }]);
    venue(state, accepted(stop.id));
    venue(state, filled(stop.id, 30));
    expect(orderOf(state, other.id)).toMatchObject({ status: "canceled", reasonCode: "position-closed" });
    expectSound(state);
  });

  it("sends resting orders that close the same position out of the way, and then goes", () => {
    const state = longDesk();
    const target = place(state, { side: "sell", priceTicks: 5_100_000 });
    venue(state, accepted(target.id));
    const stop = protect(state, stopLoss(4_900_000));
    const reached = book(state, 4_890_000);
    expect(reached.commands).toEqual([{ kind: "cancel-order", orderId: target.id, instrumentId: BTC }]);
    expect(orderOf(state, stop.id).status).toBe("released");
    expectSound(state);
    // Back above the stop: what has fired stays fired. A refused cancel is asked again by the market, not by its own answer.
    const refused = venue(state, { kind: "cancel-rejected", orderId: target.id, at: START + 2, code: "busy" });
    expect(refused.commands).toEqual([]);
    expect(book(state, 4_950_000, START + 3).commands).toMatchObject([{ kind: "cancel-order" }]);
    const gone = venue(state, { kind: "canceled", orderId: target.id, at: START + 4, code: "requested" });
    expect(gone.commands).toMatchObject([{ kind: "submit-order", order: { id: stop.id, quantityLots: 100 } }]);
    expectSound(state);
  });

  it("has own orders that it would trade with asked by the market and as it leaves, never by a venue's refusal", () => {
    const state = longDesk();
    const target = place(state, { side: "sell", priceTicks: 5_100_000 });
    venue(state, accepted(target.id));
    const bid = place(state, { priceTicks: 4_900_000, quantityLots: 20 });
    venue(state, accepted(bid.id));
    const stop = protect(state, stopLoss(4_900_000));
    const cancelOf = ({ id }: { id: string }) => ({ kind: "cancel-order", orderId: id, instrumentId: BTC });
    expect(book(state, 4_890_000).commands).toEqual([cancelOf(bid), cancelOf(target)]);
    const refused = venue(state, { kind: "cancel-rejected", orderId: bid.id, at: START + 2, code: "not-working" });
    expect(refused.commands).toEqual([]);
    const gone = venue(state, { kind: "canceled", orderId: target.id, at: START + 4, code: "requested" });
    expect(gone.commands).toMatchObject([cancelOf(bid), { kind: "submit-order", order: { id: stop.id } }]);
    expectSound(state);
  });

  it("loses the race against a fill that closes the position", () => {
    const state = longDesk();
    const target = place(state, { side: "sell", priceTicks: 5_100_000 });
    venue(state, accepted(target.id));
    const stop = protect(state, stopLoss(4_900_000));
    book(state, 4_890_000);
    const { commands } = venue(state, filled(target.id, 100, { priceTicks: 5_100_000 }));
    expect(commands).toEqual([]);
    expect(orderOf(state, stop.id)).toMatchObject({ status: "canceled", reasonCode: "position-closed" });
    expectSound(state);
  });

  it("is denied when the gate says so at its release, and gives back what it held", () => {
    const state = pricedDesk({ settings: { ...openDesk().settings, orderNotionalMaxUnits: 60 * 1e8 } });
    const stop = place(state, { ...marketTerms, trigger: { kind: "stop-loss", by: "ask", priceTicks: 5_100_000 } });
    const { commands } = market(state, bookAt(START + 1, 6_000_000, 6_000_100));
    expect(commands).toEqual([]);
    expect(orderOf(state, stop.id)).toMatchObject({
      status: "denied",
      reasonCode: "order-too-large",
      reservedUnits: 0,
    });
    expect(reservedOf(state, "USDT")).toBe(0);
    expectSound(state);
  });

  it("is canceled by a halt with everything else, so that nothing fires on resume", () => {
    const state = longDesk();
    const stop = protect(state, stopLoss(4_900_000));
    control(state, { kind: "halt" });
    expect(orderOf(state, stop.id).status).toBe("canceled");
    expect(book(state, 4_000_000).commands).toEqual([]);
    expect(protect(state, stopLoss(3_900_000)).reasonCode).toBe("trading-halted");
  });

  it("runs out at its time on the tape, before any trigger of that moment", () => {
    const state = longDesk();
    const terms = { timeInForce: "GTD", expiresAt: START + 100 } as const;
    const stop = protect(state, stopLoss(4_900_000), terms);
    expect(book(state, 4_800_000, START + 100).commands).toEqual([]);
    expect(orderOf(state, stop.id)).toMatchObject({ status: "expired", reasonCode: "expired" });
    const other = protect(state, stopLoss(4_700_000), { ...terms, expiresAt: START + 200 });
    timer(state, START + 200);
    expect(orderOf(state, other.id).status).toBe("expired");
    expectSound(state);
  });

  it("takes new terms at once and without the venue", () => {
    const state = longDesk();
    const stop = place(state, {
      side: "sell",
      isReduceOnly: true,
      trigger: stopLoss(4_900_000),
      priceTicks: 4_890_000,
    });
    const amend = (change: { priceTicks?: number; quantityLots?: number; triggerTicks?: number }) =>
      control(state, { kind: "amend-order", orderId: stop.id, priceTicks: null, quantityLots: null, ...change });
    expect(amend({ priceTicks: 4_780_000, quantityLots: 60, triggerTicks: 4_800_000 }).commands).toEqual([]);
    expect(orderOf(state, stop.id)).toMatchObject({
      quantityLots: 60,
      priceTicks: 4_780_000,
      boundTicks: 4_780_000,
      revision: 1,
    });
    expect(book(state, 4_850_000).commands).toEqual([]);
    expect(outcomeOf(amend({ triggerTicks: 4_800_000 }))).toMatchObject({ code: "amendment-without-change" });
    expect(outcomeOf(amend({ triggerTicks: 4_860_000 }))).toMatchObject({ code: "trigger-already-reached" });
    expect(outcomeOf(amend({ quantityLots: 101 }))).toMatchObject({ code: "reduce-only-exceeds-position" });
    expect(book(state, 4_800_000, START + 2).commands).toMatchObject([
      { order: { quantityLots: 60, priceTicks: 4_780_000 } },
    ]);
    expect(outcomeOf(amend({ triggerTicks: 4_000_000 }))).toMatchObject({ code: "not-amendable" });
    const trail = protect(state, trailing(), { quantityLots: 40 });
    const change = { kind: "amend-order", orderId: trail.id, priceTicks: null, quantityLots: null } as const;
    expect(outcomeOf(control(state, { ...change, triggerTicks: 1 }))).toMatchObject({ code: "trigger-not-amendable" });
    expect(outcomeOf(control(state, { ...change, priceTicks: 1 }))).toMatchObject({ code: "price-for-market-order" });
    expectSound(state);
  });
});
