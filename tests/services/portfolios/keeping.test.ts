import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { portfoliosOfFeed } from "../../../db/queries/portfolio-list.ts";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { cancelAllOrders } from "../../../server/services/orders/cancel-all-orders.ts";
import { archivePortfolio } from "../../../server/services/portfolios/archive/archive-portfolio.ts";
import { resetPortfolio } from "../../../server/services/portfolios/archive/reset-portfolio.ts";
import { restorePortfolio } from "../../../server/services/portfolios/archive/restore-portfolio.ts";
import { createPortfolio } from "../../../server/services/portfolios/create-portfolio.ts";
import { findPortfolios } from "../../../server/services/portfolios/find-portfolios.ts";
import { listOwnPortfolios } from "../../../server/services/portfolios/list-own-portfolios.ts";
import { listPortfolios } from "../../../server/services/portfolios/list-portfolios.ts";
import { addMember } from "../../../server/services/portfolios/members/add-member.ts";
import { changeMemberRole } from "../../../server/services/portfolios/members/change-member-role.ts";
import { listMembers } from "../../../server/services/portfolios/members/list-members.ts";
import { removeMember } from "../../../server/services/portfolios/members/remove-member.ts";
import { renamePortfolio } from "../../../server/services/portfolios/rename-portfolio.ts";
import { codeOf, made, openPortfolioDesk, type Person, person } from "./portfolio-people.ts";

let all: Awaited<ReturnType<typeof openPortfolioDesk>>;
let bob: Person;
beforeAll(async () => {
  all = await openPortfolioDesk();
  bob = await person(all.test, "bob", "viewer");
});
afterAll(() => all?.test.close());

const names = async (actor = all.ann) => (await listPortfolios(all.desk, actor)).map(({ name }) => name);
const audits = async (portfolioId: string) =>
  (
    await all.test.owner<{ action: string }[]>`select action from audit where portfolio_id = ${portfolioId} order by at`
  ).map(({ action }) => action);

async function workingOrder(portfolioId: string) {
  await all.test
    .owner`insert into orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only, accepts_stale_price,
      quantity, bound_price, user_id, control_key, status, filled_quantity, filled_notional, reserved, created_at, updated_at)
    values (${portfolioId}, 'o1', 'BTC-USDT', 'buy', 'limit', 'GTC', false, true, 1, 100, 'ann', 'k', 'accepted', 0, 0, 100, 1, 1)`;
}

it.each([
  ["no number", "many"],
  ["zero", "0"],
  ["negative", "-5"],
  ["more digits than money has", "0.000000001"],
  ["more than a billion", "1000000000.00000001"],
])("opens no portfolio with a balance that is %s", async (_, openingBalance) => {
  const answer = await createPortfolio(all.desk, all.ann, { name: "Odd", openingBalance, feedKind: "synthetic" });
  expect(answer).toMatchObject({ ok: false, rejection: { code: "opening-balance-invalid" } });
  expect(JSON.stringify(answer)).toContain(`\\"${openingBalance}\\"`);
});

it("opens a portfolio with exactly the balance that was asked for", async () => {
  const id = await made(all.test, all.ann, "Exact", "1234.56789012");
  const [own] = (await listOwnPortfolios(all.desk, all.ann)).filter(({ portfolioId }) => portfolioId === id);
  expect(own).toMatchObject({
    name: "Exact",
    netFlow: "1234.56789012",
    equity: null,
    members: 1,
    workingOrders: 0,
    role: "owner",
  });
  const [balance] = await all.test.owner<
    { total: string }[]
  >`select total::text from balances where portfolio_id = ${id}`;
  expect(balance?.total).toBe("1234.56789012");
});

it("gives no two open portfolios of a person one name, and none a blank one", async () => {
  const id = await made(all.test, all.ann, "Twice", "1");
  const again = { name: "Twice", openingBalance: "1", feedKind: "synthetic" } as const;
  expect(codeOf(await createPortfolio(all.desk, all.ann, again))).toBe("portfolio-name-taken");
  expect(codeOf(await renamePortfolio(all.desk, all.ann, { portfolioId: all.portfolioId, name: "Twice" }))).toBe(
    "portfolio-name-taken",
  );
  expect(codeOf(await renamePortfolio(all.desk, all.ann, { portfolioId: id, name: " Twice" }))).toBe(
    "portfolio-name-blank",
  );
  expect(codeOf(await renamePortfolio(all.desk, all.ann, { portfolioId: id, name: "Twice" }))).toBe("ok");
  expect(codeOf(await renamePortfolio(all.desk, all.ann, { portfolioId: id, name: "Once" }))).toBe("ok");
  expect(await names()).toContain("Once");
  expect(await audits(id)).toEqual(["portfolio.create", "portfolio.rename", "portfolio.rename"]);
});

it("begins anew under the same name with the same members and opening balance, and keeps the old one's story", async () => {
  const old = await made(all.test, all.ann, "Again", "777.5");
  await addMember(all.desk, all.ann, { portfolioId: old, email: "BOB@desk.example", role: "trader" });
  await all.test.owner`insert into cash_flow values (${old}, 'k', 'USDT', 1000, 'ann', 1)`;
  const answer = await resetPortfolio(all.desk, all.ann, { portfolioId: old });
  if (!answer.ok) throw new Error(answer.rejection.message);
  const { portfolioId } = answer.value;
  const own = await listOwnPortfolios(all.desk, bob);
  expect(own.find((each) => each.portfolioId === portfolioId)).toMatchObject({
    ...{ name: "Again", netFlow: "777.5", role: "trader", archivedAt: null, members: 2 },
  });
  const archived = own.find((each) => each.portfolioId === old);
  expect(archived?.name).toMatch(/^Again · \d{4}-\d\d-\d\d$/);
  expect(archived).toMatchObject({ netFlow: "1777.5", archivedAt: expect.any(Number) });
  expect(await names(bob)).toEqual(["Again"]);
  expect(await portfoliosOfFeed(all.test.owner, "synthetic", "any")).not.toContain(old);
  expect(await audits(old)).toEqual(["portfolio.create", "portfolio.add-member", "portfolio.reset"]);
  expect(codeOf(await resetPortfolio(all.desk, all.ann, { portfolioId: old }))).toBe("portfolio-archived");
});

it("neither resets nor archives while orders work, commands wait or strategies run", async () => {
  const id = await made(all.test, all.ann, "Busy", "10");
  const { owner } = all.test;
  const both = async () => [
    codeOf(await resetPortfolio(all.desk, all.ann, { portfolioId: id })),
    codeOf(await archivePortfolio(all.desk, all.ann, { portfolioId: id })),
  ];
  await workingOrder(id);
  expect(await both()).toEqual(["orders-working", "orders-working"]);
  await owner`update orders set status = 'canceled' where portfolio_id = ${id}`;
  await owner`insert into control_command (portfolio_id, key, action, user_id, expires_at)
    values (${id}, 'k', '{}', 'ann', now() + interval '1 minute')`;
  expect(await both()).toEqual(["commands-waiting", "commands-waiting"]);
  await owner`update control_command set status = 'handled' where portfolio_id = ${id}`;
  await owner`insert into strategy_run values (${id}, 'r', 'cross', 'BTC-USDT', '{}', 'running', null, '{}', 1, 1)`;
  expect(await both()).toEqual(["strategies-running", "strategies-running"]);
  await owner`update strategy_run set status = 'stopped' where portfolio_id = ${id}`;
  await owner`update portfolio set mode = 'live' where id = ${id}`;
  expect(await both()).toEqual(["portfolio-not-paper", "portfolio-not-paper"]);
  await owner`update portfolio set mode = 'paper' where id = ${id}`;
  expect(await names()).toContain("Busy");
  expect(codeOf(await archivePortfolio(all.desk, all.ann, { portfolioId: id }))).toBe("ok");
  expect(await names()).not.toContain("Busy");
  expect(await audits(id)).toEqual(["portfolio.create", "portfolio.archive"]);
});

it("carries out nothing in an archived portfolio, and lets nobody into it by the way of all", async () => {
  const id = await made(all.test, all.ann, "Gone", "10");
  await archivePortfolio(all.desk, all.ann, { portfolioId: id });
  const answer = await cancelAllOrders(all.desk, all.ann, { portfolioId: id, key: randomUUID(), instrumentId: null });
  expect(answer).toMatchObject({ kind: "refused", code: "portfolio-archived" });
  const found = await findPortfolios(all.desk, all.ann, "all", { takesAll: true });
  expect(found.ok && found.value).not.toContain(id);
  expect(await findPortfolios(all.desk, all.ann, "Gone", { takesAll: false })).toMatchObject({ ok: true, value: [id] });
});

it("takes an archived portfolio out again under a free name, as it was, and lets only its keepers do so", async () => {
  const id = await made(all.test, all.ann, "Rested", "10");
  await addMember(all.desk, all.ann, { portfolioId: id, email: "bob@desk.example", role: "trader" });
  const restore = (name: string, actor = all.ann) => restorePortfolio(all.desk, actor, { portfolioId: id, name });
  expect(codeOf(await restore("Rested"))).toBe("portfolio-not-archived");
  await archivePortfolio(all.desk, all.ann, { portfolioId: id });
  await made(all.test, all.ann, "Rested", "20");
  expect(codeOf(await restore("Rested"))).toBe("portfolio-name-taken");
  expect(codeOf(await restore(" Rested"))).toBe("portfolio-name-blank");
  await expect(restore("Mine", bob)).rejects.toThrow(AccessError);
  expect(codeOf(await restore("Rested again"))).toBe("ok");
  expect(await names(bob)).toContain("Rested again");
  expect(await portfoliosOfFeed(all.test.owner, "synthetic", "any")).toContain(id);
  const [own] = (await listOwnPortfolios(all.desk, all.ann)).filter(({ portfolioId }) => portfolioId === id);
  expect(own).toMatchObject({ name: "Rested again", netFlow: "10", archivedAt: null, members: 2 });
  expect((await audits(id)).slice(-2)).toEqual(["portfolio.archive", "portfolio.restore"]);
});

it("queues nothing that was asked while the portfolio was being archived: nobody would carry it out", async () => {
  const id = await made(all.test, all.ann, "Going", "10");
  let asked: ReturnType<typeof cancelAllOrders> | undefined;
  await all.test.owner.begin(async (transaction) => {
    await transaction`select from portfolio where id = ${id} for update`;
    await transaction`update portfolio set archived_at = clock_timestamp() where id = ${id}`;
    asked = cancelAllOrders(all.desk, all.ann, { portfolioId: id, key: randomUUID(), instrumentId: null });
    const isHeldUp = async () => (await all.test.owner`select from pg_locks where not granted`).length > 0;
    while (!(await isHeldUp())) await sleep(10);
  });
  expect(await asked).toMatchObject({ kind: "refused", code: "portfolio-archived" });
  expect(await all.test.owner`select from control_command where portfolio_id = ${id}`).toHaveLength(0);
});

it("adds, changes and removes members, each leaving its trace", async () => {
  const id = await made(all.test, all.ann, "Shared", "10");
  const email = "bob@desk.example";
  const add = (role: "viewer" | "owner") => addMember(all.desk, all.ann, { portfolioId: id, email, role });
  expect(
    codeOf(await addMember(all.desk, all.ann, { portfolioId: id, email: "no@desk.example", role: "viewer" })),
  ).toBe("person-unknown");
  expect(codeOf(await add("viewer"))).toBe("ok");
  expect(codeOf(await add("viewer"))).toBe("member-already");
  expect(await names(bob)).toContain("Shared");
  expect((await listMembers(all.desk, all.ann, id)).map(({ name, role }) => [name, role])).toEqual([
    ["ann", "owner"],
    ["bob", "viewer"],
  ]);
  const change = { portfolioId: id, userId: bob.userId, role: "trader" } as const;
  expect(codeOf(await changeMemberRole(all.desk, all.ann, change))).toBe("ok");
  expect(codeOf(await removeMember(all.desk, all.ann, { portfolioId: id, userId: bob.userId }))).toBe("ok");
  expect(await names(bob)).not.toContain("Shared");
  expect(codeOf(await removeMember(all.desk, all.ann, { portfolioId: id, userId: bob.userId }))).toBe("member-unknown");
  expect(codeOf(await changeMemberRole(all.desk, all.ann, change))).toBe("member-unknown");
  expect(await audits(id)).toEqual([
    "portfolio.create",
    "portfolio.add-member",
    "portfolio.change-member-role",
    "portfolio.remove-member",
  ]);
});

it("keeps the last owner, and lets only owners make or change owners and admins", async () => {
  const id = await made(all.test, all.ann, "Ruled", "10");
  const cleo = await person(all.test, "cleo", "viewer");
  await addMember(all.desk, all.ann, { portfolioId: id, email: "bob@desk.example", role: "admin" });
  await addMember(all.desk, all.ann, { portfolioId: id, email: "cleo@desk.example", role: "viewer" });
  const change = (by: Person, whom: Person, role: "owner" | "admin" | "manager") =>
    changeMemberRole(all.desk, by, { portfolioId: id, userId: whom.userId, role }).then(codeOf);
  const remove = (by: Person, whom: Person) =>
    removeMember(all.desk, by, { portfolioId: id, userId: whom.userId }).then(codeOf);
  expect(await change(all.ann, all.ann, "admin")).toBe("last-owner");
  expect(await remove(all.ann, all.ann)).toBe("last-owner");
  expect(await change(all.ann, all.ann, "owner")).toBe("ok");
  expect(await change(bob, cleo, "manager")).toBe("ok");
  expect(await change(bob, cleo, "admin")).toBe("role-too-high");
  expect(await change(bob, all.ann, "manager")).toBe("role-too-high");
  expect(await remove(bob, all.ann)).toBe("role-too-high");
  expect(codeOf(await addMember(all.desk, bob, { portfolioId: id, email: "x@desk.example", role: "owner" }))).toBe(
    "role-too-high",
  );
  expect(await change(all.ann, cleo, "owner")).toBe("ok");
  expect(
    await Promise.all([remove(all.ann, cleo), remove(cleo, all.ann)].map((each) => each.catch(String))),
  ).toHaveLength(2);
  expect(
    (await all.test.owner`select 1 from portfolio_member where portfolio_id = ${id} and role = 'owner'`).length,
  ).toBe(1);
});

it("keeps strangers and viewers out", async () => {
  const id = await made(all.test, all.ann, "Private", "10");
  await expect(listMembers(all.desk, bob, id)).rejects.toThrow(AccessError);
  await expect(resetPortfolio(all.desk, bob, { portfolioId: id })).rejects.toThrow(AccessError);
  await addMember(all.desk, all.ann, { portfolioId: id, email: "bob@desk.example", role: "viewer" });
  await expect(archivePortfolio(all.desk, bob, { portfolioId: id })).rejects.toThrow(AccessError);
  await expect(renamePortfolio(all.desk, bob, { portfolioId: id, name: "Mine" })).rejects.toThrow(AccessError);
});
