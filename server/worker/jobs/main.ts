import { setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "../../../db/client.ts";
import { jobsEnvironment } from "../../platform/env.ts";
import { createLogger } from "../../platform/logger.ts";
import { reportHealth } from "../../platform/process-health.ts";
import { carryOutWith } from "./carry-out.ts";
import { startJobRunner } from "./job-runner.ts";

const aliveEveryMs = 2_000; // The supervisor kills a child that hangs.
const niceness = 5; // Trading goes first, but on a busy machine a job must still be heard of.

const environment = jobsEnvironment();
const log = createLogger({ name: "jobs", level: environment.logLevel });

// Whoever outlives the supervisor would write into a database that another desk may have taken over.
process.on("disconnect", () => process.exit(1));
setPriority(niceness);

const pause = async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
  await sleep(Math.min(ms, 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal }).catch(() => {});
};

const sql = connect(environment.databaseUrl, { max: 4, applicationName: "tradewind-jobs" });
const carryOut = carryOutWith({
  sql,
  dataDir: environment.dataDir,
  pause,
  now: () => Date.now(),
  chance: () => Math.random(),
});
const runner = await startJobRunner({ sql, log, carryOut });

let isClosing = false;
const close = async (): Promise<void> => {
  if (isClosing) return;
  isClosing = true;
  await runner.close();
  await sql.end({ timeout: 2 });
  process.exit(0);
};
process.on("SIGTERM", () => void close());
process.on("SIGINT", () => void close());

// Last: whoever hears it may tell the process to end at once.
process.send?.({ kind: "ready" });
reportHealth(environment.dataDir, "jobs");
setInterval(() => process.send?.({ kind: "alive" }), aliveEveryMs);
