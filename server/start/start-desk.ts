import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { accept, type Result, refuse } from "../domain/errors/rejection.ts";
import type { StartEnvironment } from "../platform/env.ts";
import { isBlockedPort, nextOpenPort } from "./blocked-ports.ts";
import { checkFeed } from "./check-feed.ts";
import type { Closing } from "./closing.ts";
import { lockData } from "./data-lock.ts";
import { hasOwner, prepareDatabase, startOwnPostgres } from "./database.ts";
import { checkPort, freePort } from "./free-port.ts";
import { keptSecret } from "./kept-secret.ts";
import { type PublicAddress, publicAddress } from "./public-address.ts";
import { announceDesk, withdrawDesk } from "./running-desk.ts";
import { type ChildCommand, type SupervisedChild, superviseChild } from "./supervised-child.ts";
import { keepSupervisorFile, type SupervisorFile } from "./supervisor-file.ts";
import { watchPostgres } from "./watched-postgres.ts";
import type { WebBuild } from "./web-build.ts";

/** What the children learn through their environment. */
export type DeskLinks = {
  readonly web: ChildEnvironment;
  readonly worker: ChildEnvironment;
  readonly marketData: ChildEnvironment;
  readonly jobs: ChildEnvironment;
  readonly logs: string;
};
export type ChildEnvironment = Readonly<Record<string, string | undefined>>;

export type DeskPlan = {
  readonly environment: StartEnvironment;
  readonly migrationsFolder: string;
  planBuild(logFile: string): WebBuild;
  marketData(links: DeskLinks): ChildCommand;
  worker(links: DeskLinks): ChildCommand;
  web(links: DeskLinks): ChildCommand;
  jobs(links: DeskLinks): ChildCommand;
  print(line: string): void;
};

export type StartedDesk = {
  readonly address: string;
  readonly marketData: SupervisedChild;
  readonly worker: SupervisedChild;
  readonly jobs: SupervisedChild;
};

const webDrainMs = 3_000;
const workerDrainMs = 10_000;
const marketDataDrainMs = 3_000;
const jobsDrainMs = 5_000;

/** From nothing to a healthy desk. Everything it opens is added to `closing`, so that a refusal half-way leaves nothing behind. */
export async function startDesk(plan: DeskPlan, closing: Closing): Promise<Result<StartedDesk>> {
  const { environment, print } = plan;
  const { dataDir, host, port } = environment;
  const address = publicAddress(environment);
  if (!address.ok) return address;
  if (isBlockedPort(port)) {
    const message = `Port ${port} is kept for another service: no browser opens it, whatever listens there. Choose another port: PORT=${nextOpenPort(port)} npm start`;
    return refuse("port-blocked", message, { port: String(port) });
  }
  const feed = await checkFeed(environment.feed);
  if (!feed.ok) return feed;
  const lock = await lockData(dataDir, "desk");
  if (lock.kind === "refused") {
    const who = lock.holder.purpose === "desk" ? "A desk" : "A tradewind command";
    return refuse(
      "data-in-use",
      `${who} (process ${lock.holder.pid}) already runs on ${dataDir}. Stop it first (Ctrl-C there, or kill ${lock.holder.pid}), or give this one a folder of its own with TRADEWIND_DATA_DIR=….`,
      { pid: String(lock.holder.pid) },
    );
  }
  closing.add({ close: async () => lock.release(), force: lock.release });
  const found = await checkPort(port, host);
  if (found.kind === "taken") {
    const message = `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: PORT=${nextOpenPort(port)} npm start`;
    return refuse("port-taken", message, { port: String(port) });
  }
  if (found.kind === "refused") {
    return refuse("port-refused", `The desk cannot listen on ${host}:${port}: ${found.reason}. Change HOST or PORT.`);
  }
  const logs = join(dataDir, "logs");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const supervisorFile = join(dataDir, "supervisor.json");
  const file = keepSupervisorFile(supervisorFile);

  const began = Date.now();
  const options = { dataDir, databaseUrl: environment.databaseUrl, migrationsFolder: plan.migrationsFolder };
  print(
    environment.databaseUrl === undefined ? "Starting Postgres (about 2 s)" : "Reaching the database of DATABASE_URL",
  );
  const own = await startOwnPostgres(options);
  if (own !== undefined) {
    const endWatch = watchPostgres(own, file, print);
    const close = async () => {
      await endWatch();
      print("Stopping Postgres");
      await own.stop();
      file.report("postgres", "down", null);
    };
    closing.add({ close, force: () => process.kill(own.pid(), "SIGQUIT") });
    if (own.wasAdopted) print(`Took over the Postgres (process ${own.pid()}) that an ended desk had left running`);
  }
  const { urls, migrations } = await prepareDatabase(options, own);
  file.report("postgres", "up", own?.pid() ?? null);
  print(
    `Database ready, ${migrations === 0 ? "no migration to apply" : `${migrations} migrations applied`} (${since(began)})`,
  );
  if (!urls.areSeparate) {
    print("The database user may not create roles: the desk, its web and its worker all use that one user.");
  }

  await buildWeb(plan, join(logs, "build.log"), closing);

  const setupCode = address.value.isLoopback ? undefined : randomBytes(9).toString("base64url");
  const prices = {
    TRADEWIND_PRICES_PORT: String(await freePort()),
    TRADEWIND_PRICES_TOKEN: randomBytes(24).toString("base64url"),
  };
  const shared = {
    ...prices,
    TRADEWIND_LIVE_PORT: String(await freePort()),
    TRADEWIND_LIVE_TOKEN: randomBytes(24).toString("base64url"),
    TRADEWIND_DATA_DIR: dataDir,
    TRADEWIND_SUPERVISOR_FILE: supervisorFile,
  };
  const links: DeskLinks = {
    logs,
    worker: { ...shared, TRADEWIND_DATABASE_URL_WORKER: urls.worker },
    marketData: { ...prices, TRADEWIND_DATA_DIR: dataDir, TRADEWIND_DATABASE_URL_WORKER: urls.worker },
    jobs: { TRADEWIND_DATA_DIR: dataDir, TRADEWIND_DATABASE_URL_WORKER: urls.worker },
    web: {
      ...shared,
      TRADEWIND_DATABASE_URL_WEB: urls.web,
      TRADEWIND_SECRET: keptSecret(join(dataDir, "secret")),
      TRADEWIND_ORIGIN: address.value.origin,
      TRADEWIND_SETUP_CODE: setupCode,
      TRADEWIND_TRUSTED_PROXY: environment.isProxyTrusted ? "1" : "0",
    },
  };
  print("Starting the worker and the web (about 3 s)");
  const marketData = superviseChild(plan.marketData(links), file, print);
  // Opened first and so closed last: the worker drains on a tape that is still there.
  closing.add({ close: async () => void (await marketData.stop(marketDataDrainMs)), force: marketData.kill });
  const worker = superviseChild(plan.worker(links), file, print);
  const web = superviseChild(plan.web(links), file, print);
  const closeWorker = async () => {
    print("Stopping the worker");
    const words = await worker.stop(workerDrainMs);
    if (words !== undefined) print(words);
  };
  const closeWeb = async () => {
    print("Stopping the web");
    await web.stop(webDrainMs);
  };
  closing.add({ close: closeWorker, force: worker.kill });
  closing.add({ close: closeWeb, force: web.kill });
  await Promise.all([marketData.start(), worker.start(), web.start()]);
  const jobs = startJobs(plan, links, { file, closing });

  announceDesk(dataDir, { pid: process.pid, origin: address.value.origin, ownerUrl: urls.owner, supervisorFile });
  closing.add({ close: async () => withdrawDesk(dataDir), force: () => withdrawDesk(dataDir) });
  const url = await printedAddress(address.value, setupCode, urls.owner);
  print(`Tradewind is ready (${since(began)}): ${url}`);
  return accept({ address: url, marketData, worker, jobs });
}

/** Nobody waits for it: a desk trades without downloads and imports. */
function startJobs(
  { jobs: command, print }: DeskPlan,
  links: DeskLinks,
  { file, closing }: { readonly file: SupervisorFile; readonly closing: Closing },
): SupervisedChild {
  const jobs = superviseChild(command(links), file, print);
  closing.add({ close: async () => void (await jobs.stop(jobsDrainMs)), force: jobs.kill });
  jobs.start().catch((cause: Error) => print(`${cause.message}\nThe desk goes on; downloads and imports wait.`));
  return jobs;
}

async function buildWeb(plan: DeskPlan, logFile: string, closing: Closing): Promise<void> {
  const build = plan.planBuild(logFile);
  if (build.kind === "fresh") return;
  const began = Date.now();
  plan.print(`Building the web, as after every change of its sources (about ${build.expectedSeconds} s)`);
  const ended = new AbortController();
  closing.add({ close: async () => ended.abort(), force: () => ended.abort() });
  await build.run(plan.print, ended.signal);
  plan.print(`Web built (${since(began)})`);
}

async function printedAddress(
  address: PublicAddress,
  setupCode: string | undefined,
  ownerUrl: string,
): Promise<string> {
  if (setupCode === undefined || (await hasOwner(ownerUrl))) return address.origin;
  return `${address.origin}/?code=${setupCode}`;
}

function since(began: number): string {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
