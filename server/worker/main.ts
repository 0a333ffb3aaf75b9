import { connect } from "../../db/client.ts";
import { workerEnvironment } from "../platform/env.ts";
import { createLogger } from "../platform/logger.ts";
import { reportHealth } from "../platform/process-health.ts";
import { openDesk } from "./desk.ts";
import { farewell } from "./farewell.ts";
import { SocketTape } from "./market-data/socket/socket-tape.ts";

const aliveEveryMs = 2_000; // The supervisor kills a worker that hangs.

const environment = workerEnvironment();
const log = createLogger({ name: "worker", level: environment.logLevel });

// No orphan may trade: when the supervisor is gone, so are we, at once.
process.on("disconnect", () => process.exit(1));

const sql = connect(environment.databaseUrl, { max: 6, applicationName: "tradewind-worker" });
const tape = new SocketTape({
  port: environment.pricesPort,
  token: environment.pricesToken,
  log,
  onOtherTape(key) {
    log.fatal({ key }, "another tape is played now; the worker starts again on it");
    process.exit(1);
  },
});
const { dataDir, tape: limits } = environment;
const keep = limits.hours === 0 ? {} : { keep: { dataDir, limits } };
const desk = await openDesk({ ...environment, ...keep, sql, log, tape });

let isClosing = false;
const close = async (): Promise<void> => {
  if (isClosing) return;
  isClosing = true;
  const text = farewell(await desk.close());
  process.send?.({ kind: "drained", text });
  await sql.end({ timeout: 2 });
  process.exit(0);
};
process.on("SIGTERM", () => void close());
process.on("SIGINT", () => void close());

// Last: whoever hears it may tell the process to end at once.
process.send?.({ kind: "ready" });
reportHealth(environment.dataDir, "worker");
setInterval(() => process.send?.({ kind: "alive" }), aliveEveryMs);
