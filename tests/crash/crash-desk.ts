import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Client } from "../../db/client.ts";
import { stringifyExact } from "../../server/domain/money/integer-json.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import type { FaultPoint } from "../../server/worker/sessions/session-driver.ts";
import { auditStory, type Story } from "./audit-story.ts";
import type { CrashOrder } from "./crash-worker.ts";

const WORKER = fileURLToPath(new URL("crash-worker.ts", import.meta.url));
const START_MS = 30_000;
const ANSWER_TRIES = 300;

const OPENING_USDT = 100_000;

/** Makes a paper portfolio on synthetic prices, as the desk itself does. */
export async function openPortfolio(
  owner: Client,
  key: string,
  feedKind: "synthetic" | "recorded" = "synthetic",
): Promise<string> {
  const id = randomUUID();
  const opening = [{ kind: "balance-changed", currency: "USDT", totalUnits: OPENING_USDT * 1e8, reservedUnits: 0 }];
  await owner`select open_portfolio(${id}, ${key}, 'Crash', 'paper', ${feedKind}, 'USDT', 'USDT', ${OPENING_USDT}, ${Date.now()}, ${stringifyExact(opening)})`;
  return id;
}

export function orderIntent(key: string, wanted: Partial<OrderIntent>): OrderIntent {
  return {
    instrumentId: "BTC-USDT",
    side: "buy",
    type: "market",
    quantityLots: 100,
    priceTicks: null,
    timeInForce: "IOC",
    isPostOnly: false,
    isReduceOnly: false,
    source: { kind: "manual", userId: "tester", key },
    acceptsStalePrice: true,
    trigger: null,
    expiresAt: null,
    ...wanted,
  };
}

/** Queues a command as the web does; the same key a second time adds nothing. */
export async function queue(owner: Client, portfolioId: string, key: string, action: ControlAction): Promise<void> {
  await owner`
    insert into control_command (portfolio_id, key, user_id, action, expires_at)
    values (${portfolioId}, ${key}, 'tester', ${stringifyExact(action)}::text::jsonb, clock_timestamp() + interval '120 s')
    on conflict do nothing`;
  await owner`select pg_notify('tradewind_control', ${portfolioId})`;
}

/** A worker process that can be told to die at a moment, or be killed. */
export class CrashWorker {
  readonly #order: CrashOrder;
  #child: ChildProcess | null = null;

  constructor(order: Omit<CrashOrder, "dieAt" | "logFile">) {
    this.#order = {
      ...order,
      dieAt: null,
      logFile: join(tmpdir(), `tradewind-crash-${process.pid}-${order.seed}.log`),
    };
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it is at work, or has died before it was. */
  async start(
    dieAt: { point: FaultPoint; occurrence: number } | null,
    nodeOptions: readonly string[] = [],
  ): Promise<void> {
    const child = fork("server/platform/run.js", [WORKER, JSON.stringify({ ...this.#order, dieAt })], {
      execArgv: [...nodeOptions],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child = child;
    await Promise.race([once(child, "message"), once(child, "exit"), sleep(START_MS, undefined, { ref: false })]);
  }

  async died(timeoutMs: number): Promise<boolean> {
    const child = this.#child;
    if (child === null || !this.isRunning) return true;
    await Promise.race([once(child, "exit"), sleep(timeoutMs, undefined, { ref: false })]);
    return !this.isRunning;
  }

  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#child?.kill(signal);
  }

  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child === null || !this.isRunning) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

/** Lets the worker answer everything that was asked, stops it in order, and reads the whole story. */
export async function finish(owner: Client, worker: CrashWorker, portfolioId: string): Promise<Story> {
  if (!worker.isRunning) await worker.start(null);
  for (let i = 0; i < ANSWER_TRIES; i++) {
    const [row] = await owner<{ pending: number }[]>`
      select count(*)::int as pending from control_command where portfolio_id = ${portfolioId} and status = 'pending'`;
    if (row?.pending === 0) break;
    await sleep(100);
  }
  await worker.kill("SIGTERM");
  return auditStory(owner, portfolioId);
}
