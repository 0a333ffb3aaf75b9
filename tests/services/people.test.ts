import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readJournal } from "../../db/queries/journal.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { serveAuth } from "../../server/api/serve-auth.ts";
import { passwordProblem } from "../../server/platform/password.ts";
import { newUuid } from "../../server/platform/uuid.ts";
import { AccessError } from "../../server/services/access/authorize.ts";
import { createPortfolio } from "../../server/services/portfolios/create-portfolio.ts";
import { listPortfolios } from "../../server/services/portfolios/list-portfolios.ts";
import { portfolioSnapshot } from "../../server/services/portfolios/portfolio-snapshot.ts";
import { deskStatus } from "../../server/services/system/desk-status.ts";
import { acceptInvite } from "../../server/services/users/accept-invite.ts";
import { createOwner, isOwnerNeeded } from "../../server/services/users/create-owner.ts";
import { inviteUser } from "../../server/services/users/invite-user.ts";
import { listUsers } from "../../server/services/users/list-users.ts";
import { resetUser } from "../../server/services/users/reset-user.ts";
import { openTestWeb, PASSWORD, query, requestTo, signIn, type TestWeb } from "../api/open-test-web.ts";

let test: TestWeb;
const cli = { userId: null, ip: null };
const ann = { name: "Ann", email: "Ann@Desk.example", password: PASSWORD, setupCode: null, ip: null };
const setup = { code: null, feedKind: "synthetic" } as const;

beforeAll(async () => {
  test = await openTestWeb();
});

afterAll(async () => {
  await test?.close();
});

const actions = async () =>
  (await test.owner<{ action: string }[]>`select action from audit order by at, id`).map(({ action }) => action);
const tokenOf = (path: string) => path.slice("/invite/".length);
const idOf = async (email: string) =>
  (await test.owner<{ id: string }[]>`select id from "user" where email = ${email}`)[0]?.id ?? "";

describe("the first owner", () => {
  it("needs the setup code where there is one, and a strong password", async () => {
    const wrong = await createOwner(test.web.desk, { ...ann, setupCode: "guess" }, { ...setup, code: "right" });
    expect(wrong).toMatchObject({ ok: false, rejection: { code: "setup-code-wrong" } });
    const weak = await createOwner(test.web.desk, { ...ann, password: "short" }, setup);
    expect(weak).toMatchObject({ ok: false, rejection: { code: "password-weak" } });
    expect(await isOwnerNeeded(test.web.desk)).toBe(true);
    expect(await actions()).toEqual([]);
  });

  it("is made once, though five tabs ask at the same time, with a paper portfolio of 100,000 USDT", async () => {
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map(() => createOwner(test.web.desk, ann, { ...setup, code: null })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.rejection.code).toBe("owner-exists");
    expect(await isOwnerNeeded(test.web.desk)).toBe(false);
    const actor = { userId: await idOf("ann@desk.example"), ip: null };
    const [portfolio, ...others] = await listPortfolios(test.web.desk, actor);
    expect(others).toEqual([]);
    expect(portfolio).toMatchObject({
      name: "Paper",
      mode: "paper",
      feedKind: "synthetic",
      role: "owner",
      sequence: 0,
    });
    const snapshot = await portfolioSnapshot(test.web.desk, actor, portfolio?.portfolioId ?? "", "recorded");
    expect(snapshot).toMatchObject({
      balances: [{ currency: "USDT", totalUnits: 1e13, reservedUnits: 0 }],
      isFrozen: true,
      orders: [],
    });
    const stored = await loadPortfolioState(test.owner, portfolio?.portfolioId ?? "");
    expect(stored.portfolio.key).toMatch(/^[a-z0-9]{10}$/);
    const [opening] = await readJournal(test.owner, portfolio?.portfolioId ?? "", -1, 1);
    expect(JSON.parse(opening?.changes ?? "[]")).toEqual([{ kind: "balance-changed", ...snapshot.balances[0] }]);
    expect(await actions()).toEqual(["user.create-owner"]);
  });

  it("signs in with the email in any case, and not with another password", async () => {
    const cookie = await signIn(test.web, "ann@desk.example");
    expect((await query(test.web, "session.me", undefined, { cookie })).data).toMatchObject({
      name: "Ann",
      role: "owner",
    });
    expect(await signIn(test.web, "ANN@desk.example")).not.toBe("");
    await expect(signIn(test.web, "ann@desk.example", "wrong wrong wrong")).rejects.toThrow(/401/);
    await expect(signIn(test.web, "nobody@desk.example")).rejects.toThrow(/401/);
  });
});

describe("invitations", () => {
  it("carry a link that works once and sets a strong password", async () => {
    const actor = { userId: await idOf("ann@desk.example"), ip: null };
    const [portfolio] = await listPortfolios(test.web.desk, actor);
    const portfolioIds = [portfolio?.portfolioId ?? ""];
    const invited = await inviteUser(test.web.desk, actor, {
      name: "Bob",
      email: "bob@desk.example",
      role: "trader",
      portfolioIds,
    });
    if (!invited.ok) throw new Error(invited.rejection.message);
    const token = tokenOf(invited.value.path);
    expect(await test.owner`select 1 from user_link where token_hash = ${token}`).toHaveLength(0);
    const weak = await acceptInvite(test.web.desk, { token, password: "bob@desk.example", ip: null });
    expect(weak).toMatchObject({ ok: false, rejection: { code: "password-weak" } });
    const tries = await Promise.all(
      [1, 2].map(() => acceptInvite(test.web.desk, { token, password: PASSWORD, ip: null })),
    );
    expect(tries.filter((result) => result.ok)).toHaveLength(1);
    await signIn(test.web, "bob@desk.example");
    const bob = { userId: invited.value.userId, ip: null };
    expect(await listPortfolios(test.web.desk, bob)).toMatchObject([{ role: "trader" }]);
    await expect(listUsers(test.web.desk, bob)).rejects.toThrow(AccessError);
    const twice = await inviteUser(test.web.desk, cli, {
      name: "B",
      email: "BOB@desk.example",
      role: "viewer",
      portfolioIds: [],
    });
    expect(twice).toMatchObject({ ok: false, rejection: { code: "email-taken" } });
  });

  it("reset ends every session and the old password, and an old link dies", async () => {
    const cookie = await signIn(test.web, "bob@desk.example");
    const first = await resetUser(test.web.desk, cli, { email: "Bob@desk.example" });
    const second = await resetUser(test.web.desk, cli, { email: "bob@desk.example" });
    if (!first.ok || !second.ok) throw new Error("Reset was refused");
    expect((await query(test.web, "session.me", undefined, { cookie })).data).toBeNull();
    await expect(signIn(test.web, "bob@desk.example")).rejects.toThrow(/401/);
    const accept = (path: string) =>
      acceptInvite(test.web.desk, { token: tokenOf(path), password: PASSWORD, ip: null });
    expect((await accept(first.value.path)).ok).toBe(false);
    await test.owner`update user_link set expires_at = now() - interval '1 second'`;
    expect((await accept(second.value.path)).ok).toBe(false);
    await test.owner`update user_link set expires_at = now() + interval '1 hour'`;
    expect((await accept(second.value.path)).ok).toBe(true);
    await signIn(test.web, "bob@desk.example");
    expect(await resetUser(test.web.desk, cli, { email: "nobody@desk.example" })).toMatchObject({ ok: false });
  });

  it("make no admin but by an owner, and reset no owner but by one", async () => {
    const made = await inviteUser(test.web.desk, cli, {
      name: "Ada",
      email: "ada@desk.example",
      role: "admin",
      portfolioIds: [],
    });
    if (!made.ok) throw new Error(made.rejection.message);
    const ada = { userId: made.value.userId, ip: null };
    const another = await inviteUser(test.web.desk, ada, {
      name: "X",
      email: "x@desk.example",
      role: "admin",
      portfolioIds: [],
    });
    expect(another).toMatchObject({ ok: false, rejection: { code: "role-too-high" } });
    expect(await resetUser(test.web.desk, ada, { email: "ann@desk.example" })).toMatchObject({ ok: false });
    const foreign = { name: "Y", email: "y@desk.example", role: "viewer", portfolioIds: [randomUUID()] } as const;
    await expect(inviteUser(test.web.desk, ada, foreign)).rejects.toThrow(AccessError);
    expect((await listUsers(test.web.desk, ada)).map(({ name }) => name)).toEqual(["Ann", "Bob", "Ada"]);
  });
});

it("leaves one audit row for each deed and none for a refusal", async () => {
  const actor = { userId: await idOf("ann@desk.example"), ip: "192.0.2.7" };
  await createPortfolio(test.web.desk, actor, { name: "Second", feedKind: "recorded", openingBalance: "5" });
  expect(await actions()).toEqual([
    "user.create-owner",
    "user.invite",
    "user.accept-invite",
    "user.reset",
    "user.reset",
    "user.accept-invite",
    "user.invite",
    "portfolio.create",
  ]);
  const [row] = await test.owner`select actor_user_id, ip::text, after from audit where action = 'portfolio.create'`;
  expect(row).toEqual({
    actor_user_id: actor.userId,
    ip: "192.0.2.7",
    after: { name: "Second", feedKind: "recorded", openingBalance: "5" },
  });
  await expect(
    createPortfolio(test.web.desk, cli, { name: "x", feedKind: "live", openingBalance: "5" }),
  ).rejects.toThrow(AccessError);
});

it("tells what the supervisor wrote, and nothing while it wrote nothing", async () => {
  const file = joinPath(mkdtempSync(joinPath(tmpdir(), "tradewind-status-")), "supervisor.json");
  expect(await deskStatus(test.web.desk, cli, null)).toBeNull();
  expect(await deskStatus(test.web.desk, cli, file)).toBeNull();
  writeFileSync(file, '{"worker":"running"}');
  expect(await deskStatus(test.web.desk, cli, file)).toEqual({ worker: "running" });
});

it.each([
  ["short", "eleven char", /11 characters/],
  ["too long", "ab cdefgh".repeat(20), /longer/],
  ["the email", "ann@desk.example", /email/],
  ["the email's name with digits", "annemarie12345", /email/],
  ["one letter again and again", "aaaaaaaaaabbb", /repeats/],
  ["well-known words", "Password1234!", /well-known/],
  ["only digits", "123456789012", /well-known/],
])("finds a password that is %s", (_name, password, problem) => {
  const email = password.startsWith("annemarie") ? "annemarie@desk.example" : "ann@desk.example";
  expect(passwordProblem(password, email)).toMatch(problem);
});

it("takes a sentence as a password", () => {
  expect(passwordProblem(PASSWORD, "ann@desk.example")).toBeNull();
});

it("makes ids that are UUIDs of version 7 and begin with the time", () => {
  const id = newUuid();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Math.abs(Number.parseInt(id.replace("-", "").slice(0, 12), 16) - Date.now())).toBeLessThan(1_000);
});

it("slows down who guesses passwords, whatever address the guesser claims", async () => {
  const guess = async (index: number) => {
    const body = JSON.stringify({ email: "ann@desk.example", password: `guess number ${index}` });
    const headers = { "x-forwarded-for": `198.51.100.${index}`, "x-tradewind-ip": `198.51.100.${index}` };
    return (await serveAuth(requestTo("/api/auth/sign-in/email", "POST", { body, headers }), test.web)).status;
  };
  const statuses: number[] = [];
  for (let index = 0; index < 20; index += 1) statuses.push(await guess(index));
  expect(statuses.at(-1)).toBe(429);
  expect(statuses).not.toContain(200);
});
