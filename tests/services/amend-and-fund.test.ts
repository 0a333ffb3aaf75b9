import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { commitBatch } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { AccessError } from "../../server/services/access/authorize.ts";
import { moveMargin } from "../../server/services/margin/move-margin.ts";
import { amendOrder } from "../../server/services/orders/amend-order.ts";
import { closePosition } from "../../server/services/orders/close-position.ts";
import { placeOrder } from "../../server/services/orders/place-order.ts";
import { fundPortfolio } from "../../server/services/portfolios/fund-portfolio.ts";
import { withdrawCash } from "../../server/services/portfolios/withdraw-cash.ts";
import type { TestWeb } from "../api/open-test-web.ts";
import { anOrder, emptyBatch, makePortfolio } from "../db/make-batch.ts";
import { withMembers } from "./with-members.ts";

let test: TestWeb;
let portfolioId: string;
const ann = { userId: "ann", ip: null };
const trader = { userId: "tim", ip: null };

withMembers({ ann: "manager", tim: "trader" }, async (desk) => {
  ({ test, portfolioId } = desk);
  const epoch = (await acquireLease(test.owner, portfolioId, "here", 60_000))?.epoch ?? -1;
  const trigger = { kind: "stop-loss", by: "last", priceTicks: 6_000_000 } as const;
  const placed = [
    anOrder("o1", { status: "accepted", venueOrderId: "v1" }),
    anOrder("o2", { status: "emulated", side: "sell", trigger, source: { kind: "manual", userId: "ann", key: "k-2" } }),
  ];
  await commitBatch(test.owner, { ...emptyBatch(portfolioId, epoch, 1), placed });
});

const request = () => ({ portfolioId, key: randomUUID() });
const queued = async (key: string) =>
  (await test.owner<{ action: object }[]>`select action from control_command where key = ${key}`)[0]?.action;

it.each([
  ["an order that is not there", { orderId: "o9", price: "1", quantity: null }, "order-unknown"],
  ["nothing", { orderId: "o1", price: null, quantity: null }, "amendment-empty"],
  ["a price off the grid", { orderId: "o1", price: "61837.635", quantity: null }, "price-off-tick"],
  ["a quantity that is none", { orderId: "o1", price: null, quantity: "much" }, "quantity-not-a-number"],
])("an amendment of %s is refused before it is queued", async (_, wanted, code) => {
  const { key } = request();
  expect(await amendOrder(test.web.desk, ann, { portfolioId, key, ...wanted })).toMatchObject({
    kind: "refused",
    code,
  });
  expect(await queued(key)).toBeUndefined();
});

it.each([
  ["another currency", "BTC", "1", "currency-not-base"],
  ["no number", "USDT", "lots", "amount-not-a-number"],
  ["less than nothing", "USDT", "-1", "amount-not-positive"],
])("funding with %s is refused", async (_, currency, amount, code) => {
  expect(await fundPortfolio(test.web.desk, ann, { ...request(), currency, amount })).toMatchObject({
    kind: "refused",
    code,
  });
});

it("only a paper portfolio is funded, and only by who may", async () => {
  const money = { currency: "USDT", amount: "5" };
  await expect(fundPortfolio(test.web.desk, trader, { ...request(), ...money })).rejects.toThrow(AccessError);
  const live = await makePortfolio(test.owner, "Live");
  await test.owner`update portfolio set mode = 'live' where id = ${live}`;
  await test.owner`insert into portfolio_member (portfolio_id, user_id, role) values (${live}, 'ann', 'owner')`;
  const refused = await withdrawCash(test.web.desk, ann, { portfolioId: live, key: randomUUID(), ...money });
  expect(refused).toMatchObject({ kind: "refused", code: "portfolio-not-paper" });
});

it("what is asked for reaches the queue in lots, ticks and units, audited", async () => {
  const [amend, close, pay, back] = [request(), request(), request(), request()];
  const answers = await Promise.all([
    amendOrder(test.web.desk, trader, { ...amend, orderId: "o1", price: "61000.5", quantity: "2" }),
    closePosition(test.web.desk, trader, { ...close, instrumentId: "BTC-USDT", share: "half" }),
    withdrawCash(test.web.desk, ann, { ...pay, currency: "USDT", amount: "2500.5" }),
    moveMargin(test.web.desk, trader, { ...back, instrumentId: "BTC-USDT", direction: "take", amount: "0.1" }),
  ]);
  expect(answers).toEqual(Array(4).fill({ kind: "pending" })); // No worker runs here.
  expect(await queued(amend.key)).toEqual({
    kind: "amend-order",
    orderId: "o1",
    priceTicks: 6_100_050,
    quantityLots: 200_000,
    triggerTicks: null,
  });
  expect(await queued(close.key)).toEqual({ kind: "close-position", instrumentId: "BTC-USDT", share: "half" });
  expect(await queued(pay.key)).toEqual({ kind: "move-cash", currency: "USDT", units: -250_050_000_000 });
  expect(await queued(back.key)).toEqual({ kind: "move-margin", instrumentId: "BTC-USDT", units: -10_000_000 });
  const audited = await test.owner<{ action: string }[]>`select action from audit where portfolio_id = ${portfolioId}`;
  expect(audited.map(({ action }) => action).sort()).toEqual([
    "margin.move",
    "order.amend",
    "portfolio.withdraw",
    "position.close",
  ]);
});

it.each([
  ["an unknown market", "XXX-USDT", "1", "instrument-unknown"],
  ["no number", "BTC-USDT", "much", "amount-not-a-number"],
  ["less than nothing", "BTC-USDT", "-1", "amount-not-positive"],
])("adding margin with %s is refused", async (_, instrumentId, amount, code) => {
  const answer = await moveMargin(test.web.desk, trader, { ...request(), instrumentId, direction: "add", amount });
  expect(answer).toMatchObject({ kind: "refused", code });
});

it("a conditional order reaches the queue with what it waits for, and a new trigger price for one that waits", async () => {
  const [stop, amend] = [request(), request()];
  const order = {
    ...{ instrumentId: "BTC-USDT", side: "sell", type: "limit", quantity: "0.5", price: null, timeInForce: "GTD" },
    ...{ isPostOnly: false, isReduceOnly: true, acceptsStalePrice: false, expiresAt: 1_800_000_000_000 },
    trigger: {
      ...{ kind: "trailing-stop", by: "bid", price: "64000", distance: null, distancePercent: "1.25" },
      limitDistance: "0.5",
    },
  };
  await placeOrder(test.web.desk, trader, { ...stop, order });
  expect(await queued(stop.key)).toMatchObject({
    kind: "place-order",
    intent: {
      ...{ type: "limit", priceTicks: null, timeInForce: "GTD", expiresAt: 1_800_000_000_000, isReduceOnly: true },
      trigger: {
        ...{ kind: "trailing-stop", by: "bid", activationTicks: 6_400_000, limitDistanceTicks: 50 },
        distance: { unit: "bps", bps: 125 },
      },
    },
  });
  await amendOrder(test.web.desk, trader, {
    ...amend,
    orderId: "o2",
    price: null,
    quantity: null,
    triggerPrice: "60500",
  });
  expect(await queued(amend.key)).toMatchObject({ kind: "amend-order", orderId: "o2", triggerTicks: 6_050_000 });
  const refused = { ...request(), order: { ...order, timeInForce: "IOC", expiresAt: null } };
  expect(await placeOrder(test.web.desk, trader, refused)).toMatchObject({ code: "trigger-not-waiting" });
});
