import { setTimeout as sleep } from "node:timers/promises";
import { type Client, connect } from "../../db/client.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { ControlListener } from "../../server/worker/sessions/control-listener.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { startTestPostgres } from "../support/postgres.ts";
import type { Figures } from "./main.ts";
import {
  commitAgain,
  FIXED_BOOK,
  journalOf,
  openPortfolio,
  queueAll,
  type Request,
  request,
  requests,
} from "./orders-desk.ts";

const WARM_UP_ORDERS = 2_000;
const ORDERS = 15_000;
const PACED_PER_S = 1_000;
const PACED_SECONDS = 6;
const PACED_WARM_UP = 1_000;
const TICK_MS = 5;
const PATIENCE_MS = 60_000;

type Desk = {
  readonly session: PortfolioSession;
  readonly listener: ControlListener;
  /** Throws what broke the session, if anything did. */
  requireSound(): void;
  close(): Promise<void>;
};

async function openDesk(worker: Client, portfolioId: string): Promise<Desk> {
  let failure: unknown = null;
  const session = await PortfolioSession.open({
    sql: worker,
    portfolioId,
    feedKey: "bench",
    holder: "bench",
    findStrategy,
    hashesAlways: false,
    riskSettings: {
      ...DEFAULT_RISK_SETTINGS,
      ordersPerSecondMax: 1_000_000_000,
      positionNotionalMaxUnits: 1e18,
      orderNotionalMaxUnits: 1e18,
    },
    venueSettings: { latencyMs: { submit: 0, cancel: 0 } },
    onFailed: (_session, error) => {
      failure = error;
    },
  });
  if (session === null) throw new Error("The portfolio is held by somebody else");
  await session.goLive();
  await session.driver.offer(FIXED_BOOK, 1);
  const requireSound = () => {
    if (failure !== null) throw failure;
  };
  const listener = new ControlListener({
    sql: worker,
    log: createLogger({ name: "bench", level: "error" }),
    sessions: () => new Map([[portfolioId, session]]),
    tapeNow: () => FIXED_BOOK.at,
    onUnknownPortfolio: () => undefined,
  });
  return {
    session,
    listener,
    requireSound,
    close: async () => {
      await listener.stop();
      await session.close();
    },
  };
}

async function untilFilled({ session, requireSound }: Desk, count: number): Promise<void> {
  const { state } = session.session;
  const deadline = performance.now() + PATIENCE_MS;
  while (state.counters.fills < count) {
    requireSound();
    if (performance.now() > deadline) throw new Error(`Only ${state.counters.fills} of ${count} orders were filled`);
    await sleep(1);
  }
  await session.driver.settle();
}

async function stockUp(desk: Desk, owner: Client, portfolioId: string, wanted: readonly Request[]): Promise<void> {
  await queueAll(owner, portfolioId, wanted.slice(0, 1));
  await desk.listener.start();
  await untilFilled(desk, 1);
}

/** Every order of a full queue: place → journal → fill → lots → ledger → journal. Orders a second. */
async function fullSpeed(owner: Client, worker: Client, key: string, count: number) {
  const portfolioId = await openPortfolio(owner, key);
  const wanted = requests(count + 1);
  const desk = await openDesk(worker, portfolioId);
  await stockUp(desk, owner, portfolioId, wanted);
  await queueAll(owner, portfolioId, wanted.slice(1));
  const start = performance.now();
  desk.listener.read();
  await untilFilled(desk, count + 1);
  const perSecond = count / ((performance.now() - start) / 1_000);
  await desk.close();
  return { portfolioId, wanted, perSecond };
}

/** Requests at a steady pace; from just before the insert to the bell of the commit that handled it, in milliseconds. */
async function pacedAcknowledgements(owner: Client, web: Client, worker: Client): Promise<number[]> {
  const portfolioId = await openPortfolio(owner, "benchpaced");
  const desk = await openDesk(worker, portfolioId);
  const rungAt = new Map<number, number>();
  const bell = await owner.listen("tradewind_changes", (payload) => {
    const [id, sequence] = payload.split(",");
    if (id === portfolioId) rungAt.set(Number(sequence), performance.now());
  });
  const [stock, ...wanted] = requests(PACED_PER_S * PACED_SECONDS + 1);
  await stockUp(desk, owner, portfolioId, stock === undefined ? [] : [stock]);
  const askedAt = new Map<string, number>();
  const asking: Promise<void>[] = [];
  const start = performance.now();
  while (asking.length < wanted.length) {
    const due = Math.min(wanted.length, Math.floor(((performance.now() - start) / 1_000) * PACED_PER_S));
    for (const one of wanted.slice(asking.length, due)) {
      askedAt.set(one.key, performance.now());
      asking.push(request(web, portfolioId, one));
    }
    await sleep(TICK_MS);
  }
  await Promise.all(asking);
  await untilFilled(desk, wanted.length + 1);
  await sleep(100); // The last bells are still on their way.
  const waits: number[] = [];
  for (const row of await journalOf(owner, portfolioId)) {
    for (const change of parseExact(row.changes) as EngineChange[]) {
      if (change.kind !== "control-handled" || change.key === stock?.key) continue;
      const rung = rungAt.get(Number(row.sequence));
      const asked = askedAt.get(change.key);
      if (rung === undefined || asked === undefined) throw new Error(`No bell was heard for "${change.key}"`);
      if (asked - start > PACED_WARM_UP) waits.push(rung - asked);
    }
  }
  await bell.unlisten();
  await desk.close();
  return waits.sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(2));

/** Durable orders on a Postgres of its own, with fsync on; the database's limit is the same batches committed again. */
export async function benchOrders(): Promise<Figures> {
  const postgres = await startTestPostgres({ isDurable: true });
  const client = (url: string, max: number) => connect(url, { max, applicationName: "bench" });
  const owner = client(postgres.owner, 3);
  const web = client(postgres.owner, 8);
  const worker = client(postgres.worker, 4);
  try {
    await fullSpeed(owner, worker, "benchwarm", WARM_UP_ORDERS);
    const { portfolioId, wanted, perSecond } = await fullSpeed(owner, worker, "benchfirst", ORDERS);
    const again = await openPortfolio(owner, "benchagain");
    await queueAll(owner, again, wanted);
    const journal = await journalOf(owner, portfolioId);
    const seconds = await commitAgain(worker, journal, {
      portfolioId: again,
      fromKey: "benchfirst",
      key: "benchagain",
    });
    const waits = await pacedAcknowledgements(owner, web, worker);
    return {
      durable_orders_per_s: Math.round(perSecond),
      share_of_database_limit: Number((perSecond / (ORDERS / seconds)).toFixed(3)),
      ack_ms_p50: quantile(waits, 0.5),
      ack_ms_p99: quantile(waits, 0.99),
    };
  } finally {
    for (const sql of [owner, web, worker]) await sql.end({ timeout: 2 });
    await postgres.stop();
  }
}
