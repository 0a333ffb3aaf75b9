import { describe, expect, it } from "vitest";
import type { SelfTradeMode } from "../../../server/domain/orders/self-trade.ts";
import { BTC, FaultDesk } from "../../support/faults/fault-desk.ts";

const PRICE = 6_000_000;
const REST = { timeInForce: "GTC", type: "limit" } as const;

/** A desk with something held, an own sale resting above the market and the mode as wanted. */
function opened(mode: SelfTradeMode, latencyMs = { submit: 20, cancel: 20 }) {
  const desk = new FaultDesk({ latencyMs });
  desk.quote(PRICE - 100, PRICE);
  desk.place({ side: "buy", quantityLots: 1_000 });
  for (let turn = 0; turn < 3; turn++) desk.quote(PRICE - 100, PRICE);
  if (mode !== "cancel-newest") desk.ask({ kind: "set-self-trade", mode });
  const sale = desk.place({ side: "sell", quantityLots: 400, priceTicks: PRICE + 200, ...REST });
  desk.quote(PRICE - 100, PRICE + 300);
  const status = (id: string) => desk.order(id).status;
  const buy = (priceTicks: number) => desk.place({ side: "buy", quantityLots: 100, priceTicks, ...REST });
  const later = () => desk.quote(PRICE - 100, PRICE + 300);
  return { desk, sale, status, buy, later };
}

describe("an order that would trade with another of the same portfolio", () => {
  it("is not sent while the newest gives way, and says which order is in its way", () => {
    const { desk, sale, status, buy, later } = opened("cancel-newest");
    const refused = buy(PRICE + 200);
    expect(refused).toMatchObject({ status: "denied", reasonCode: "self-trade", reservedUnits: 0 });
    expect(refused.reason).toBe(
      "This buy would trade with your own sell of 0.00400 BTC at 60002.00. Cancel that one first, or use another price.",
    );
    expect(buy(PRICE + 199).status).toBe("submitted");
    later();
    expect(status(sale.id)).toBe("accepted");
    // What is being cancelled is gone before anything sent behind it arrives.
    desk.ask({ kind: "cancel-order", orderId: sale.id });
    expect(buy(PRICE + 200).status).toBe("submitted");
    desk.finish();
  });

  it("waits in the worker until the older is gone, where the oldest gives way", () => {
    const { desk, sale, status, buy, later } = opened("cancel-oldest", { submit: 20, cancel: 500 });
    const waiting = buy(PRICE + 200);
    expect(waiting.status).toBe("released");
    expect(desk.order(sale.id)).toMatchObject({ status: "pending-cancel", reasonCode: "self-trade" });
    expect(desk.sent).not.toContain(waiting.id);
    later();
    expect(status(waiting.id)).toBe("released");
    for (let turn = 0; turn < 6; turn++) later();
    expect(desk.order(sale.id)).toMatchObject({ status: "canceled", reasonCode: "self-trade" });
    expect(desk.order(sale.id).reason).toContain(`gave way to order "${waiting.id}"`);
    expect(status(waiting.id)).toBe("accepted");
    desk.finish();
  });

  it("can be asked back while it waits, and survives a restart", () => {
    const { desk, status, buy, later } = opened("cancel-oldest", { submit: 20, cancel: 500 });
    const first = buy(PRICE + 200);
    desk.restart();
    expect(desk.state.released.has(first.id)).toBe(true);
    for (let turn = 0; turn < 8; turn++) later();
    expect(status(first.id)).toBe("accepted");
    const again = desk.place({ side: "sell", quantityLots: 100, priceTicks: PRICE + 150, ...REST });
    expect(again.status).toBe("released");
    desk.ask({ kind: "cancel-order", orderId: again.id });
    expect(status(again.id)).toBe("canceled");
    expect(desk.state.released.size).toBe(0);
    expect(desk.sent).not.toContain(again.id);
    desk.finish();
  });

  it("leaves neither where both give way, and is sent where nothing is prevented", () => {
    const both = opened("cancel-both");
    expect(both.buy(PRICE + 200).reasonCode).toBe("self-trade");
    both.later();
    expect(both.status(both.sale.id)).toBe("canceled");
    both.desk.finish();
    const off = opened("off");
    expect(off.buy(PRICE + 200).status).toBe("submitted");
    off.later();
    expect(off.status(off.sale.id)).toBe("accepted");
    off.desk.finish();
  });

  it("takes what stands at the best price only: deeper is for the venue", () => {
    const { desk, status, later } = opened("cancel-newest");
    // The own sale at +200 is better than anybody's at +300: a purchase at market would meet it.
    expect(desk.place({ side: "buy", quantityLots: 10 })).toMatchObject({ status: "denied", reasonCode: "self-trade" });
    desk.quote(PRICE - 100, PRICE + 100);
    const bought = desk.place({ side: "buy", quantityLots: 10 });
    expect(bought.status).toBe("submitted");
    later();
    expect(status(bought.id)).toBe("filled");
    desk.finish();
  });

  it("may not be moved to where it would meet the other", () => {
    const { desk, buy, later, sale } = opened("cancel-newest");
    const bid = buy(PRICE - 500);
    later();
    desk.ask({ kind: "amend-order", orderId: bid.id, priceTicks: PRICE + 250, quantityLots: null });
    expect(desk.order(bid.id)).toMatchObject({ boundTicks: PRICE - 500, amendment: null, status: "accepted" });
    desk.ask({ kind: "amend-order", orderId: bid.id, priceTicks: PRICE + 100, quantityLots: null });
    expect(desk.order(bid.id).amendment).toMatchObject({ priceTicks: PRICE + 100 });
    later();
    desk.ask({ kind: "set-self-trade", mode: "cancel-oldest" });
    desk.ask({ kind: "amend-order", orderId: bid.id, priceTicks: PRICE + 250, quantityLots: null });
    expect(desk.order(sale.id).status).toBe("pending-cancel");
    expect(desk.order(bid.id)).toMatchObject({ boundTicks: PRICE + 100, amendment: null });
    desk.finish();
  });
});

it("never holds up a stop that has fired, nor a close: the other order gives way", () => {
  const desk = new FaultDesk();
  desk.quote(PRICE - 100, PRICE);
  desk.place({ side: "buy", quantityLots: 1_000 });
  for (let turn = 0; turn < 3; turn++) desk.quote(PRICE - 100, PRICE);
  const trigger = { kind: "stop-loss", by: "bid", priceTicks: PRICE - 900 } as const;
  const stop = desk.place({ side: "sell", quantityLots: 400, isReduceOnly: true, trigger, timeInForce: "GTC" });
  // Our own purchase becomes the best bid there is.
  const bid = desk.place({ side: "buy", quantityLots: 100, priceTicks: PRICE - 950, ...REST });
  desk.quote(PRICE - 100, PRICE);
  desk.quote(PRICE - 1_000, PRICE - 900);
  expect(desk.sent).toContain(stop.id);
  expect(desk.order(bid.id)).toMatchObject({ status: "pending-cancel", reasonCode: "self-trade" });
  for (let turn = 0; turn < 5; turn++) desk.quote(PRICE - 1_000, PRICE - 900);
  expect(desk.order(stop.id).status).toBe("filled");
  const other = desk.place({ side: "buy", quantityLots: 100, priceTicks: PRICE - 990, ...REST });
  desk.quote(PRICE - 1_000, PRICE - 900);
  desk.ask({ kind: "close-position", instrumentId: BTC.id, share: "all" });
  expect(desk.newest).toMatchObject({ status: "submitted", isReduceOnly: true });
  expect(desk.order(other.id).status).toBe("pending-cancel");
  desk.finish();
});

it("keeps what a person has set across a restart, and says so in the state hash", () => {
  const { desk } = opened("cancel-both");
  const before = desk.auditor.fold.hash();
  desk.restart();
  expect(desk.state.selfTrade).toBe("cancel-both");
  desk.ask({ kind: "set-self-trade", mode: "cancel-both" });
  expect(desk.auditor.fold.hash()).toBe(before);
  desk.ask({ kind: "set-self-trade", mode: "off" });
  expect(desk.auditor.fold.hash()).not.toBe(before);
});
