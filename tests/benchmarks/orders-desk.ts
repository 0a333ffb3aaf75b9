import { randomUUID } from "node:crypto";
import type { Client } from "../../db/client.ts";
import { commitBatch } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { toCommitBatch } from "../../server/adapters/database-journal.ts";
import type { BookEvent } from "../../server/domain/markets/market-event.ts";
import { parseExact, stringifyExact } from "../../server/domain/money/integer-json.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";

const OPENING_USDT = 100_000_000;
const PRICE_TICKS = 6_000_000;
const PLENTY_LOTS = 9e12;
const QUANTITY_LOTS = 1_000;
const STOCK_LOTS = 10_000_000;
const ROWS_PER_INSERT = 1_000;
const LEASE_MS = 600_000;

/** A book that never moves and never runs dry. */
export const FIXED_BOOK: BookEvent = {
  kind: "book",
  instrumentId: "BTC-USDT",
  at: Date.UTC(2024, 0, 1),
  isSnapshot: true,
  bids: [PRICE_TICKS - 1, PLENTY_LOTS],
  asks: [PRICE_TICKS, PLENTY_LOTS],
  bestBidTicks: PRICE_TICKS - 1,
  bestBidLots: PLENTY_LOTS,
  bestAskTicks: PRICE_TICKS,
  bestAskLots: PLENTY_LOTS,
};

export async function openPortfolio(owner: Client, key: string): Promise<string> {
  const id = randomUUID();
  const opening = [{ kind: "balance-changed", currency: "USDT", totalUnits: OPENING_USDT * 1e8, reservedUnits: 0 }];
  await owner`select open_portfolio(${id}, ${key}, ${key}, 'paper', 'recorded', 'USDT', 'USDT', ${OPENING_USDT}, ${FIXED_BOOK.at}, ${stringifyExact(opening)})`;
  return id;
}

/** First a stock to sell from; then buys and sells in turn, so that lots are opened and closed. */
function orderAction(key: string, number: number): ControlAction {
  const isBuy = number % 2 === 0;
  return {
    kind: "place-order",
    intent: {
      instrumentId: "BTC-USDT",
      side: isBuy ? "buy" : "sell",
      type: "market",
      quantityLots: number === 0 ? STOCK_LOTS : QUANTITY_LOTS,
      priceTicks: null,
      timeInForce: "IOC",
      isPostOnly: false,
      isReduceOnly: false,
      source: { kind: "manual", userId: "bench", key },
      acceptsStalePrice: true,
      trigger: null,
      expiresAt: null,
    },
  };
}

export type Request = { readonly key: string; readonly action: string };

export const requests = (count: number): Request[] =>
  Array.from({ length: count }, (_, number) => {
    const key = randomUUID();
    return { key, action: stringifyExact(orderAction(key, number)) };
  });

/** Puts requests into the durable queue without ringing. */
export async function queueAll(owner: Client, portfolioId: string, wanted: readonly Request[]): Promise<void> {
  for (let start = 0; start < wanted.length; start += ROWS_PER_INSERT) {
    const part = wanted.slice(start, start + ROWS_PER_INSERT);
    await owner`
      insert into control_command (portfolio_id, key, user_id, action, expires_at)
      select ${portfolioId}, key::uuid, 'bench', action::jsonb, clock_timestamp() + interval '1 hour'
      from unnest(${part.map(({ key }) => key)}::text[], ${part.map(({ action }) => action)}::text[]) as t(key, action)`;
  }
}

/** One request as the web makes it: inserted, then the bell. */
export async function request(web: Client, portfolioId: string, { key, action }: Request): Promise<void> {
  await web`
    with queued as (
      insert into control_command (portfolio_id, key, user_id, action, expires_at)
      values (${portfolioId}, ${key}, 'bench', ${action}::text::jsonb, clock_timestamp() + interval '1 hour')
      on conflict do nothing returning 1)
    select pg_notify('tradewind_control', ${portfolioId}), set_config('synchronous_commit', 'off', true) from queued`;
}

type JournalRow = { readonly sequence: string; readonly at: string; readonly changes: string };

export const journalOf = (owner: Client, portfolioId: string): Promise<JournalRow[]> =>
  owner<JournalRow[]>`
    select sequence, at, changes::text as changes from journal
    where portfolio_id = ${portfolioId} and sequence > 0 order by sequence`;

/** Commits the journal of one portfolio once more as another's, batch after batch; answers in seconds. */
export async function commitAgain(
  worker: Client,
  journal: readonly JournalRow[],
  to: { portfolioId: string; fromKey: string; key: string },
): Promise<number> {
  const lease = await acquireLease(worker, to.portfolioId, "bench", LEASE_MS);
  if (lease === null) throw new Error("The second portfolio is held by somebody else");
  const counters = { orders: 0, fills: 0, lots: 0 };
  const batches = journal.map((row) => {
    const changes = parseExact(row.changes.replaceAll(`"${to.fromKey}`, `"${to.key}`)) as EngineChange[];
    for (const { kind } of changes) {
      if (kind === "order-placed") counters.orders += 1;
      else if (kind === "fill-booked") counters.fills += 1;
      else if (kind === "lot-opened") counters.lots += 1;
    }
    const batch = {
      sequence: Number(row.sequence),
      at: Number(row.at),
      feedPosition: 1,
      counters: { ...counters },
      changes,
      commands: [],
    };
    const digests = { fillsDigest: "0000000000000000", closedDigest: "0000000000000000" };
    return toCommitBatch(batch, { portfolioId: to.portfolioId, epoch: lease.epoch, stateHash: null, ...digests });
  });
  const start = performance.now();
  for (const batch of batches) await commitBatch(worker, batch);
  return (performance.now() - start) / 1_000;
}
