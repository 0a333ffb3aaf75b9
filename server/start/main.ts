import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { EnvironmentError, startEnvironment } from "../platform/env.ts";
import { jobsCommand, marketDataCommand, webCommand, workerCommand } from "./child-commands.ts";
import { runDesk } from "./run-desk.ts";
import type { DeskPlan } from "./start-desk.ts";
import { watchSources } from "./watch-sources.ts";
import { planWebBuild } from "./web-build.ts";

const help = `npm start            starts the desk and prints its address
npm run dev          the same for developers: pages and worker follow the sources

PORT=3000                      where browsers reach it
HOST=127.0.0.1                 other hosts need TRADEWIND_TRUSTED_PROXY=1 and TRADEWIND_ORIGIN=https://…
DATABASE_URL=postgres://…      a Postgres of your own instead of the built-in one
TRADEWIND_DATA_DIR=.data       where the desk keeps its data
TRADEWIND_FEED=synthetic       or recorded:FILE[,FILE…]
TRADEWIND_FEED_SPEED=1         or max, or a factor
TRADEWIND_SEED=1               which synthetic market
`;

const root = fileURLToPath(new URL("../..", import.meta.url));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dev: { type: "boolean", default: false }, help: { type: "boolean" } } });
  if (values.help) return void process.stdout.write(help);
  const environment = startEnvironment();
  const { host, port } = environment;
  const isDevelopment = values.dev;
  const plan: DeskPlan = {
    environment,
    migrationsFolder: join(root, "db", "migrations"),
    planBuild: (logFile) => (isDevelopment ? { kind: "fresh" } : planWebBuild(root, logFile)),
    marketData: (links) => marketDataCommand(root, links, isDevelopment),
    worker: (links) => workerCommand(root, links, isDevelopment),
    web: (links) => webCommand(root, links, { host, port, isDevelopment }),
    jobs: (links) => jobsCommand(root, links, isDevelopment),
    print: (line) => console.log(line),
  };
  await runDesk(plan, (desk) => {
    if (!isDevelopment) return;
    watchSources(root, ["server", "strategies", "db"], () => {
      desk.marketData.restart();
      desk.worker.restart();
      desk.jobs.restart();
    });
  });
}

main().catch((cause: unknown) => {
  const isMisuse = cause instanceof EnvironmentError || (cause instanceof TypeError && "code" in cause);
  console.error(isMisuse ? cause.message : cause);
  process.exit(isMisuse ? 2 : 1);
});
