import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { setMargin } from "../../../server/services/margin/set-margin.ts";
import { reversePosition } from "../../../server/services/orders/reverse-position.ts";
import { setBorrowing } from "../../../server/services/trading/set-borrowing.ts";
import { openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { makePortfolio } from "../../db/make-batch.ts";

let test: TestWeb;
let portfolioId: string;

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  for (const role of ["manager", "trader", "viewer"]) {
    await test.owner`insert into "user" (id, name, email, email_verified, role) values (${role}, ${role}, ${`${role}@desk.example`}, true, ${role})`;
    await test.owner`insert into portfolio_member (portfolio_id, user_id, role) values (${portfolioId}, ${role}, ${role})`;
  }
});

afterAll(async () => {
  await test?.close();
});

const trader = { userId: "trader", ip: null };
const manager = { userId: "manager", ip: null };
const viewer = { userId: "viewer", ip: null };
const queued = async (key: string) =>
  (await test.owner<{ action: object }[]>`select action from control_command where key = ${key}`)[0]?.action;

it("a setting and a reversal reach the queue as they were asked for, once, audited", async () => {
  const [set, turn] = [randomUUID(), randomUUID()];
  const setting = { instrumentId: "BTC-USDT-PERP", leverage: 20, mode: "isolated" } as const;
  const pending = { kind: "pending" }; // No worker runs here.
  expect(await setMargin(test.web.desk, trader, { portfolioId, key: set, ...setting })).toEqual(pending);
  const reverse = { portfolioId, key: turn, instrumentId: "BTC-USDT-PERP" };
  expect(await reversePosition(test.web.desk, trader, reverse)).toEqual(pending);
  expect(await reversePosition(test.web.desk, trader, reverse)).toEqual(pending);
  expect(await queued(set)).toEqual({
    kind: "set-margin",
    instrumentId: "BTC-USDT-PERP",
    setting: { leverage: 20, mode: "isolated" },
  });
  expect(await queued(turn)).toEqual({ kind: "reverse-position", instrumentId: "BTC-USDT-PERP" });
  const side = randomUUID();
  await reversePosition(test.web.desk, trader, { ...reverse, key: side, positionSide: "short" });
  expect(await queued(side)).toEqual({ ...(await queued(turn)), positionSide: "short" });
  const audited = await test.owner<
    { action: string; target: string }[]
  >`select action, target from audit where portfolio_id = ${portfolioId} order by action`;
  expect(audited).toEqual([
    { action: "margin.set", target: "BTC-USDT-PERP" },
    { action: "position.reverse", target: "BTC-USDT-PERP" },
    { action: "position.reverse", target: "BTC-USDT-PERP" },
  ]);
});

it("who may only look sets and turns nothing", async () => {
  const named = { portfolioId, key: randomUUID(), instrumentId: "BTC-USDT-PERP" };
  await expect(setMargin(test.web.desk, viewer, { ...named, leverage: 5, mode: "cross" })).rejects.toThrow(AccessError);
  await expect(reversePosition(test.web.desk, viewer, named)).rejects.toThrow(AccessError);
});

it("how far a portfolio may borrow reaches the queue once, audited, and only from who may resume trading", async () => {
  const input = { portfolioId, key: randomUUID(), leverage: 5 } as const;
  expect(await setBorrowing(test.web.desk, manager, input)).toEqual({ kind: "pending" });
  expect(await setBorrowing(test.web.desk, manager, input)).toEqual({ kind: "pending" });
  expect(await queued(input.key)).toEqual({ kind: "set-borrowing", leverage: 5 });
  const audited = await test.owner<
    { target: string }[]
  >`select target from audit where portfolio_id = ${portfolioId} and action = 'trading.set-borrowing'`;
  expect(audited).toEqual([{ target: portfolioId }]);
  const denied = setBorrowing(test.web.desk, trader, { ...input, key: randomUUID() });
  await expect(denied).rejects.toThrow(AccessError);
});
