import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import type { RiskSettings } from "../../server/domain/risk/risk-settings.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { JournalFold } from "../../server/engine/journal-fold.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { Approvals } from "./auditor-approvals.ts";
import { flowsOf, needOf, notionalOf } from "./auditor-money.ts";
import { isDead, isLegalMove } from "./auditor-moves.ts";
import { PositionBook } from "./auditor-positions.ts";
import { VenueTruth } from "./auditor-truth.ts";

/** What a session did that it must never do. */
export class AuditError extends Error {
  override readonly name = "AuditError";
}

type Seen = { order: Order; fills: Map<string, Fill>; isSent: boolean; isCancelAsked: boolean };

export type AuditorOptions = {
  readonly instruments: readonly Instrument[];
  readonly opening: readonly Balance[];
  readonly settings: RiskSettings;
  /** Late fills may meet money that a cancel had released: then what is free can fall below zero for good reason. */
  readonly mayOverdraw: boolean;
};

/**
 * Watches a session from outside, at its two doors: what it journals and what it sends. Keeps its own books in bigint and
 * throws an {@link AuditError} at the first thing that does not add up.
 */
export class Auditor {
  readonly fold: JournalFold;
  readonly orders = new Map<string, Seen>();
  readonly handled = new Set<string>();
  readonly runs = new Map<string, Extract<EngineChange, { kind: "run-changed" }>>();
  readonly #options: AuditorOptions;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #totals = new Map<string, bigint>();
  readonly #reported = new Map<string, { total: bigint; reserved: bigint }>();
  readonly #positions = new PositionBook();
  readonly #truth = new VenueTruth();
  readonly #asked = new Map<string, ControlEvent>();
  readonly #manualOrders = new Map<string, string>();
  readonly #approvals: Approvals;
  #sequence = 0;
  #tradingState = "active";
  readonly counts = { batches: 0, orders: 0, denied: 0, fills: 0, commands: 0, restarts: 0 };

  constructor(options: AuditorOptions) {
    this.#options = options;
    this.#approvals = new Approvals(options.settings);
    this.#instruments = new Map(options.instruments.map((instrument) => [instrument.id, instrument]));
    this.fold = new JournalFold(options.opening);
    for (const { currency, totalUnits, reservedUnits } of options.opening) {
      this.#totals.set(currency, BigInt(totalUnits));
      this.#reported.set(currency, { total: BigInt(totalUnits), reserved: BigInt(reservedUnits) });
    }
  }

  /** A person asked; the action may take effect at most once. */
  asked(event: ControlEvent): void {
    this.#asked.set(event.key, event);
  }

  /** What the venue really did, before anything can go wrong on the way back. */
  venueSaid(answer: OrderEvent): void {
    if (answer.kind !== "filled") return;
    this.#check(this.#truth.add(answer), `the venue used trade id "${answer.tradeId}" twice`);
  }

  /** A command leaves for the venue. */
  sent(command: EngineCommand): void {
    this.counts.commands += 1;
    const id = command.kind === "submit-order" ? command.order.id : command.orderId;
    const seen = this.orders.get(id);
    if (seen === undefined) this.#fail(`order "${id}": ${command.kind} sent before it was journaled`);
    if (command.kind === "cancel-order") {
      this.#check(seen.isCancelAsked, `order "${id}": cancel sent before it was journaled`);
      return;
    }
    this.#check(!seen.isSent, `order "${id}" was sent twice`);
    this.#check(seen.order.status !== "denied", `order "${id}" was denied and sent all the same`);
    const { order } = command;
    for (const term of ["instrumentId", "side", "type", "quantityLots", "priceTicks", "boundTicks"] as const)
      this.#check(order[term] === seen.order[term], `order "${id}" was sent with another ${term} than journaled`);
    seen.isSent = true;
  }

  /** A batch became durable. `hash` is the engine's own state hash at that moment; null leaves it out. */
  journaled(batch: Batch, hash: string | null): void {
    this.counts.batches += 1;
    this.#check(batch.sequence === this.#sequence + 1, `sequence ${batch.sequence} follows ${this.#sequence}`);
    this.#sequence = batch.sequence;
    for (const change of batch.changes) this.#apply(change);
    this.fold.apply(batch.changes);
    this.#check(
      hash === null || this.fold.hash() === hash,
      "the fold of the journal has another hash than the engine's state",
    );
    this.#checkMoney();
    this.#checkCommands(batch);
  }

  /** The process died; the paper venue with it: what it had not yet told us has never happened. */
  restarted(): void {
    this.counts.restarts += 1;
    this.#approvals.forgetRecent(); // The gate's window starts anew with the process.
    this.#truth.forgetUntold([...this.orders.values()].flatMap(({ fills }) => [...fills.values()]));
  }

  /** Everything has been told and everything is settled: nothing may be missing. */
  finished(): void {
    for (const [id, count] of this.#truth.counts())
      this.#check(count === this.orders.get(id)?.fills.size, `order "${id}": the venue filled more than was booked`);
    for (const [id, { order, isSent }] of this.orders) {
      if (order.status === "denied") this.#check(!isSent, `order "${id}" was denied and sent`);
      else if (!isSent)
        this.#check(order.reasonCode === "never-reached-venue", `order "${id}" is ${order.status} but was never sent`);
    }
  }

  #apply(change: EngineChange): void {
    switch (change.kind) {
      case "order-placed":
        this.#placed(change.order);
        return;
      case "order-updated":
        this.#updated(change);
        return;
      case "fill-booked":
        this.#booked(change.fill);
        return;
      case "balance-changed":
        this.#check(change.reservedUnits >= 0, `reserved ${change.currency} is ${change.reservedUnits}`);
        this.#reported.set(change.currency, {
          total: BigInt(change.totalUnits),
          reserved: BigInt(change.reservedUnits),
        });
        return;
      case "lot-opened":
      case "lot-reduced":
      case "position-changed":
        this.#positions.apply(change);
        return;
      case "trading-state-changed":
        this.#tradingState = change.state;
        return;
      case "run-changed":
        this.runs.set(change.runId, change);
        return;
      case "control-handled":
        this.#controlHandled(change);
        return;
    }
  }

  #placed(order: Order): void {
    const { id, source } = order;
    this.#check(!this.orders.has(id), `order "${id}" was placed twice`);
    if (source.kind === "manual") {
      const earlier = this.#manualOrders.get(source.key);
      this.#check(earlier === undefined, `control key "${source.key}" placed "${earlier}" and "${id}"`);
      this.#check(this.#asked.get(source.key)?.isExpired === false, `nobody asked for order "${id}" in time`);
      this.#manualOrders.set(source.key, id);
    }
    if (order.status === "denied") {
      this.counts.denied += 1;
      this.#check(order.reasonCode !== null && order.reservedUnits === 0, `order "${id}" was denied without a reason`);
    } else {
      this.counts.orders += 1;
      this.#check(order.status === "submitted", `order "${id}" was born ${order.status}`);
      this.#judge(order);
    }
    this.orders.set(id, { order, fills: new Map(), isSent: false, isCancelAsked: false });
  }

  /** The approval, judged again. */
  #judge(order: Order): void {
    const instrument = this.#instrument(order.instrumentId);
    const { currency } = needOf(instrument, order, order.quantityLots);
    const problem = this.#approvals.problemWith(order, instrument, {
      tradingState: this.#tradingState,
      freeUnits: (this.#totals.get(currency) ?? 0n) - this.#reservedOf(currency),
    });
    if (problem !== null) this.#fail(`order "${order.id}" ${problem}`);
  }

  #updated(change: Extract<EngineChange, { kind: "order-updated" }>): void {
    const { orderId, kind: _kind, at: _at, ...values } = change;
    const seen = this.orders.get(orderId);
    if (seen === undefined) this.#fail(`order "${orderId}" was updated before it was placed`);
    const from = seen.order.status;
    const isSame = from === change.status && from !== "denied" && from !== "rejected";
    this.#check(isSame || isLegalMove(from, change.status), `order "${orderId}" went from ${from} to ${change.status}`);
    if (change.status === "pending-cancel") seen.isCancelAsked = true;
    seen.order = { ...seen.order, ...values };
    const { order } = seen;
    const openLots = isDead(order.status) ? 0 : order.quantityLots - order.filledLots;
    const need = needOf(this.#instrument(order.instrumentId), order, openLots);
    this.#check(BigInt(order.reservedUnits) === need.units, `order "${orderId}" reserves ${order.reservedUnits}`);
    this.#check(order.status !== "filled" || order.filledLots >= order.quantityLots, `order "${orderId}" is not full`);
  }

  #booked(fill: Fill): void {
    this.counts.fills += 1;
    const seen = this.orders.get(fill.orderId);
    if (seen === undefined) this.#fail(`a fill of "${fill.orderId}" was booked before the order was placed`);
    this.#check(!seen.fills.has(fill.tradeId), `trade "${fill.tradeId}" of order "${fill.orderId}" was booked twice`);
    const lie = this.#truth.lieIn(fill);
    if (lie !== null) this.#fail(`trade "${fill.tradeId}" ${lie}`);
    const { order } = seen;
    const isWithin = order.side === "buy" ? fill.priceTicks <= order.boundTicks : fill.priceTicks >= order.boundTicks;
    this.#check(isWithin, `trade "${fill.tradeId}" at ${fill.priceTicks} is beyond the bound ${order.boundTicks}`);
    seen.fills.set(fill.tradeId, fill);
    const filled = [...seen.fills.values()].reduce((sum, { quantityLots }) => sum + quantityLots, 0);
    this.#check(order.filledLots === filled, `order "${order.id}" says ${order.filledLots} lots, its fills ${filled}`);
    const instrument = this.#instrument(fill.instrumentId);
    const notional = notionalOf(instrument, fill.priceTicks, fill.quantityLots);
    this.#check(BigInt(fill.notionalUnits) === notional, `fill "${fill.id}" has notional ${fill.notionalUnits}`);
    for (const { currency, units } of flowsOf(instrument, fill))
      this.#totals.set(currency, (this.#totals.get(currency) ?? 0n) + units);
    this.#positions.add(instrument, fill);
  }

  #controlHandled({ key, outcome }: Extract<EngineChange, { kind: "control-handled" }>): void {
    this.#check(!this.handled.has(key), `control key "${key}" acted twice`);
    this.handled.add(key);
    const event = this.#asked.get(key);
    if (event === undefined) this.#fail(`control key "${key}" was never asked`);
    this.#check(event.isExpired === (outcome.kind === "expired"), `expired control "${key}" ended ${outcome.kind}`);
    if (event.action.kind !== "halt" || outcome.kind !== "done") return;
    for (const { order } of this.orders.values()) {
      const isCalledOff = isDead(order.status) || order.status === "pending-cancel";
      this.#check(isCalledOff, `order "${order.id}" is ${order.status} after the halt`);
    }
  }

  /** Cash = opening + Σ fills; reserved = Σ needs; position = Σ fills; profit = money out − money in + what is open. */
  #checkMoney(): void {
    for (const [currency, { total, reserved }] of this.#reported) {
      const expected = this.#totals.get(currency) ?? 0n;
      this.#check(total === expected, `${currency} is ${total}, its fills say ${expected}`);
      const needed = this.#reservedOf(currency);
      this.#check(reserved === needed, `${currency} reserved is ${reserved}, working orders need ${needed}`);
      if (!this.#options.mayOverdraw)
        this.#check(total >= reserved, `${currency} is overdrawn: ${total} < ${reserved}`);
    }
    for (const [currency, total] of this.#totals)
      this.#check((this.#reported.get(currency)?.total ?? 0n) === total, `${currency} was moved without a word`);
    this.#positions.check((message) => this.#fail(message));
  }

  #checkCommands(batch: Batch): void {
    const submits = batch.commands.flatMap((command) => (command.kind === "submit-order" ? [command.order.id] : []));
    const placed = batch.changes.flatMap((change) =>
      change.kind === "order-placed" && change.order.status === "submitted" ? [change.order.id] : [],
    );
    this.#check(submits.join() === placed.join(), `batch ${batch.sequence} places ${placed} but sends ${submits}`);
  }

  #reservedOf(currency: string): bigint {
    let sum = 0n;
    for (const { order } of this.orders.values()) {
      if (isDead(order.status)) continue;
      const instrument = this.#instrument(order.instrumentId);
      const need = needOf(instrument, order, Math.max(0, order.quantityLots - order.filledLots));
      if (need.currency === currency) sum += need.units;
    }
    return sum;
  }

  #instrument(id: string): Instrument {
    return this.#instruments.get(id) ?? this.#fail(`instrument "${id}" is not listed`);
  }

  #check(condition: boolean, message: string): void {
    if (!condition) this.#fail(message);
  }

  #fail(message: string): never {
    throw new AuditError(`after sequence ${this.#sequence}: ${message}`);
  }
}
