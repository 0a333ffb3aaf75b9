import { randomUUID } from "node:crypto";
import type { Client } from "../../db/client.ts";
import type { CommitBatch } from "../../db/queries/commit-batch.ts";
import { stringifyExact } from "../../server/domain/money/integer-json.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";

/** A paper portfolio with 100,000 USDT, made as the owner of the database. */
export async function makePortfolio(sql: Client, name = "Paper"): Promise<string> {
  const id = randomUUID();
  const changes = stringifyExact([{ kind: "balance-changed", currency: "USDT", totalUnits: 1e13, reservedUnits: 0 }]);
  await sql`select open_portfolio(${id}, ${id.replaceAll("-", "").slice(0, 10)}, ${name}, 'paper', 'synthetic', 'USDT', 'USDT', 100000, 1, ${changes})`;
  return id;
}

export const emptyBatch = (portfolioId: string, epoch: number, sequence: number): CommitBatch => ({
  portfolioId,
  epoch,
  sequence,
  at: 1_723_075_200_000 + sequence,
  feedPosition: sequence * 10,
  stateHash: null,
  fillsDigest: "00000000000000f1",
  closedDigest: "00000000000000c1",
  counters: { orders: 0, fills: 0, lots: 0 },
  changes: "[]",
  placed: [],
  updated: [],
  amended: [],
  held: [],
  steps: [],
  flows: [],
  fills: [],
  markouts: [],
  balances: [],
  openedLots: [],
  reducedLots: [],
  closings: [],
  positions: [],
  runs: [],
  algorithms: [],
  tradingState: null,
  selfTrade: null,
  borrowing: null,
  controls: [],
});

export const anOrder = (id: string, values: Partial<Order> = {}): Order => ({
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantityLots: 150_000,
  priceTicks: 6_183_763,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  closesPosition: false,
  source: { kind: "manual", userId: "ann", key: "k-1" },
  acceptsStalePrice: false,
  trigger: null,
  expiresAt: null,
  trailTicks: null,
  releasedTicks: null,
  contingency: null,
  id,
  boundTicks: 6_183_763,
  createdAt: 1_723_075_200_000,
  status: "submitted",
  filledLots: 0,
  filledUnits: 0,
  reservedUnits: 9_284_919_144_500,
  venueOrderId: null,
  revision: 0,
  amendment: null,
  reasonCode: null,
  reason: null,
  updatedAt: 1_723_075_200_000,
  ...values,
});

export const aFill = (id: string, orderId: string, values: Partial<Fill> = {}): Fill => ({
  id,
  orderId,
  instrumentId: "BTC-USDT",
  tradeId: `t-${id}`,
  side: "buy",
  quantityLots: 150_000,
  priceTicks: 6_183_763,
  notionalUnits: 9_275_644_500_000,
  feeCurrency: "BTC",
  feeUnits: 15_000_000,
  liquidity: "taker",
  excessLots: 0,
  at: 1_723_075_200_100,
  ...values,
});

export const aLot = (id: string, fillId: string): Lot => ({
  id,
  instrumentId: "BTC-USDT",
  direction: "long",
  fillId,
  openedAt: 1_723_075_200_100,
  quantityUnits: 14_985_000_000,
  costUnits: 9_275_644_500_000,
});
