import { expect, test } from "vitest";
import { requestCancel } from "../../../server/engine/orders/order-manager.ts";
import { bookAt, filled, market, orderOf, place, pricedDesk, START, timer, venue } from "../desk-example.ts";

const HOUR_MS = 3_600_000;
const atMarket = { type: "market", timeInForce: "IOC", priceTicks: null } as const;

test("a stale price stops what adds risk and lets what only closes a position go", () => {
  const state = pricedDesk();
  const bought = place(state, { quantityLots: 1_000, priceTicks: 5_000_000 });
  venue(state, filled(bought.id, 1_000));
  timer(state, START + HOUR_MS);
  expect(place(state, { quantityLots: 100, priceTicks: 5_000_000 })).toMatchObject({ reasonCode: "price-stale" });
  expect(place(state, { ...atMarket, side: "sell", quantityLots: 600 })).toMatchObject({ status: "submitted" });
  expect(place(state, { ...atMarket, side: "sell", quantityLots: 400 })).toMatchObject({ status: "submitted" });
});

test("a failed cancel of an order that the venue never acknowledged leaves it unknown", () => {
  const state = pricedDesk();
  const order = place(state, { quantityLots: 1_000, priceTicks: 4_900_000 });
  requestCancel(state, order.id);
  venue(state, { kind: "cancel-rejected", orderId: order.id, at: START, code: "not-working" });
  expect(orderOf(state, order.id)).toMatchObject({ status: "unknown", reasonCode: "not-working" });
});

test("the smallest value of a market order is judged at the price it would trade at, not at its collar", () => {
  const state = pricedDesk();
  market(state, bookAt(START, 5_399_900, 5_400_000));
  // 9 lots are 4.86 USDT at the ask and would be 5.10 at the collar.
  expect(place(state, { ...atMarket, quantityLots: 9 })).toMatchObject({ reasonCode: "notional-below-minimum" });
  expect(place(state, { ...atMarket, quantityLots: 10 })).toMatchObject({ status: "submitted" });
});
