import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch, RowsMissingError } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import { anOrder, emptyBatch, makePortfolio } from "./make-batch.ts";
import { withDatabase } from "./with-database.ts";

let owner: Client;
let worker: Client;
withDatabase((roles) => {
  ({ owner, worker } = roles);
});

const trailing = { kind: "trailing-stop", by: "bid", activationTicks: 6_250_000, limitDistanceTicks: 50 } as const;
const TRIGGERS: readonly Trigger[] = [
  { kind: "stop-loss", by: "last", priceTicks: 6_000_000 },
  { kind: "take-profit", by: "mark", priceTicks: 6_400_001 },
  { ...trailing, distance: { unit: "ticks", ticks: 12_345 } },
  { ...trailing, by: "ask", distance: { unit: "bps", bps: 125 }, activationTicks: null, limitDistanceTicks: null },
];

it("keeps what orders wait for, how far that has come and what released them", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  const orders = TRIGGERS.map((trigger, index) =>
    anOrder(`o${index}`, {
      ...{ status: "emulated", isReduceOnly: true, reservedUnits: 0, trigger },
      ...(index === 1 ? { closesPosition: true, replaces: "o9" } : {}),
      ...(index === 0 ? { timeInForce: "GTD" as const, expiresAt: 1_800_000_000_000 } : {}),
    }),
  );
  await commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed: orders });
  expect((await loadPortfolioState(worker, id)).workingOrders).toEqual(orders);

  const [stop, profit, trail, plain] = orders;
  if (stop === undefined || profit === undefined || trail === undefined || plain === undefined) throw new Error("None");
  const moved = { ...stop, trigger: { kind: "stop-loss", by: "last", priceTicks: 5_990_000 } as const, revision: 1 };
  const trailed = { ...trail, trailTicks: 6_300_000 };
  const released = { ...profit, quantityLots: 100_000, boundTicks: 6_399_000, releasedTicks: 6_400_010 };
  const held = [moved, trailed, released].map(({ id: orderId, ...order }) => ({ orderId, ...order }));
  await commitBatch(worker, {
    ...emptyBatch(id, epoch, 2),
    held,
    steps: [
      {
        ...{ orderId: "o2", instrumentId: "BTC-USDT", step: "released", at: 7 },
        held: { ...trailed, releasedTicks: 6_280_000 },
      },
    ],
    updated: held.slice(2).map((order) => ({ ...order, status: "released" as const, at: order.updatedAt })),
  });
  const stored = (await loadPortfolioState(worker, id)).workingOrders;
  expect(stored).toEqual([moved, { ...released, status: "released" }, trailed, plain]);

  const [step] = await owner`select kind, detail from order_event where portfolio_id = ${id}`;
  expect({ ...step }).toEqual({
    kind: "released",
    detail: {
      ...{
        quantity: "1.50000",
        price: "61837.63",
        trigger: "trailing-stop",
        triggerBy: "bid",
        triggerPrice: "62500.00",
      },
      ...{ trailDistance: "123.45", limitDistance: "0.50", trailReference: "63000.00", releasedPrice: "62800.00" },
    },
  });

  const absent = { ...emptyBatch(id, epoch, 3), held: [{ ...moved, orderId: "none" }] };
  await expect(commitBatch(worker, absent)).rejects.toThrow(RowsMissingError);
});

it("keeps the trigger that a venue was asked for, and the one that it then has", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  const stop = { kind: "stop-loss", by: "last", priceTicks: 6_000_000 } as const;
  const order = anOrder("o1", { status: "accepted", isReduceOnly: true, trigger: stop });
  await commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed: [order] });
  const { id: orderId, ...was } = order;
  const asked = {
    ...was,
    ...{ revision: 1, amendment: { quantityLots: 90_000, priceTicks: 5_800_000, triggerTicks: 5_900_000 } },
  };
  const { trigger: _, ...untouched } = asked;
  await commitBatch(worker, { ...emptyBatch(id, epoch, 2), amended: [{ orderId, ...untouched }] });
  expect((await loadPortfolioState(worker, id)).workingOrders).toEqual([{ id: orderId, ...asked }]);

  const trigger = { ...stop, priceTicks: 5_900_000 };
  const taken = { ...asked, quantityLots: 90_000, boundTicks: 5_800_000, trigger, amendment: null };
  const [from, to] = [{ quantityLots: 150_000, priceTicks: 6_100_000, triggerTicks: 6_000_000 }, asked.amendment];
  const step = { orderId, instrumentId: "BTC-USDT", step: "amended", at: 7, amendment: { from, to } } as const;
  await commitBatch(worker, { ...emptyBatch(id, epoch, 3), amended: [{ orderId, ...taken }], steps: [step] });
  expect((await loadPortfolioState(worker, id)).workingOrders).toEqual([{ id: orderId, ...taken }]);
  const [row] = await owner`select kind, detail from order_event where portfolio_id = ${id}`;
  expect(row).toMatchObject({
    kind: "amended",
    detail: { triggerPrice: "60000.00", newTriggerPrice: "59000.00", quantity: "1.50000", newQuantity: "0.90000" },
  });
});

it("leaves an audit row for a stop that was refused, and for nothing else", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  const stop = { kind: "stop-loss", by: "last", priceTicks: 6_000_000 } as const;
  const orders = [
    anOrder("o1", { status: "submitted", isReduceOnly: true, trigger: stop, releasedTicks: 5_999_000 }),
    anOrder("o2", { status: "submitted", isReduceOnly: true }),
    anOrder("o3", { status: "submitted", trigger: { ...stop, kind: "take-profit" }, releasedTicks: 6_000_000 }),
  ];
  await commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed: orders });
  const end = { status: "rejected", reasonCode: "too-late", reason: "The venue said no.", reservedUnits: 0 } as const;
  const updated = orders.map(({ id: orderId, ...order }) => ({ orderId, ...order, ...end, at: 9 }));
  await commitBatch(worker, { ...emptyBatch(id, epoch, 2), updated });
  const rows = await owner`select action, target, actor_user_id, after from audit where portfolio_id = ${id}`;
  expect(rows.map((row) => ({ ...row }))).toMatchObject([
    {
      ...{ action: "stop.rejected", target: "o1", actor_user_id: null },
      after: { instrumentId: "BTC-USDT", code: "too-late", reason: "The venue said no.", at: 9 },
    },
  ]);
});
