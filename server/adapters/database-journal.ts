import type { CommitBatch } from "../../db/queries/commit-batch.ts";
import type { HeldUpdate, OrderUpdate, TermsUpdate } from "../../db/queries/order-row.ts";
import { SECOND_DOOR } from "../domain/kill-switch/stop.ts";
import { writeStops } from "../domain/kill-switch/stored-stops.ts";
import { stringifyExact } from "../domain/money/integer-json.ts";
import type { Order } from "../domain/orders/order.ts";
import type { Balance } from "../domain/portfolio/balance.ts";
import { positionKey } from "../domain/positions/position-side.ts";
import type { EngineChange } from "../engine/engine-change.ts";
import type { Batch } from "../engine/trading-session.ts";
import { orderSteps } from "./order-steps.ts";

type Envelope = {
  readonly portfolioId: string;
  readonly epoch: number;
  readonly stateHash: string | null;
  readonly fillsDigest: string;
  readonly closedDigest: string;
};

/** Folds a batch's changes into one after-image a row, as the tables want them, beside the exact story for the journal. */
export function toCommitBatch(batch: Batch, envelope: Envelope): CommitBatch {
  const placed = new Map<string, Order>();
  const updated = new Map<string, OrderUpdate>();
  const amended = new Map<string, TermsUpdate>();
  const held = new Map<string, HeldUpdate>();
  const balances = new Map<string, Balance>();
  const openedLots = new Map<string, CommitBatch["openedLots"][number]>();
  const reducedLots = new Map<string, CommitBatch["reducedLots"][number]>();
  const positions = new Map<string, CommitBatch["positions"][number]>();
  const runs = new Map<string, CommitBatch["runs"][number]>();
  const algorithms = new Map<string, CommitBatch["algorithms"][number]>();
  const fills: CommitBatch["fills"][number][] = [];
  const markouts: CommitBatch["markouts"][number][] = [];
  const closings: CommitBatch["closings"][number][] = [];
  const controls: CommitBatch["controls"][number][] = [];
  const flows: CommitBatch["flows"][number][] = [];
  let tradingState: CommitBatch["tradingState"] = null;
  let borrowing: CommitBatch["borrowing"] = null;
  let selfTrade: CommitBatch["selfTrade"] = null;

  const apply = (change: EngineChange): void => {
    switch (change.kind) {
      case "order-placed":
        placed.set(change.order.id, change.order);
        return;
      case "order-updated": {
        const { kind: _kind, step: _step, mid: _mid, ...update } = change;
        const { orderId, at, ...values } = update;
        const order = placed.get(orderId);
        if (order === undefined) updated.set(orderId, update);
        else placed.set(orderId, { ...order, ...values, updatedAt: at });
        return;
      }
      case "order-amended": {
        const { kind: _kind, step: _step, from: _from, to: _to, code: _code, message: _message, ...rest } = change;
        const { quantityLots, priceTicks, boundTicks, revision, amendment, trigger, ...update } = rest;
        const changed = trigger === undefined ? {} : { trigger };
        const terms = { quantityLots, priceTicks, boundTicks, revision, amendment, ...changed };
        const { orderId, instrumentId, at, ...values } = update;
        const order = placed.get(orderId);
        if (order === undefined) {
          updated.set(orderId, update);
          amended.set(orderId, { ...amended.get(orderId), orderId, instrumentId, ...terms });
        } else placed.set(orderId, { ...order, ...values, ...terms, updatedAt: at });
        return;
      }
      case "held-order-changed": {
        const { kind: _kind, step: _step, mid: _mid, ...rest } = change;
        const { quantityLots, priceTicks, boundTicks, revision, trigger, ...later } = rest;
        const { trailTicks, releasedTicks, contingency = null, ...update } = later;
        const waiting = { trigger, trailTicks, releasedTicks, contingency };
        const terms = { quantityLots, priceTicks, boundTicks, revision, ...waiting };
        const { orderId, instrumentId, at, ...values } = update;
        const order = placed.get(orderId);
        if (order === undefined) {
          updated.set(orderId, update);
          held.set(orderId, { orderId, instrumentId, ...terms });
        } else placed.set(orderId, { ...order, ...values, ...terms, updatedAt: at });
        return;
      }
      case "fill-booked":
        fills.push(change.fill);
        return;
      case "markouts-taken":
        markouts.push(...change.markouts);
        return;
      case "balance-changed":
        balances.set(change.currency, change);
        return;
      case "cash-moved":
        flows.push(change);
        return;
      case "lot-opened":
        openedLots.set(change.lot.id, change.lot);
        return;
      case "lot-reduced": {
        const { lotId, quantityUnits, costUnits, instrumentId } = change;
        const opened = openedLots.get(lotId);
        if (opened === undefined) reducedLots.set(lotId, { lotId, quantityUnits, costUnits, instrumentId });
        else openedLots.set(lotId, { ...opened, quantityUnits, costUnits });
        closings.push(change);
        return;
      }
      case "position-changed": {
        const { kind: _kind, instrumentId, positionSide = null, realisedUnits } = change;
        const key = positionKey(instrumentId, positionSide);
        positions.set(key, { margin: null, ...positions.get(key), instrumentId, positionSide, realisedUnits });
        return;
      }
      case "margin-changed": {
        const { kind: _kind, at: _at, instrumentId, positionSide = null, ...margin } = change;
        const key = positionKey(instrumentId, positionSide);
        positions.set(key, { realisedUnits: null, ...positions.get(key), instrumentId, positionSide, margin });
        return;
      }
      case "funding-booked":
        return; // The margin says how much it is by now, and the journal each one.
      case "trading-state-changed":
        tradingState = {
          state: change.state,
          reason: writeStops({ reason: change.reason, stops: change.stops ?? [] }),
        };
        return;
      case "self-trade-set":
        selfTrade = change.mode;
        return;
      case "borrowing-changed":
        borrowing = { leverage: change.leverage, loans: change.loans };
        return;
      case "interest-charged":
      case "margin-called":
      case "debt-forgiven":
        return; // What is owed says it, and the journal each one.
      case "run-changed":
        runs.set(change.runId, change);
        return;
      case "algorithm-started": {
        const { plan, progress } = change.algorithm;
        const { id: algorithmId, instrumentId } = plan;
        algorithms.set(algorithmId, { algorithmId, instrumentId, plan, progress });
        return;
      }
      case "algorithm-changed": {
        const { algorithmId, instrumentId, progress } = change;
        const plan = algorithms.get(algorithmId)?.plan ?? null;
        algorithms.set(algorithmId, { algorithmId, instrumentId, plan, progress });
        return;
      }
      case "control-handled":
        if (!change.key.startsWith(`${SECOND_DOOR}.`)) controls.push(change); // It never stood in the queue.
        return;
    }
  };
  for (const change of batch.changes) apply(change);
  return {
    ...envelope,
    sequence: batch.sequence,
    at: batch.at,
    feedPosition: batch.feedPosition,
    counters: batch.counters,
    changes: stringifyExact(batch.changes),
    placed: [...placed.values()],
    updated: [...updated.values()],
    amended: [...amended.values()],
    held: [...held.values()],
    steps: orderSteps(batch.changes),
    flows,
    fills,
    markouts,
    balances: [...balances.values()],
    openedLots: [...openedLots.values()],
    reducedLots: [...reducedLots.values()],
    closings,
    positions: [...positions.values()],
    runs: [...runs.values()],
    algorithms: [...algorithms.values()],
    tradingState,
    selfTrade,
    borrowing,
    controls,
  };
}
