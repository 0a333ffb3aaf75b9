import { expect, it } from "vitest";
import { accepted, control, expectSound, filled, orderOf, pricedDesk, START, venue } from "../desk-example.ts";
import { book, longDesk } from "../held/held-example.ts";
import { oco, placeTogether, stopLeg, targetLeg } from "./group-example.ts";

it("guards one position with both legs: each is judged against all of it, and neither holds anything back", () => {
  const state = longDesk();
  const { outcome, orders, ids } = placeTogether(state, oco());
  expect(outcome.kind).toBe("done");
  expect(orders.map(({ status, reservedUnits }) => [status, reservedUnits])).toEqual([
    ["emulated", 0],
    ["emulated", 0],
  ]);
  expect(orders[0]?.contingency).toEqual({ groupId: ids.stop, role: "stop", waitsForEntry: false });
  expectSound(state);
});

it("refuses both over nothing, or where one would fire at once", () => {
  const empty = placeTogether(pricedDesk(), oco());
  expect(empty.outcome).toMatchObject({ kind: "refused", code: "reduce-only-exceeds-position" });
  const reached = { kind: "take-profit", by: "bid", priceTicks: 4_990_000 } as const;
  const late = placeTogether(longDesk(), { entry: null, legs: [stopLeg(), targetLeg({ trigger: reached })] });
  expect(late.outcome).toMatchObject({ kind: "refused", code: "trigger-already-reached" });
  expect(late.orders.map(({ status }) => status)).toEqual(["denied", "denied"]);
});

it("shrinks the other leg by each partial fill, and lets it go on when the first is canceled in part", () => {
  const state = longDesk();
  const { ids } = placeTogether(state, oco());
  book(state, 4_899_000);
  venue(state, accepted(ids.stop));
  venue(state, filled(ids.stop, 40, { priceTicks: 4_899_000 }));
  expect(orderOf(state, ids.target).quantityLots).toBe(60);
  venue(state, { kind: "canceled", orderId: ids.stop, at: START, code: "no-liquidity" });
  expect(orderOf(state, ids.target)).toMatchObject({ status: "emulated", quantityLots: 60 });
  venue(state, filled(ids.stop, 10, { priceTicks: 4_899_000 }));
  expect(orderOf(state, ids.target).quantityLots).toBe(50);
});

it("ends the other leg when one completes, also where less was held than it was meant for", () => {
  const state = longDesk();
  const { ids } = placeTogether(state, oco());
  const { changes } = control(state, { kind: "close-position", instrumentId: "BTC-USDT", share: "half" });
  const half = changes.flatMap((change) => (change.kind === "order-placed" ? [change.order.id] : []))[0] ?? "none";
  venue(state, filled(half, 50));
  book(state, 4_899_000);
  expect(orderOf(state, ids.stop)).toMatchObject({ status: "submitted", quantityLots: 50 });
  venue(state, filled(ids.stop, 50, { priceTicks: 4_899_000 }));
  expect(orderOf(state, ids.target)).toMatchObject({ status: "canceled", reasonCode: "other-leg-filled" });
  expectSound(state);
});

it("keeps the other leg when a person cancels one", () => {
  const state = longDesk();
  const { ids } = placeTogether(state, oco());
  control(state, { kind: "cancel-order", orderId: ids.target });
  expect(orderOf(state, ids.stop).status).toBe("emulated");
});

it("never lets both legs out, however much else is held", () => {
  const state = longDesk();
  const more = control(state, {
    kind: "place-order",
    intent: { ...stopLeg().intent, side: "buy", trigger: null, isReduceOnly: false, timeInForce: "IOC" },
  });
  const id = more.changes.flatMap((change) => (change.kind === "order-placed" ? [change.order.id] : []))[0] ?? "none";
  venue(state, filled(id, 100));
  const { ids } = placeTogether(state, oco());
  book(state, 5_200_100);
  venue(state, accepted(ids.target));
  book(state, 4_899_000, START + 2);
  expect(orderOf(state, ids.stop).status).toBe("released");
  book(state, 4_899_000, START + 3);
  expect(orderOf(state, ids.target).status).toBe("pending-cancel");
  venue(state, { kind: "canceled", orderId: ids.target, at: START, code: "requested" });
  expect(orderOf(state, ids.stop).status).toBe("submitted");
});
