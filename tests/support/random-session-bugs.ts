import type { Loan } from "../../server/domain/borrowing/loan.ts";
import { NO_ORDERS, type OpeningOrders } from "../../server/domain/margin/order-margin.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { add, subtract } from "../../server/domain/money/integer.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { AlgorithmBook } from "../../server/engine/algorithms/algorithm-book.ts";
import type { AlgorithmRun } from "../../server/engine/algorithms/algorithm-run.ts";
import type { ContingentStep, EngineState, Holding, OrderRecord } from "../../server/engine/engine-state.ts";
import { MarkoutWatch } from "../../server/engine/execution-quality/markout-watch.ts";
import { type Reached, TriggerWatch } from "../../server/engine/held/trigger-watch.ts";
import type { PriceEntry } from "../../server/engine/price-board.ts";
import { OwnOrders } from "../../server/engine/self-trade/own-orders.ts";
import type { PlantedBug } from "./planted-bugs.ts";
import { GenerousReplacements, Timeless } from "./random-session-lacks.ts";

/** Forgets which trades it has seen. */
class Forgetful extends Set<string> {
  override has(): boolean {
    return false;
  }
}

class ForgetfulOrders extends Map<string, OrderRecord> {
  override set(id: string, record: OrderRecord): this {
    return super.set(id, { ...record, tradeIds: new Forgetful() });
  }
}

/** Says that nothing is reserved, whatever stands behind orders. */
class CarelessBalances extends Map<string, Balance> {
  override set(currency: string, balance: Balance): this {
    return super.set(currency, { ...balance, reservedUnits: 0 });
  }
}

/** Releases whatever it holds at the first price that comes. */
class HastyWatch extends TriggerWatch {
  override observe(event: MarketEvent, price: PriceEntry): readonly Reached[] {
    return this.idsIn(event.instrumentId).map((orderId) => ({
      orderId,
      seenTicks: price.lastTicks,
      trailTicks: this.trailOf(orderId),
    }));
  }
}

/** Fires what closes a position for half of it. */
class HalfReleases extends Map<string, OrderRecord> {
  override set(id: string, record: OrderRecord): this {
    const { closesPosition, quantityLots } = record.order;
    if (closesPosition)
      record.order = { ...record.order, closesPosition: false, quantityLots: Math.ceil(quantityLots / 2) };
    return super.set(id, record);
  }
}

/** Lets trailing stops slip away from the price that they follow. */
class SlippingWatch extends TriggerWatch {
  #slip = 0;
  override takeMoved() {
    this.#slip = -this.#slip - Math.sign(this.#slip || 1) * 500;
    return super.takeMoved().map((moved) => ({ ...moved, trailTicks: moved.trailTicks + this.#slip }));
  }
}

/** Takes the mids after fills some seconds before their time. */
class HastyMarkouts extends MarkoutWatch {
  override pass(at: number, priceOf: Parameters<MarkoutWatch["pass"]>[1]) {
    return super.pass(at + 4_000, priceOf);
  }
}

function hasty(state: EngineState): EngineState {
  const markouts = new HastyMarkouts();
  for (const pending of state.markouts.pending()) markouts.restore(pending);
  return { ...state, markouts };
}

/** Does not know what it holds in an instrument whose position was closed. */
class LonelyWatch extends TriggerWatch {
  override idsIn(): string[] {
    return [];
  }
}

/** Does not hear that an order of a group has filled. */
class DeafGroups extends Array<ContingentStep> {
  isDeafTo: "entry" | "legs" = "entry";
  override push(...steps: ContingentStep[]): number {
    const heard = steps.filter(({ kind, record }) => {
      const isEntry = record.order.contingency?.role === "entry";
      return kind !== "filled" || isEntry !== (this.isDeafTo === "entry");
    });
    return super.push(...heard);
  }
}

function deafTo(state: EngineState, isDeafTo: DeafGroups["isDeafTo"]): EngineState {
  return { ...state, contingent: Object.assign(new DeafGroups(), { isDeafTo }) };
}

/** Takes no account of what the algorithms' orders at work may still bring. */
class ForgetfulAlgorithms extends AlgorithmBook {
  override add(run: AlgorithmRun): void {
    Object.defineProperty(run, "atWorkLots", { get: () => 0 });
    super.add(run);
  }
}

/** Has algorithms begin anew after a restart. */
class RestartingAlgorithms extends AlgorithmBook {
  override add(run: AlgorithmRun): void {
    const { plan, progress } = run.order;
    run.order = { plan, progress: { ...progress, filledLots: 0 } };
    super.add(run);
  }
}

function algorithmsOf(state: EngineState, book: AlgorithmBook): EngineState {
  for (const run of state.algorithms.live()) book.add(run);
  return { ...state, algorithms: book };
}

/** Sees none of its own orders in the book. */
class BlindOrders extends OwnOrders {
  override met() {
    return [];
  }
}

function watchOf(state: EngineState, watch: TriggerWatch): EngineState {
  for (const { order } of state.working.values()) if (order.status === "emulated") watch.hold(order);
  return { ...state, triggers: watch };
}

/** Takes no account of what works already when it is asked what is left to close. */
function forgetWorking(holding: Holding): Holding {
  const none = { get: () => 0, set: () => undefined };
  return Object.defineProperties(holding, { workingBuyLots: none, workingSellLots: none });
}

/** Perpetuals whose account does not keep what it is told. */
function withAccounts(state: EngineState, broken: PropertyDescriptorMap): EngineState {
  for (const { margin } of state.holdings.values()) if (margin !== null) Object.defineProperties(margin, broken);
  return state;
}

/** Perpetuals that do not count right what their orders may open. */
function withOrders(state: EngineState, count: (orders: OpeningOrders) => OpeningOrders): EngineState {
  for (const { margin } of state.holdings.values()) {
    if (margin === null) continue;
    let orders = count(margin.orders);
    const set = (next: OpeningOrders): void => {
      orders = count(next);
    };
    Object.defineProperty(margin, "orders", { get: () => orders, set });
  }
  return state;
}

/** Counts what is meant for the short position of hedge mode to the long one. */
class OneSided extends Map<string, Holding> {
  override get(key: string): Holding | undefined {
    return super.get(key.replace(/\/short$/, "/long"));
  }
}

/** Values what is held at twice its price when it is asked what may be borrowed on it. */
class Boastful extends Map<string, Holding> {
  override *values(): MapIterator<Holding> {
    for (const holding of super.values()) {
      const { instrument } = holding;
      yield { ...holding, instrument: { ...instrument, quoteUnitsPerTickLot: 2 * instrument.quoteUnitsPerTickLot } };
    }
  }
}

/** Forgets which instruments have two positions. */
function withoutHedge(state: EngineState): EngineState {
  for (const { margin } of state.holdings.values()) if (margin !== null) margin.positionMode = "one-way";
  return state;
}

/** What was added to a position stays behind the next one. */
function withLastingMargin(state: EngineState): EngineState {
  for (const { margin } of state.holdings.values()) {
    if (margin === null) continue;
    let added = margin.addedUnits;
    const set = (units: typeof added): void => {
      if (units !== 0) added = units;
    };
    const addedUnits = { get: () => added, set };
    Object.defineProperties(margin, { addedUnits });
  }
  return state;
}

/** Bugs that live in the engine's state; the others are driven by the session's harness. */
/** Books of debts that are not kept as they were told. */
function withDebts(state: EngineState, spoilt: (loan: Loan) => Loan): EngineState {
  let { borrowing } = state;
  return Object.defineProperty({ ...state }, "borrowing", {
    enumerable: true,
    get: () => borrowing,
    set: (next: EngineState["borrowing"]) => {
      borrowing = { ...next, loans: next.loans.map(spoilt) };
    },
  });
}

export function plantInState(state: EngineState, bug: PlantedBug | null): EngineState {
  switch (bug) {
    case "no-deduplication":
      return { ...state, working: new ForgetfulOrders(state.working) };
    case "skipped-reserve":
      return { ...state, balances: new CarelessBalances(state.balances) };
    case "ignored-halt":
      return Object.defineProperties(
        { ...state },
        {
          tradingState: { get: () => "active", set: () => undefined },
          stops: { get: () => [], set: () => undefined },
        },
      );
    case "stop-lost-at-restart":
      return { ...state, stops: [], tradingState: "active" };
    case "forgotten-working":
      return { ...state, holdings: new Map([...state.holdings].map(([id, holding]) => [id, forgetWorking(holding)])) };
    case "interest-twice":
      return withDebts(state, (loan) => ({ ...loan, chargedAt: Math.max(0, loan.chargedAt - 3_600_000) }));
    case "principal-first":
      return withDebts(state, (loan) =>
        loan.interestUnits === 0 || loan.borrowedUnits < 1_000
          ? loan
          : { ...loan, borrowedUnits: subtract(loan.borrowedUnits, 1), interestUnits: add(loan.interestUnits, 1) },
      );
    case "early-release":
      return watchOf(state, new HastyWatch());
    case "backward-trail":
      return watchOf(state, new SlippingWatch());
    case "funding-twice":
      return withAccounts(state, { fundedAt: { get: () => 0, set: () => undefined } });
    case "forgotten-margin":
      return withAccounts(state, { marginUnits: { get: () => 0, set: () => undefined } });
    case "lasting-margin":
      return withLastingMargin(state);
    case "closing-holds-margin":
      return withOrders(state, () => NO_ORDERS);
    case "closes-without-end":
      return withOrders(state, ({ buy, sell }) => ({ buy: { ...buy, lots: 0 }, sell: { ...sell, lots: 0 } }));
    case "sides-in-one":
      return { ...state, holdings: new OneSided(state.holdings) };
    case "generous-lender":
      return { ...state, holdings: new Boastful(state.holdings) };
    case "mode-lost-at-restart":
      return withoutHedge(state);
    case "blind-to-own":
      return { ...state, own: new BlindOrders() };
    case "half-closed":
      return { ...state, released: new HalfReleases(state.released) };
    case "replaced-whole":
      return { ...state, working: new GenerousReplacements(state.working) };
    case "timeless":
      return { ...state, expiring: new Timeless() };
    case "orphaned-stop":
      return watchOf(state, new LonelyWatch());
    case "unguarded-fill":
      return deafTo(state, "entry");
    case "greedy-leg":
      return deafTo(state, "legs");
    case "early-markout":
      return hasty(state);
    case "markouts-lost-at-restart":
      return { ...state, markouts: new MarkoutWatch() };
    case "forgotten-children":
      return algorithmsOf(state, new ForgetfulAlgorithms());
    case "lost-tally":
      return algorithmsOf(state, new RestartingAlgorithms());
    default:
      return state;
  }
}
