import { type Borrowing, NO_BORROWING } from "../../domain/borrowing/loan.ts";
import { present } from "../../domain/errors/invariant.ts";
import { MARKOUT_HORIZONS_MS, type PendingMarkouts } from "../../domain/execution-quality/markout.ts";
import { type Stop, stopText } from "../../domain/kill-switch/stop.ts";
import { bareStops } from "../../domain/kill-switch/stored-stops.ts";
import { type MarginValues, UNTOUCHED } from "../../domain/margin/margin-account.ts";
import { add, subtract } from "../../domain/money/integer.ts";
import type { AlgorithmOrder } from "../../domain/orders/algorithms/algorithm.ts";
import { isEnded } from "../../domain/orders/algorithms/algorithm.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Order } from "../../domain/orders/order.ts";
import { isTerminal } from "../../domain/orders/order-status.ts";
import { DEFAULT_SELF_TRADE, type SelfTradeMode } from "../../domain/orders/self-trade.ts";
import type { Balance } from "../../domain/portfolio/balance.ts";
import type { Lot } from "../../domain/positions/lot.ts";
import { positionKey } from "../../domain/positions/position-side.ts";
import type { EngineChange } from "../engine-change.ts";
import { Digest } from "./digest.ts";
import { hashFacts } from "./state-hash.ts";
import {
  algorithmText,
  balanceText,
  borrowingText,
  fillText,
  isNotEmpty,
  lotText,
  marginText,
  markoutsText,
  orderText,
} from "./state-text.ts";

type RunFacts = { readonly status: string; readonly snapshot: string };

/**
 * Rebuilds a portfolio's state from its journal alone, without the engine: each change carries the values after it.
 * Its hash equals `stateHash` of the engine's own state at the same sequence, or one of the two is wrong.
 */
export class JournalFold {
  readonly orders = new Map<string, Order>();
  readonly fills = new Map<string, Fill>();
  readonly lots = new Map<string, Lot>();
  readonly balances = new Map<string, Balance>();
  /** By position, as are the margins. */
  readonly realised = new Map<string, string>();
  /** Fills whose markouts are not all told yet. */
  readonly markouts = new Map<string, PendingMarkouts>();
  readonly margins = new Map<string, MarginValues>();
  readonly runs = new Map<string, RunFacts>();
  readonly algorithms = new Map<string, AlgorithmOrder>();
  readonly controls = new Set<string>();
  tradingState = "active";
  stops: readonly Stop[] = [];
  selfTrade: SelfTradeMode = DEFAULT_SELF_TRADE;
  borrowing: Borrowing = NO_BORROWING;
  #lotsOpened = 0;

  constructor(opening: readonly Balance[] = []) {
    for (const balance of opening) this.balances.set(balance.currency, balance);
  }

  apply(changes: readonly EngineChange[]): void {
    for (const change of changes) this.#apply(change);
  }

  #apply(change: EngineChange): void {
    switch (change.kind) {
      case "order-placed":
        this.orders.set(change.order.id, change.order);
        return;
      case "order-updated": {
        const { kind: _kind, step: _step, mid: _mid, orderId, at, ...values } = change;
        const order = present(this.orders.get(orderId), `The journal updates order "${orderId}" before it was placed`);
        this.orders.set(orderId, { ...order, ...values, updatedAt: at });
        return;
      }
      case "order-amended": {
        const { kind: _kind, step: _step, from: _from, to: _to, code: _code, message: _message, ...rest } = change;
        const { orderId, at, ...values } = rest;
        const order = present(this.orders.get(orderId), `The journal amends order "${orderId}" before it was placed`);
        this.orders.set(orderId, { ...order, ...values, updatedAt: at });
        return;
      }
      case "held-order-changed": {
        const { kind: _kind, step: _step, mid: _mid, orderId, at, ...values } = change;
        const order = present(this.orders.get(orderId), `The journal changes order "${orderId}" before it was placed`);
        this.orders.set(orderId, { ...order, ...values, updatedAt: at });
        return;
      }
      case "fill-booked":
        this.#bookFill(change.fill);
        return;
      case "markouts-taken":
        for (const { fillId } of change.markouts) this.#takeMarkout(fillId);
        return;
      case "balance-changed": {
        const { currency, totalUnits, reservedUnits } = change;
        this.balances.set(currency, { currency, totalUnits, reservedUnits });
        return;
      }
      case "lot-opened":
        this.#lotsOpened += 1;
        this.lots.set(change.lot.id, change.lot);
        return;
      case "lot-reduced": {
        const lot = present(
          this.lots.get(change.lotId),
          `The journal reduces lot "${change.lotId}" before it was opened`,
        );
        if (change.quantityUnits === 0) this.lots.delete(lot.id);
        else this.lots.set(lot.id, { ...lot, quantityUnits: change.quantityUnits, costUnits: change.costUnits });
        return;
      }
      case "position-changed":
        this.realised.set(positionKey(change.instrumentId, change.positionSide), String(change.realisedUnits));
        return;
      case "trading-state-changed":
        this.tradingState = change.state;
        this.stops = change.stops ?? bareStops(change.state, change.reason);
        return;
      case "self-trade-set":
        this.selfTrade = change.mode;
        return;
      case "run-changed":
        this.runs.set(change.runId, { status: change.status, snapshot: change.snapshot });
        return;
      case "algorithm-started":
        this.algorithms.set(change.algorithm.plan.id, change.algorithm);
        return;
      case "algorithm-changed": {
        const { algorithmId, progress } = change;
        const { plan } = present(
          this.algorithms.get(algorithmId),
          `The journal changes algorithm "${algorithmId}" before it was started`,
        );
        this.algorithms.set(algorithmId, { plan, progress });
        return;
      }
      case "margin-changed": {
        const { kind: _kind, instrumentId, positionSide, at: _at, ...values } = change;
        this.margins.set(positionKey(instrumentId, positionSide), { ...UNTOUCHED, ...values }); // Journals of older desks say less.
        return;
      }
      case "borrowing-changed":
        this.borrowing = { leverage: change.leverage, loans: change.loans };
        return;
      case "interest-charged":
      case "margin-called":
      case "debt-forgiven":
      case "funding-booked":
      case "cash-moved":
        return; // The balance says it, and the margin.
      case "control-handled":
        this.controls.add(change.key);
        return;
    }
  }

  #bookFill(fill: Fill): void {
    const { id: fillId, orderId, instrumentId, at } = fill;
    this.fills.set(fillId, fill);
    this.markouts.set(fillId, { fillId, orderId, instrumentId, at, stored: 0 });
  }

  #takeMarkout(fillId: string): void {
    const pending = present(
      this.markouts.get(fillId),
      `The journal tells a markout of fill "${fillId}" that was not due`,
    );
    const stored = pending.stored + 1;
    if (stored === MARKOUT_HORIZONS_MS.length) this.markouts.delete(fillId);
    else this.markouts.set(fillId, { ...pending, stored });
  }

  hash(): string {
    const fillsDigest = new Digest();
    for (const fill of this.fills.values()) fillsDigest.add(fillText(fill));
    const closedDigest = new Digest();
    const working: string[] = [];
    for (const order of this.orders.values()) {
      if (isTerminal(order.status)) closedDigest.add(orderText(order));
      else working.push(orderText(order));
    }
    return hashFacts({
      orders: working,
      balances: [...this.balances.values()].filter(isNotEmpty).map(balanceText),
      lots: [...this.lots.values()].map(lotText),
      positions: [...this.realised].filter(([, units]) => units !== "0").map(([id, units]) => `${id}|${units}`),
      margins: [...this.margins].flatMap(([id, values]) => marginText(id, values)),
      runs: [...this.runs]
        .filter(([, run]) => run.status !== "stopped")
        .map(([id, run]) => `${id}|${run.status}|${run.snapshot}`),
      markouts: [...this.markouts.values()].map(markoutsText),
      algorithms: [...this.algorithms.values()].filter(({ progress }) => !isEnded(progress.status)).map(algorithmText),
      stops: this.stops.map(stopText),
      selfTrade: this.selfTrade,
      borrowing: borrowingText(this.borrowing),
      tradingState: this.tradingState,
      counters: `${this.orders.size + this.algorithms.size}/${this.fills.size}/${this.#lotsOpened}`,
      fillsDigest: fillsDigest.toString(),
      closedDigest: closedDigest.toString(),
    });
  }

  /** Σ of a currency's lots by instrument base, for audits: net base units held in open lots. */
  netUnits(instrumentId: string): Lot["quantityUnits"] {
    let net: Lot["quantityUnits"] = 0;
    for (const lot of this.lots.values()) {
      if (lot.instrumentId !== instrumentId) continue;
      net = lot.direction === "long" ? add(net, lot.quantityUnits) : subtract(net, lot.quantityUnits);
    }
    return net;
  }
}
