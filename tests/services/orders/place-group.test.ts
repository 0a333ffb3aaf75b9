import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { placeGroup } from "../../../server/services/orders/place-group.ts";
import type { TestWeb } from "../../api/open-test-web.ts";
import { withMembers } from "../with-members.ts";

let test: TestWeb;
let portfolioId: string;
const trader = { userId: "tim", ip: null };
const viewer = { userId: "vic", ip: null };

withMembers({ tim: "trader", vic: "viewer" }, (desk) => {
  ({ test, portfolioId } = desk);
});

const entry = {
  ...{ instrumentId: "BTC-USDT", side: "buy", type: "limit", quantity: "0.01", price: "60000.00", timeInForce: "GTC" },
  ...{ isPostOnly: false, isReduceOnly: false, acceptsStalePrice: false },
};
const stop = {
  ...{ ...entry, side: "sell", type: "market", price: null, isReduceOnly: true },
  trigger: {
    kind: "stop-loss",
    by: "last",
    price: "59000",
    distance: null,
    distancePercent: null,
    limitDistance: null,
  },
};
const group = { entry, legs: [{ role: "stop", order: stop }] };

it("queues an entry with its legs as one command of one key, and leaves one audit row", async () => {
  const key = randomUUID();
  await placeGroup(test.web.desk, trader, { portfolioId, key, group });
  const queued = await test.owner<{ action: object }[]>`select action from control_command where key = ${key}`;
  const source = { kind: "manual", userId: "tim", key };
  expect(queued.map(({ action }) => action)).toMatchObject([
    {
      kind: "place-group",
      entry: { priceTicks: 6_000_000, source },
      legs: [{ role: "stop", intent: { trigger: { priceTicks: 5_900_000 }, isReduceOnly: true, source } }],
    },
  ]);
  const audited = await test.owner<{ action: string }[]>`select action from audit where target = ${key}`;
  expect(audited.map((row) => row.action)).toEqual(["order.place-group"]);
});

it("queues nothing of what cannot stand together, or of whoever may not trade", async () => {
  const key = randomUUID();
  const alone = { portfolioId, key, group: { entry: null, legs: group.legs } };
  expect(await placeGroup(test.web.desk, trader, alone)).toMatchObject({ kind: "refused", code: "oco-incomplete" });
  await expect(placeGroup(test.web.desk, viewer, { portfolioId, key, group })).rejects.toThrow(AccessError);
  expect(await test.owner`select 1 from control_command where key = ${key}`).toHaveLength(0);
});
