import { connect } from "../../../db/client.ts";
import { TapeError } from "../../adapters/market-data/tape/tape-error.ts";
import { marketDataEnvironment } from "../../platform/env.ts";
import { createLogger } from "../../platform/logger.ts";
import { reportHealth } from "../../platform/process-health.ts";
import { openMarketData } from "./market-data.ts";
import { findDeskFeed } from "./open-feed.ts";
import { PricesServer } from "./socket/prices-server.ts";

const aliveEveryMs = 2_000; // The supervisor kills a process that hangs.

const environment = marketDataEnvironment();
const log = createLogger({ name: "market-data", level: environment.logLevel });

process.on("disconnect", () => process.exit(1)); // When the supervisor is gone, so are we.

const sql = connect(environment.databaseUrl, { max: 3, applicationName: "tradewind-market-data" });
const { feed, seed, feedSpeed } = environment;
const open = async () => {
  const deskFeed = await findDeskFeed(sql, feed, seed, Date.now());
  return openMarketData({ sql, log, deskFeed, feedSpeed });
};
const marketData = await open().catch((error: unknown) => {
  if (!(error instanceof TapeError)) throw error;
  console.error(error.message); // The file changed since the desk looked at it: one line says what is wrong with it now.
  process.exit(1);
});
const server = new PricesServer(environment.pricesToken, marketData);
await server.listen(environment.pricesPort);

let isClosing = false;
const close = async (): Promise<void> => {
  if (isClosing) return;
  isClosing = true;
  await server.close();
  await marketData.close();
  await sql.end({ timeout: 2 });
  process.exit(0);
};
process.on("SIGTERM", () => void close());
process.on("SIGINT", () => void close());

// Last: whoever hears it may tell the process to end at once.
process.send?.({ kind: "ready" });
reportHealth(environment.dataDir, "market-data", () => marketData.player.position);
setInterval(() => process.send?.({ kind: "alive" }), aliveEveryMs);
