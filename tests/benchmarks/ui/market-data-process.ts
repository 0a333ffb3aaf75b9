import { appendFileSync } from "node:fs";
import { connect } from "../../../db/client.ts";
import { saveFeedPosition } from "../../../db/queries/feed-state.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { markTicks } from "../../../server/domain/risk/price-reference.ts";
import { marketDataEnvironment } from "../../../server/platform/env.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { openMarketData } from "../../../server/worker/market-data/market-data.ts";
import { PricesServer } from "../../../server/worker/market-data/socket/prices-server.ts";
import type { ShownChange } from "./change-log.ts";
import { openDenseFeed } from "./dense-feed.ts";

// The market-data process of a benchmark: the desk's own, on a feed of any rate, keeping a log of when each price changed.
// SIGUSR2 makes it go on to its next phase.

const KEY = "synthetic.bench:1";
/** Keeping the log costs something itself, so it is kept only while something is looked up in it. */
const PHASES = [
  { perSecond: 10_000, isLogged: true },
  { perSecond: 50_000, isLogged: false },
  { perSecond: 10_000, isLogged: false },
] as const;
const LOG_MS = 250;

const environment = marketDataEnvironment();
const { TRADEWIND_BENCH_LOG: logFile = "" } = process.env;
const log = createLogger({ name: "market-data", level: environment.logLevel });
process.on("disconnect", () => process.exit(1));

const sql = connect(environment.databaseUrl, { max: 3, applicationName: "tradewind-market-data" });
const startAt = Date.now();
const feeds = new Set<ReturnType<typeof openDenseFeed>>();
let phase: (typeof PHASES)[number] = PHASES[0];
const open = () => {
  const feed = openDenseFeed(startAt, phase.perSecond);
  feeds.add(feed);
  return feed;
};
await saveFeedPosition(sql, { key: KEY, position: 0, tapeAt: startAt });
const deskFeed = { key: KEY, position: 0, synthetic: null, open: async () => open() };
const marketData = await openMarketData({ sql, log, deskFeed, feedSpeed: 1 });

const instrument = findInstrument("BTC-USDT") as Instrument;
let changes: ShownChange[] = [];
let observed = 0;
const { view } = marketData;
const observe = view.observe.bind(view);
view.observe = (event) => {
  observe(event);
  observed += 1;
  if (!phase.isLogged || event.instrumentId !== instrument.id || event.kind !== "book") return;
  const touch = [event.bestBidTicks, event.bestAskTicks].map((ticks) => formatPrice(instrument, ticks));
  const sizes = [event.bestBidLots, event.bestAskLots].map((lots) => formatQuantity(instrument, lots));
  const mark = formatPrice(instrument, markTicks(view.price(instrument.id)));
  changes.push({ at: performance.timeOrigin + performance.now(), texts: [...touch, ...sizes], mark });
};
setInterval(() => {
  appendFileSync(logFile, `${JSON.stringify({ observed, changes })}\n`);
  changes = [];
  observed = 0;
}, LOG_MS);
process.on("SIGUSR2", () => {
  phase = PHASES[PHASES.indexOf(phase) + 1] ?? phase;
  for (const feed of feeds) feed.setRate(phase.perSecond);
});

const server = new PricesServer(environment.pricesToken, marketData);
await server.listen(environment.pricesPort);
process.send?.({ kind: "ready" });
setInterval(() => process.send?.({ kind: "alive" }), 2_000);

const close = async (): Promise<void> => {
  await server.close();
  await marketData.close();
  await sql.end({ timeout: 2 });
  process.exit(0);
};
process.on("SIGTERM", () => void close());
process.on("SIGINT", () => void close());
