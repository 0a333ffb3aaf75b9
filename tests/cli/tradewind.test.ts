import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../db/client.ts";
import { announceDesk, withdrawDesk } from "../../server/start/running-desk.ts";
import { keepSupervisorFile } from "../../server/start/supervisor-file.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { runTradewind } from "./tradewind-process.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tradewind-cli-"));
const supervisorFile = join(dataDir, "supervisor.json");
let database: TestPostgres;

/** This test process plays the running desk. */
const announce = () =>
  announceDesk(dataDir, {
    pid: process.pid,
    origin: "http://localhost:4190",
    ownerUrl: database.owner,
    supervisorFile,
  });

beforeAll(async () => {
  database = await startTestPostgres();
  keepSupervisorFile(supervisorFile).report("worker", "up", 1);
  announce();
});
afterAll(async () => {
  await database.stop();
  rmSync(dataDir, { recursive: true });
});

const tradewind = (...words: string[]) => runTradewind(words, { TRADEWIND_DATA_DIR: dataDir });

test("shows its commands without any, and a command's use with --help", () => {
  expect(tradewind()).toMatchObject({ status: 0, stdout: expect.stringContaining("users invite EMAIL ") });
  for (const words of [["status"], ["users", "invite"], ["users", "reset"], ["users", "list"]]) {
    expect(tradewind(...words, "--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`tradewind ${words.join(" ")}`),
    });
  }
});

test.each([
  [["nonsense"], 'There is no command "nonsense"'],
  [["users", "invite"], "Name exactly one EMAIL."],
  [["users", "invite", "no-address", "--role", "trader"], '"no-address" is not an email address.'],
  [["users", "invite", "a@example.com"], '--role is "". Use one of admin, manager, trader, viewer.'],
  [["users", "invite", "a@example.com", "--role", "owner"], '--role is "owner"'],
  [["users", "invite", "a@example.com", "--role", "trader", "--name", " "], "--name must have"],
  [["users", "invite", "a@example.com", "--rule", "trader"], "--rule"],
  [["users", "reset"], "Name exactly one EMAIL."],
  [["users", "list", "all"], 'users list takes no "all".'],
])("refuses %j as misuse and changes nothing", async (words, message) => {
  expect(tradewind(...words)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(message) });
});

test("invites, refuses the same person twice, resets and lists, one JSON document each", async () => {
  const invited = tradewind("users", "invite", "Ann@example.com", "--role", "trader", "--name", "Ann", "--json");
  expect(invited.status).toBe(0);
  const document = JSON.parse(invited.stdout);
  expect(document).toMatchObject({
    role: "trader",
    link: expect.stringMatching(/^http:\/\/localhost:4190\/invite\b/),
  });

  const again = tradewind("users", "invite", "ann@example.com", "--role", "viewer", "--json");
  expect(again.status).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: "email-taken" } });

  expect(tradewind("users", "reset", "ann@example.com").stdout).toContain("http://localhost:4190/");
  const unknown = tradewind("users", "reset", "bob@example.com");
  expect(unknown).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("bob@example.com") });

  const { users } = JSON.parse(tradewind("users", "list", "--json").stdout);
  expect(users).toMatchObject([{ email: "ann@example.com", name: "Ann", role: "trader" }]);
  const sql = connect(database.owner, { max: 1, applicationName: "tests" });
  expect(await sql`select action from audit order by at`).toEqual([
    { action: "user.invite" },
    { action: "user.reset" },
  ]);
  await sql.end();
});

test("status reads the files of the running desk", () => {
  const { stdout, status } = tradewind("status", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    isRunning: true,
    origin: "http://localhost:4190",
    children: { worker: { state: "up", restarts: 0 } },
  });
  expect(tradewind("status").stdout).toMatch(/worker +up/);
});

test("without a running desk it starts the database for its own duration, and status starts nothing", () => {
  withdrawDesk(dataDir);
  expect(JSON.parse(tradewind("status", "--json").stdout)).toMatchObject({ isRunning: false });
  expect(existsSync(join(dataDir, "pg"))).toBe(false);
  expect(JSON.parse(tradewind("users", "list", "--json").stdout)).toEqual({ users: [] });
  expect(existsSync(join(dataDir, "pg", "PG_VERSION"))).toBe(true);
  expect(existsSync(join(dataDir, "pg", "postmaster.pid"))).toBe(false);
  expect(existsSync(join(dataDir, "desk.lock"))).toBe(false);
  announce();
});
