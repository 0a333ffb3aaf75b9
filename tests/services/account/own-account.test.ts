import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { changePassword } from "../../../server/services/account/change-password.ts";
import { endOtherSessions } from "../../../server/services/account/end-other-sessions.ts";
import { endSession } from "../../../server/services/account/end-session.ts";
import { listSessions } from "../../../server/services/account/list-sessions.ts";
import { renameSelf } from "../../../server/services/account/rename-self.ts";
import { readSettings } from "../../../server/services/settings/read-settings.ts";
import { writeSetting } from "../../../server/services/settings/write-setting.ts";
import { makePerson, openTestWeb, PASSWORD, query, type TestWeb } from "../../api/open-test-web.ts";

const NEXT = "seven slow ships come home";

let test: TestWeb;
let person: { id: string; email: string; cookie: string };
let place = 0;

beforeAll(async () => {
  test = await openTestWeb();
});

afterAll(async () => {
  await test?.close();
});

beforeEach(async () => {
  await test.owner`delete from rate_limit`; // Each test signs somebody in.
  place += 1;
  person = await makePerson(test, `person${place}`, "viewer");
});

const actor = () => ({ userId: person.id, ip: "192.0.2.7" });
const cli = { userId: null, ip: null };
const actions = async () =>
  (
    await test.owner<{ action: string }[]>`select action from audit where actor_user_id = ${person.id} order by at, id`
  ).map(({ action }) => action);

/** Another browser of the person. */
async function openSession(): Promise<string> {
  const id = randomUUID();
  await test.owner`insert into session (id, token, user_id, expires_at, ip_address, user_agent)
    values (${id}, ${id}, ${person.id}, now() + interval '1 day', '198.51.100.9', 'curl/8')`;
  return id;
}

const currentSession = async () =>
  (await test.owner<{ id: string }[]>`select id from session where user_id = ${person.id} order by created_at`)[0]
    ?.id ?? "";
const isSignedIn = async () =>
  (await query(test.web, "session.me", undefined, { cookie: person.cookie })).data !== null;

describe("sessions", () => {
  it("are listed with their place, without those of others and those that ran out", async () => {
    const here = await currentSession();
    const other = await openSession();
    await makePerson(test, `stranger${place}`, "owner");
    await test.owner`insert into session (id, token, user_id, expires_at)
      values (${`old${place}`}, ${`old${place}`}, ${person.id}, now() - interval '1 second')`;
    const sessions = await listSessions(test.web.desk, actor(), here);
    expect(sessions.map(({ sessionId }) => sessionId).sort()).toEqual([here, other].sort());
    const found = sessions.find(({ sessionId }) => sessionId === other);
    expect(found).toMatchObject({ isCurrent: false, ip: "198.51.100.9", userAgent: "curl/8" });
    expect(sessions.find(({ sessionId }) => sessionId === here)?.isCurrent).toBe(true);
  });

  it("end one by one, and nobody ends another's", async () => {
    const other = await openSession();
    const owner = person;
    person = await makePerson(test, `thief${place}`, "owner");
    const theft = await endSession(test.web.desk, actor(), { sessionId: other });
    expect(theft).toMatchObject({ ok: false, rejection: { code: "session-unknown" } });
    expect(await actions()).toEqual([]);
    person = owner;
    expect(await endSession(test.web.desk, actor(), { sessionId: other })).toMatchObject({ ok: true });
    expect(await listSessions(test.web.desk, actor(), "")).toHaveLength(1);
    expect(await isSignedIn()).toBe(true);
    expect(await actions()).toEqual(["session.end"]);
  });

  it("end all but the one that asks", async () => {
    const here = await currentSession();
    await openSession();
    await openSession();
    expect(await endOtherSessions(test.web.desk, actor(), here)).toEqual({ ended: 2 });
    expect((await listSessions(test.web.desk, actor(), here)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
    expect(await isSignedIn()).toBe(true);
  });
});

describe("the password", () => {
  const change = async (current: string, next: string) =>
    changePassword(test.web.desk, actor(), { current, next, sessionId: await currentSession() });

  it("changes for who knows it, and other sessions end", async () => {
    await openSession();
    expect(await change(PASSWORD, NEXT)).toEqual({ ok: true, value: { endedSessions: 1 } });
    expect(await isSignedIn()).toBe(true);
    expect(await change(PASSWORD, "another one of many words")).toMatchObject({
      rejection: { code: "password-wrong" },
    });
    expect(await change(NEXT, "another one of many words")).toMatchObject({ ok: true });
    expect(await actions()).toEqual(["user.change-password", "user.password-mistake", "user.change-password"]);
  });

  it("stays when the new one is weak or the same", async () => {
    expect(await change(PASSWORD, "short")).toMatchObject({ rejection: { code: "password-weak" } });
    expect(await change(PASSWORD, PASSWORD)).toMatchObject({ rejection: { code: "password-same" } });
    expect(await actions()).toEqual([]);
  });

  it("cannot be guessed: after eight mistakes even the right one waits", async () => {
    const guesses = await Promise.all(Array.from({ length: 10 }, (_, index) => change(`guess number ${index}`, NEXT)));
    const codes = guesses.map((guess) => (guess.ok ? "ok" : guess.rejection.code));
    expect(codes.filter((code) => code === "password-wrong")).toHaveLength(8);
    expect(await change(PASSWORD, NEXT)).toMatchObject({ rejection: { code: "too-many-attempts" } });
    await test.owner`update audit set at = at - interval '16 minutes' where actor_user_id = ${person.id}`;
    expect(await change(PASSWORD, NEXT)).toMatchObject({ ok: true });
  });
});

it("renames the person, and not to nothing or too much", async () => {
  expect(await renameSelf(test.web.desk, actor(), { name: "  Grace   Hopper " })).toEqual({
    ok: true,
    value: { name: "Grace Hopper" },
  });
  expect(await renameSelf(test.web.desk, actor(), { name: "  " })).toMatchObject({ rejection: { code: "name-empty" } });
  const long = await renameSelf(test.web.desk, actor(), { name: "x".repeat(101) });
  expect(long).toMatchObject({ rejection: { code: "name-too-long" } });
  expect((await query(test.web, "session.me", undefined, { cookie: person.cookie })).data).toMatchObject({
    name: "Grace Hopper",
  });
});

describe("settings", () => {
  const write = (name: string, value: unknown) => writeSetting(test.web.desk, actor(), { name, value });

  it("are kept for each person, as they were written", async () => {
    const value = { columns: ["a", "ü"], open: null, deep: [[1.5, false]] };
    expect(await write("table.orders", value)).toEqual({ ok: true, value: { name: "table.orders" } });
    await write("table.orders", [1]);
    await write("layout.trade", null);
    expect(await readSettings(test.web.desk, actor())).toEqual({ "table.orders": [1], "layout.trade": null });
    const other = await makePerson(test, `other${place}`, "owner");
    expect(await readSettings(test.web.desk, { userId: other.id, ip: null })).toEqual({});
  });

  it("stand in the audit when they change what the desk asks, not when a panel moves", async () => {
    await write("layout.trade", [1]);
    await write("preferences", { confirm: { placeOrder: false } });
    expect(await actions()).toEqual(["setting.write"]);
  });

  it.each(["", "role", "preferences.x", "layout", "layout.a b", "layout.a.b.c.d", `layout.${"x".repeat(65)}`])(
    "know no name like %j",
    async (name) => {
      expect(await write(name, 1)).toMatchObject({ rejection: { code: "setting-unknown" } });
    },
  );

  it("have a size, counted in bytes, and a number", async () => {
    expect(await write("chart.BTC-USDT", "ü".repeat(25_000))).toMatchObject({
      rejection: { code: "setting-too-large" },
    });
    expect(await write("chart.BTC-USDT", "ü".repeat(24_000))).toMatchObject({ ok: true });
    await test.owner`insert into user_setting (user_id, name, value)
      select ${person.id}, 'list.' || n, '1' from generate_series(1, 299) n`;
    expect(await write("list.more", 1)).toMatchObject({ rejection: { code: "settings-too-many" } });
    expect(await write("list.1", 2)).toMatchObject({ ok: true });
  });

  it("belong to a person: the command line and somebody who is gone have none", async () => {
    await expect(writeSetting(test.web.desk, cli, { name: "list.a", value: 1 })).rejects.toThrow(AccessError);
    const gone = { userId: randomUUID(), ip: null };
    await expect(writeSetting(test.web.desk, gone, { name: "list.a", value: 1 })).rejects.toThrow(AccessError);
  });
});
