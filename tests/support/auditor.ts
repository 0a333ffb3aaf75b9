import type { StopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isOrderEvent } from "../../server/domain/orders/order-event.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { JournalFold } from "../../server/engine/journal/journal-fold.ts";
import type { VenueEvent } from "../../server/engine/ports.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { AuditError } from "./audit-error.ts";
import { AlgorithmAudit } from "./auditor-algorithms.ts";
import { Approvals } from "./auditor-approvals.ts";
import { CashBook } from "./auditor-cash.ts";
import { ControlBook } from "./auditor-controls.ts";
import { noCounts } from "./auditor-counts.ts";
import { DutyBook } from "./auditor-duties.ts";
import { Gate } from "./auditor-gate.ts";
import { GroupBook, isLateLeg } from "./auditor-groups.ts";
import { LoanBook } from "./auditor-loans.ts";
import { problemWithLost } from "./auditor-lost.ts";
import { isLiquidation, MarginBook } from "./auditor-margin.ts";
import { Marks } from "./auditor-marks.ts";
import { baseOf, type MarginedInstrument } from "./auditor-money.ts";
import type { AuditorOptions } from "./auditor-options.ts";
import type { HeldChanged, OrderAmended, OrderUpdated, Seen } from "./auditor-orders.ts";
import * as life from "./auditor-orders.ts";
import { PnlBook } from "./auditor-pnl.ts";
import { PositionBook } from "./auditor-positions.ts";
import { QualityBook } from "./auditor-quality.ts";
import { ReplacementBook } from "./auditor-replacements.ts";
import { SelfTradeBook } from "./auditor-self-trade.ts";
import { keyOf, SideBook } from "./auditor-sides.ts";
import { StopBook } from "./auditor-stops.ts";
import { VenueTruth } from "./auditor-truth.ts";

/**
 * Watches a session from outside, at its two doors: what it journals and what it sends. Keeps its own books in bigint and
 * throws an {@link AuditError} at the first thing that does not add up.
 */
export class Auditor {
  readonly fold: JournalFold;
  readonly orders = new Map<string, Seen>();
  readonly runs = new Map<string, Extract<EngineChange, { kind: "run-changed" }>>();
  readonly #options: AuditorOptions;
  readonly #instruments: ReadonlyMap<string, MarginedInstrument>;
  readonly counts = noCounts();
  readonly #netLots = (of: Order): bigint =>
    this.#positions.netOf(keyOf(of)) / baseOf(this.#instrument(of.instrumentId), 1);
  readonly #instrument = (id: string): MarginedInstrument =>
    this.#instruments.get(id) ?? this.#fail(`instrument "${id}" is not listed`);
  readonly #margin = new MarginBook(this.#instrument, this.counts);
  readonly #cash: CashBook;
  readonly #positions = new PositionBook();
  readonly #sides = new SideBook(this.orders, (key) => this.#positions.netOf(key), this.counts);
  readonly #truth = new VenueTruth();
  readonly #controls = new ControlBook(this.orders, () => ({
    ...{ ...this.#options, cash: this.#cash, netLots: this.#netLots, counts: this.counts },
  }));
  readonly handled: ReadonlySet<string> = this.#controls.handled;
  /** A person asked; the action may take effect at most once. */
  readonly asked = (event: ControlEvent): void => {
    this.#controls.asked(event);
    this.#margin.asked(event);
    this.#sides.asked(event);
    this.#replaced.guards.asked(event);
  };
  readonly #approvals: Approvals;
  readonly #groups = new GroupBook(this.orders, this.#netLots, this.#instrument);
  readonly stops: StopBook;
  readonly #pnl: PnlBook;
  readonly quality = new QualityBook();
  readonly algorithms = new AlgorithmAudit(this.orders, this.#controls);
  readonly #isExact = () => !this.#options.mayOverdraw && this.#margin.debts.leverage === 1;
  readonly #replaced = new ReplacementBook(this.orders, this.counts, this.#instrument, this.#netLots, this.#isExact);
  readonly #selfTrade = new SelfTradeBook(this.orders, this.counts);
  readonly duties: DutyBook;
  readonly #loans: LoanBook;
  readonly #gate: Gate;
  #sequence = 0;
  constructor(options: AuditorOptions) {
    this.#options = options;
    this.#approvals = new Approvals(options.settings);
    this.#instruments = new Map(options.instruments.map((instrument) => [instrument.id, { ...instrument }]));
    this.stops = new StopBook(this.#instruments, this.orders, this.#positions);
    this.fold = new JournalFold(options.opening);
    this.#pnl = new PnlBook(options);
    this.#cash = new CashBook(options.opening, this.orders, this.#instrument, this.#margin);
    const own = { orders: this.orders, counts: this.counts, instruments: this.#instruments, netLots: this.#netLots };
    const books = { ...own, cash: this.#cash, margin: this.#margin, marks: new Marks() };
    this.duties = new DutyBook(books);
    this.#loans = new LoanBook(books);
    const judges = { approvals: this.#approvals, loans: this.#loans, positions: this.#positions, stops: this.stops };
    this.#gate = new Gate({ ...books, ...judges, selfTrade: this.#selfTrade, sides: this.#sides });
  }

  /** What the engine says it has still to do must be so. */
  checklists(told: readonly StopChecklist[]): void {
    for (const checklist of told) this.#refuse(this.stops.problemWithChecklist(checklist));
  }

  /** What the venue really did, before anything can go wrong on the way back. */
  venueSaid(answer: VenueEvent): void {
    this.duties.told(answer);
    this.stops.told(answer);
    this.#replaced.told(answer);
    if (!isOrderEvent(answer)) this.#margin.told(answer);
    else if (answer.kind === "filled")
      this.#check(this.#truth.add(answer), `the venue used trade id "${answer.tradeId}" twice`);
  }

  /** The venue has done all that a market event makes it do. */
  venueSaw(event: MarketEvent): void {
    this.#refuse(this.duties.problemWith(event));
  }

  /** A command leaves for the venue. */
  sent(command: EngineCommand): void {
    this.counts.commands += 1;
    const id = command.kind === "submit-order" ? command.order.id : command.orderId;
    const seen = this.orders.get(id);
    if (seen === undefined) this.#fail(`order "${id}": ${command.kind} sent before it was journaled`);
    this.#refuse(life.problemWithSent(seen, command));
    if (command.kind === "submit-order") this.#refuse(this.stops.problemWithSending(seen.order));
  }

  /** A batch became durable. `hash` is the engine's own state hash at that moment; null leaves it out. */
  journaled(batch: Batch, hash: string | null): void {
    this.counts.batches += 1;
    this.#check(batch.sequence === this.#sequence + 1, `sequence ${batch.sequence} follows ${this.#sequence}`);
    this.#sequence = batch.sequence;
    for (const change of batch.changes) this.#apply(change);
    this.#refuse(this.#replaced.problemWith(batch) ?? life.problemWithCommands(batch));
    this.#refuse(problemWithLost(batch, this.orders, this.#netLots));
    this.fold.apply(batch.changes);
    this.#check(hash === null || this.fold.hash() === hash, "the fold of the journal has another hash than the state");
    this.#refuse(this.#cash.problem(this.#options.mayOverdraw));
    this.#positions.check((message) => this.#fail(message));
    if (!this.#options.mayOverdraw) this.#refuse(this.#sides.problem());
    this.stops.leaves(batch);
    this.#refuse(life.problemWithProtection(this.orders, this.#netLots) ?? this.#groups.problem());
    this.#refuse(this.algorithms.problem() ?? this.quality.journaled(batch) ?? this.#pnl.journaled(batch));
  }

  /** The process died; the paper venue with it: what it had not yet told us has never happened. */
  restarted(tape: readonly MarketEvent[] = []): void {
    this.duties.restarted(tape);
    this.counts.restarts += 1;
    this.stops.restarted();
    this.#margin.forgetUntold();
    this.#approvals.forgetRecent(); // The gate's window starts anew with the process.
    this.#truth.forgetUntold([...this.orders.values()].flatMap(({ fills }) => [...fills.values()]));
  }

  /** Everything has been told and everything is settled: nothing may be missing. */
  finished(): void {
    for (const [id, count] of this.#truth.counts())
      this.#check(count === this.orders.get(id)?.fills.size, `order "${id}": the venue filled more than was booked`);
    for (const seen of this.orders.values()) this.#refuse(life.problemAtEnd(seen));
    this.#refuse(this.quality.problemAtEnd() ?? this.#margin.problemAtEnd() ?? this.#sides.problem());
  }

  #apply(change: EngineChange): void {
    this.#selfTrade.hear(change);
    switch (change.kind) {
      case "order-placed":
        this.#placed(change.order);
        return;
      case "order-updated":
        this.#updated(change);
        return;
      case "order-amended":
        this.#amended(change);
        return;
      case "held-order-changed":
        this.#held(change);
        return;
      case "cash-moved":
        this.counts.cashMoves += 1;
        this.#refuse(this.#loans.problemWithWithdrawal(BigInt(change.units)) ?? this.#controls.problemWithCash(change));
        this.#refuse(this.#cash.move(change.currency, BigInt(change.units)));
        return;
      case "fill-booked":
        this.#booked(change.fill);
        return;
      case "balance-changed":
        this.#refuse(this.#cash.report(change));
        return;
      case "lot-opened":
      case "lot-reduced":
      case "position-changed":
        this.#positions.apply(change);
        return;
      case "margin-changed":
        this.#refuse(this.#sides.told(change) ?? this.#margin.apply(change, this.#cash));
        return;
      case "funding-booked":
      case "interest-charged":
      case "debt-forgiven":
      case "borrowing-changed":
        if (change.kind === "borrowing-changed") this.#refuse(this.#loans.problemWithLeverage(change.leverage));
        this.#refuse(this.#margin.apply(change, this.#cash));
        return;
      case "trading-state-changed":
        this.stops.changed(change.stops ?? []);
        return;
      case "algorithm-started":
      case "algorithm-changed":
        this.#refuse(this.algorithms.apply(change));
        return;
      case "run-changed":
        this.runs.set(change.runId, change);
        return;
      case "control-handled":
        this.stops.handled(change.key);
        this.#refuse(this.#controls.problemWithOutcome(change, this.orders.values(), this.stops));
        return;
    }
  }

  #placed(order: Order): void {
    const { id } = order;
    this.#check(!this.orders.has(id), `order "${id}" was placed twice`);
    if (isLiquidation(order)) {
      this.#refuse(this.#margin.problemWithLiquidation(order, this.#options.mayOverdraw ? null : this.#cash));
      this.orders.set(id, { ...life.seenFirst(order), isSent: true });
      return;
    }
    this.#refuse(this.algorithms.placed(order, this.#instrument(order.instrumentId)));
    if (isLateLeg(order, this.orders)) this.counts.late += 1;
    if (order.status === "denied") {
      this.counts.denied += 1;
      this.#check(order.reasonCode !== null && order.reservedUnits === 0, `order "${id}" was denied without a reason`);
    } else {
      this.counts.orders += 1;
      if (order.trigger !== null) this.counts.held += 1;
      this.#refuse(this.#gate.problemWith(order));
    }
    this.orders.set(id, life.seenFirst(order));
    this.#refuse(this.#replaced.placed(order) ?? this.#groups.problemWithPlaced(order));
  }

  #updated(change: OrderUpdated): void {
    const seen = this.#seen(change.orderId, "updated");
    if (change.reasonCode === "position-closed" && life.isHeldStatus(seen.order.status)) this.counts.orphans += 1;
    this.#groups.touched(seen.order);
    this.#refuse(life.applyUpdated(seen, change) ?? this.#replaced.guards.updated(change));
    this.algorithms.noteDead(change.orderId, change.status);
    this.#refuse(life.problemWithReservation(this.#instrument(seen.order.instrumentId), seen.order));
  }

  /** What leaves the worker is judged once more, by what is true then. */
  #held(change: HeldChanged): void {
    const seen = this.#seen(change.orderId, "held");
    const before = seen.order;
    this.#groups.touched(before);
    if (change.step === "submitted") this.#refuse(this.#groups.problemWithRelease(before, change.quantityLots));
    this.#refuse(life.applyHeld(seen, change));
    this.#refuse(life.problemWithReservation(this.#instrument(seen.order.instrumentId), seen.order));
    if (change.step === "released") this.counts[before.closesPosition ? "wholes" : "released"] += 1;
    if (change.step === "trailed" || change.step === "armed" || change.step === "resized")
      this.counts[change.step] += 1;
    if (change.step === "submitted") this.#refuse(this.#gate.problemWithRelease(seen.order));
  }

  #amended(change: OrderAmended): void {
    const seen = this.#seen(change.orderId, "amended");
    if (change.step === "amend-requested") {
      this.counts.amendments += 1;
      this.#refuse(this.#gate.problemWithAmendment(seen.order, change.to));
    }
    this.#refuse(life.applyAmended(seen, change) ?? this.#replaced.amended(change));
    this.#refuse(life.problemWithReservation(this.#instrument(seen.order.instrumentId), seen.order));
  }

  #booked(fill: Fill): void {
    this.counts.fills += 1;
    const seen = this.#seen(fill.orderId, "filled");
    if (!isLiquidation(seen.order)) this.duties.booked();
    this.#refuse(isLiquidation(seen.order) ? null : this.#truth.lieIn(fill));
    const instrument = this.#instrument(fill.instrumentId);
    this.#refuse(life.addFill(seen, instrument, fill));
    for (const { currency, units } of this.#margin.flowsOf(seen.order, fill)) this.#cash.flow(currency, units);
    this.#positions.add(keyOf(seen.order), instrument, fill);
    this.#groups.filled(seen.order, fill);
    this.algorithms.filled(fill);
  }

  readonly #seen = (orderId: string, deed: string): Seen =>
    this.orders.get(orderId) ?? this.#fail(`order "${orderId}" was ${deed} before it was placed`);
  #refuse(problem: string | null): void {
    if (problem !== null) this.#fail(problem);
  }
  readonly #check = (isTrue: boolean, message: string): void => this.#refuse(isTrue ? null : message);

  #fail(message: string): never {
    throw new AuditError(`after sequence ${this.#sequence}: ${message}`);
  }
}
