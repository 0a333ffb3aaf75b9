import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { connect } from "../../db/client.ts";
import { startTestPostgres } from "../support/postgres.ts";
import { isRunning, postmasterPid, readStatus, until } from "./desk-process.ts";
import { childPid, closeDesks, makeDesk, ready, restarted } from "./made-desks.ts";

afterEach(closeDesks);

type FixtureEnvironment = {
  readonly TRADEWIND_LIVE_TOKEN: string;
  readonly TRADEWIND_PRICES_TOKEN: string;
  readonly TRADEWIND_SETUP_CODE?: string;
};

test("starts from nothing, drains in order on Ctrl-C, and starts again on the same data", async () => {
  const { dataDir, port, launch } = await makeDesk();
  const first = launch();
  await first.said(ready);
  expect(first.output()).toContain("1 migrations applied");
  expect(first.output()).toContain(`http://localhost:${port}`);
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).ok).toBe(true);
  expect(readStatus(dataDir).children).toMatchObject({
    postgres: { state: "up", restarts: 0 },
    "market-data": { state: "up", restarts: 0 },
    worker: { state: "up", restarts: 0 },
    web: { state: "up", restarts: 0 },
  });
  const postgres = postmasterPid(dataDir);
  first.child.kill("SIGINT");
  expect(await first.exited()).toBe(0);
  const said = first.output();
  const order = [
    "Stopping the web",
    "Stopping the worker",
    "2 working orders stay journaled.",
    "Stopping Postgres",
    "Stopped.",
  ];
  const places = order.map((line) => said.indexOf(line));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(isRunning(postgres)).toBe(false);
  expect(existsSync(join(dataDir, "desk.lock"))).toBe(false);
  expect(existsSync(join(dataDir, "desk.json"))).toBe(false);

  const second = launch();
  await second.said(ready);
  expect(second.output()).toContain("no migration to apply");
});

test("gives each child only its own secrets, and keeps them from other users", async () => {
  const { dataDir, launch } = await makeDesk();
  await launch().said(ready);
  await restarted(dataDir, "jobs", 0);
  const [worker, web, jobs, marketData] = ["worker", "web", "jobs", "market-data"].map(
    (name) => JSON.parse(readFileSync(join(dataDir, `${name}-environment.json`), "utf8")) as FixtureEnvironment,
  );
  expect(worker).toHaveProperty("TRADEWIND_DATABASE_URL_WORKER", expect.stringContaining("tradewind_worker_login:"));
  expect(worker).not.toHaveProperty("TRADEWIND_DATABASE_URL_WEB");
  expect(worker).not.toHaveProperty("TRADEWIND_SECRET");
  expect(web).toHaveProperty("TRADEWIND_DATABASE_URL_WEB", expect.stringContaining("tradewind_web_login:"));
  expect(web).not.toHaveProperty("TRADEWIND_DATABASE_URL_WORKER");
  expect(jobs).toHaveProperty("TRADEWIND_DATABASE_URL_WORKER", expect.stringContaining("tradewind_worker_login:"));
  expect(jobs).not.toHaveProperty("TRADEWIND_LIVE_TOKEN");
  expect(jobs).not.toHaveProperty("TRADEWIND_SECRET");
  expect(marketData).toHaveProperty(
    "TRADEWIND_DATABASE_URL_WORKER",
    expect.stringContaining("tradewind_worker_login:"),
  );
  expect(marketData).not.toHaveProperty("TRADEWIND_LIVE_TOKEN");
  expect(marketData).not.toHaveProperty("TRADEWIND_SECRET");
  for (const reader of [worker, web]) {
    expect(reader).toHaveProperty("TRADEWIND_PRICES_TOKEN", marketData?.TRADEWIND_PRICES_TOKEN);
  }
  expect(jobs).not.toHaveProperty("TRADEWIND_PRICES_TOKEN");
  expect(JSON.stringify([worker, web, jobs, marketData])).not.toContain("_URL_OWNER");
  expect(web).toHaveProperty("TRADEWIND_LIVE_TOKEN", worker?.TRADEWIND_LIVE_TOKEN);
  for (const file of ["secret", "roles.json", "pg.password", "desk.json", "supervisor.json", "logs/web.log"]) {
    expect(statSync(join(dataDir, file)).mode & 0o077, file).toBe(0);
  }
});

test("names the taken port and another one, before it starts anything", async () => {
  const { dataDir, port, launch } = await makeDesk();
  const other = createServer().listen(port, "127.0.0.1");
  await sleep(50);
  const desk = launch();
  expect(await desk.exited()).toBe(1);
  other.close();
  expect(desk.output()).toContain(`Port ${port} on 127.0.0.1 is taken`);
  expect(desk.output()).toContain(`PORT=${port + 1} npm start`);
  expect(existsSync(join(dataDir, "pg"))).toBe(false);
});

test("refuses a second start on the same data and says which process has it", async () => {
  const { dataDir, launch } = await makeDesk();
  const first = launch();
  await first.said(ready);
  const second = launch({ port: 4199 });
  expect(await second.exited()).toBe(1);
  expect(second.output()).toContain(`A desk (process ${first.child.pid}) already runs on ${dataDir}`);
  expect(second.output()).toContain("TRADEWIND_DATA_DIR");
  expect(isRunning(postmasterPid(dataDir))).toBe(true);
  first.child.kill("SIGTERM");
  expect(await first.exited()).toBe(0);
});

test("restarts a killed worker, web and Postgres, and counts it", async () => {
  const { dataDir, port, launch } = await makeDesk();
  const desk = launch();
  await desk.said(ready);
  process.kill(childPid(dataDir, "worker"), "SIGKILL");
  await desk.said("The worker ended unexpectedly; it restarts in 0.5 s.");
  await restarted(dataDir, "worker", 1);
  process.kill(childPid(dataDir, "web"), "SIGKILL");
  await desk.said("The web ended unexpectedly");
  await restarted(dataDir, "web", 1);
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).ok).toBe(true);
  const before = postmasterPid(dataDir);
  const portBefore = readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8").split("\n")[3];
  process.kill(before, "SIGKILL");
  await desk.said("Postgres ended unexpectedly");
  await restarted(dataDir, "postgres", 1);
  expect(postmasterPid(dataDir)).not.toBe(before);
  expect(readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8").split("\n")[3]).toBe(portBefore);
  process.kill(childPid(dataDir, "worker"), "SIGKILL");
  await desk.said("The worker ended unexpectedly; it restarts in 1 s.");
});

test("restarts a killed jobs process and leaves trading alone", async () => {
  const { dataDir, launch } = await makeDesk();
  const desk = launch();
  await desk.said(ready);
  await restarted(dataDir, "jobs", 0);
  const worker = childPid(dataDir, "worker");
  process.kill(childPid(dataDir, "jobs"), "SIGKILL");
  await desk.said("The jobs process ended unexpectedly; it restarts in 0.5 s.");
  await restarted(dataDir, "jobs", 1);
  expect(childPid(dataDir, "worker")).toBe(worker);
  expect(readStatus(dataDir).children.worker).toMatchObject({ state: "up", restarts: 0 });
});

test("runs without a jobs process that does not start, and says so", async () => {
  const { dataDir, port, launch } = await makeDesk({ environment: { FIXTURE_JOBS: "broken-jobs" } });
  const desk = launch();
  await desk.said(ready);
  await desk.said("The desk goes on; downloads and imports wait.");
  expect(desk.output()).toContain("The jobs process does not start.");
  expect(readStatus(dataDir).children).toMatchObject({ worker: { state: "up" }, jobs: { state: "down" } });
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).ok).toBe(true);
  desk.child.kill("SIGINT");
  expect(await desk.exited()).toBe(0);
});

test("after kill -9 of the supervisor its children end and the next start takes over its Postgres", async () => {
  const { dataDir, launch } = await makeDesk();
  const first = launch();
  await first.said(ready);
  await restarted(dataDir, "jobs", 0);
  const names = ["market-data", "worker", "web", "jobs"] as const;
  const children = names.map((name) => childPid(dataDir, name));
  const postgres = postmasterPid(dataDir);
  first.child.kill("SIGKILL");
  await until(
    () => !children.some(isRunning),
    5_000,
    () => "the children to end",
  );
  expect(isRunning(postgres)).toBe(true);
  const second = launch();
  await second.said(ready);
  expect(second.output()).toContain(`Took over the Postgres (process ${postgres})`);
  expect(postmasterPid(dataDir)).toBe(postgres);
  second.child.kill("SIGTERM");
  expect(await second.exited()).toBe(0);
  expect(isRunning(postgres)).toBe(false);
});

test("starts after kill -9 of the supervisor and of Postgres", async () => {
  const { dataDir, launch } = await makeDesk();
  const first = launch();
  await first.said(ready);
  const postgres = postmasterPid(dataDir);
  first.child.kill("SIGKILL");
  process.kill(postgres, "SIGKILL");
  await launch().said(ready);
});

test("kills a worker that does not drain in time; a second Ctrl-C does not wait for it", async () => {
  const { dataDir, launch } = await makeDesk({ environment: { FIXTURE_WORKER: "stubborn-worker" } });
  const desk = launch();
  await desk.said(ready);
  const worker = childPid(dataDir, "worker");
  desk.child.kill("SIGINT");
  await desk.said("Stopping the worker");
  await sleep(800);
  desk.child.kill("SIGINT");
  expect(await desk.exited(3_000)).toBe(130);
  expect(desk.output()).toContain("Forced.");
  await until(
    () => !isRunning(worker),
    2_000,
    () => "the worker to end",
  );
});

test("does not take one Ctrl-C that npm passes on for two", async () => {
  const { launch } = await makeDesk();
  const desk = launch();
  await desk.said(ready);
  desk.child.kill("SIGINT");
  await sleep(20);
  desk.child.kill("SIGINT");
  expect(await desk.exited()).toBe(0);
});

test("gives up on a worker that never starts, shows its last words and leaves nothing running", async () => {
  const { dataDir, launch } = await makeDesk({ environment: { FIXTURE_WORKER: "broken-worker" } });
  const desk = launch();
  expect(await desk.exited(30_000)).toBe(1);
  expect(desk.output()).toContain("The worker does not start.");
  expect(desk.output()).toContain("the fixture worker cannot start");
  expect(existsSync(join(dataDir, "pg", "postmaster.pid"))).toBe(false);
  expect(existsSync(join(dataDir, "desk.lock"))).toBe(false);
});

test("Ctrl-C during the web build ends the build and Postgres", async () => {
  const { dataDir, launch } = await makeDesk({ environment: { FIXTURE_BUILD_MS: "60000" } });
  const desk = launch();
  await desk.said("Building the web, as after every change of its sources (about 1 s)");
  desk.child.kill("SIGINT");
  expect(await desk.exited()).toBe(0);
  expect(existsSync(join(dataDir, "pg", "postmaster.pid"))).toBe(false);
});

test("refuses to be reached from other machines without a declared proxy", async () => {
  const { launch } = await makeDesk();
  const bare = launch({ environment: { HOST: "0.0.0.0" } });
  expect(await bare.exited()).toBe(1);
  expect(bare.output()).toContain('HOST is "0.0.0.0", which other machines can reach');
});

test("behind a declared proxy it prints the one-time code that the first page demands", async () => {
  const { dataDir, launch } = await makeDesk();
  const environment = { HOST: "0.0.0.0", TRADEWIND_TRUSTED_PROXY: "1", TRADEWIND_ORIGIN: "https://desk.example" };
  const desk = launch({ environment });
  await desk.said(ready);
  const code = /https:\/\/desk\.example\/\?code=([\w-]+)/.exec(desk.output())?.[1];
  const web = JSON.parse(readFileSync(join(dataDir, "web-environment.json"), "utf8")) as FixtureEnvironment;
  expect(web.TRADEWIND_SETUP_CODE).toBe(code);
  expect(code?.length).toBe(12);
});

test("works with the database of DATABASE_URL, whose user may not create roles, and says so", async () => {
  const server = await startTestPostgres({ isDurable: true });
  const admin = connect(server.owner, { max: 1, applicationName: "tests" });
  await admin.unsafe("create role modest login password 'plain'");
  await admin.unsafe("create database modest_desk owner modest");
  await admin.end();
  const { dataDir, launch } = await makeDesk();
  const url = new URL(server.cluster.url("modest_desk"));
  [url.username, url.password] = ["modest", "plain"];
  const desk = launch({ environment: { DATABASE_URL: url.href } });
  await desk.said(ready);
  expect(desk.output()).toContain("The database user may not create roles");
  expect(existsSync(join(dataDir, "pg"))).toBe(false);
  desk.child.kill("SIGTERM");
  expect(await desk.exited()).toBe(0);
  expect(server.cluster.isAlive()).toBe(true);
  await server.stop();
});

test("says which database does not answer, without its password", async () => {
  const { launch } = await makeDesk();
  const desk = launch({ environment: { DATABASE_URL: "postgres://me:hush@127.0.0.1:4198/nowhere" } });
  expect(await desk.exited()).toBe(1);
  expect(desk.output()).toContain('The database "nowhere" at 127.0.0.1:4198 that DATABASE_URL names does not answer');
  expect(desk.output()).not.toContain("hush");
});

const isRoot = process.getuid?.() === 0;
const canSwitch = isRoot && spawnSync("setpriv", ["--version"]).status === 0;

test.skipIf(!canSwitch)("runs as an ordinary user", async () => {
  const { dataDir, launch } = await makeDesk({ uid: 65_534 });
  const desk = launch();
  await desk.said(ready);
  expect(statSync(join(dataDir, "pg")).uid).toBe(65_534);
  desk.child.kill("SIGTERM");
  expect(await desk.exited()).toBe(0);
});
