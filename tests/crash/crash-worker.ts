import { connect } from "../../db/client.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { openWholeDesk } from "../worker/open-whole-desk.ts";

/** What the test tells its worker: where to work and, if it shall die, at which moment. */
export type CrashOrder = {
  readonly databaseUrl: string;
  readonly livePort: number;
  /** Its complaints about killed databases go here, not on the screen. */
  readonly logFile: string;
  readonly seed: number;
  readonly dieAt: { readonly point: string; readonly occurrence: number } | null;
};

const order = JSON.parse(process.argv[2] ?? "{}") as CrashOrder;
let seen = 0;

process.on("disconnect", () => process.exit(1));
const sql = connect(order.databaseUrl, { max: 4, applicationName: "tradewind-crash" });
const desk = await openWholeDesk({
  sql,
  log: createLogger({ name: "crash-worker", level: "warn", file: order.logFile }),
  feed: { kind: "synthetic" },
  feedSpeed: 20,
  seed: order.seed,
  livePort: order.livePort,
  liveToken: "crash",
  hashesAlways: true,
  onPoint(point) {
    if (order.dieAt?.point !== point) return;
    seen += 1;
    if (seen === order.dieAt.occurrence) process.kill(process.pid, "SIGKILL");
  },
});
process.send?.("ready");
process.on("SIGTERM", () => {
  void desk.close().then(async () => {
    await sql.end({ timeout: 2 });
    process.exit(0);
  });
});
