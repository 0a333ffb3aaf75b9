import { present } from "../../../server/domain/errors/invariant.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import type { Balance } from "../../../server/domain/portfolio/balance.ts";
import { markTicks } from "../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import type { ControlAction, ControlEvent } from "../../../server/engine/engine-event.ts";
import { createState, type EngineState, type SessionSeed } from "../../../server/engine/engine-state.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { type Batch, TradingSession } from "../../../server/engine/trading-session.ts";
import { createSimulatedVenue, type SimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { hasReachedVenue, judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import { Auditor } from "../auditor.ts";
import { rebuildState } from "../random-session-recovery.ts";
import { StopKeeper } from "../stop-keeper.ts";
import { FaultVenue, type VenueScript } from "./fault-venue.ts";

const START_AT = 1_700_000_040_000;
export const BTC: Instrument = present(findInstrument("BTC-USDT"), "BTC-USDT is not listed");
export const PERPETUAL: Instrument = present(findInstrument("BTC-USDT-PERP"), "The perpetual is not listed");
const OPENING: readonly Balance[] = [{ currency: "USDT", totalUnits: 1_000_000 * 1e8, reservedUnits: 0 }];

export type FaultDeskOptions = {
  readonly latencyMs?: { readonly submit: number; readonly cancel: number };
  readonly script?: VenueScript;
  /** Whose rules the venue keeps: what it changes in place, and which stops it holds itself. The paper venue's, unless said. */
  readonly rulesOf?: string;
  /** The instrument as the venue lists it, where its grid is another than ours. */
  readonly atVenue?: Instrument;
  readonly findStrategy?: (name: string) => Strategy | undefined;
  readonly plant?: (state: EngineState) => EngineState;
};

/** Moments at which the worker may die around one commit. */
export type KillPoint = "before-commit" | "after-commit" | "after-sending";

/** One portfolio on the simulated venue under the auditor, where a test says what goes wrong and when. */
export class FaultDesk {
  readonly auditor: Auditor;
  at = START_AT;
  readonly #options: FaultDeskOptions;
  readonly #instruments: readonly Instrument[];
  readonly #seed: SessionSeed;
  readonly #tape: MarketEvent[] = [];
  #inner: SimulatedVenue;
  #keeper: StopKeeper;
  #venue: FaultVenue;
  #session: TradingSession;
  #last: Batch | null = null;
  #keys = 0;
  #kill: { readonly at: KillPoint; readonly when: (batch: Batch) => boolean } | null = null;

  constructor(options: FaultDeskOptions = {}) {
    this.#options = options;
    const { rulesOf: venue } = options;
    this.#instruments = [BTC, PERPETUAL].map((each) => (venue === undefined ? each : { ...each, venue }));
    this.#seed = {
      key: "r",
      baseCurrency: "USDT",
      instruments: this.#instruments,
      settings: DEFAULT_RISK_SETTINGS,
      balances: OPENING,
      findStrategy: options.findStrategy ?? (() => undefined),
    };
    this.auditor = new Auditor({
      instruments: this.#instruments,
      opening: OPENING,
      settings: DEFAULT_RISK_SETTINGS,
      mayOverdraw: false,
    });
    [this.#inner, this.#keeper, this.#venue] = this.#openVenue();
    this.#session = new TradingSession(this.#planted(createState(this.#seed)), this.#venue, 0);
  }

  get state(): EngineState {
    return this.#session.state;
  }

  /** Every order there ever was, as journaled, the oldest first. */
  get orders(): readonly Order[] {
    return [...this.auditor.fold.orders.values()];
  }

  get newest(): Order {
    return present(this.orders.at(-1), "No order was ever placed");
  }

  order(id: string): Order {
    return present(this.auditor.fold.orders.get(id), `There is no order "${id}"`);
  }

  get netUnits() {
    return this.state.holdings.get(BTC.id)?.netUnits ?? 0;
  }

  get sent(): readonly string[] {
    return this.#venue.sent;
  }

  /** The market `ms` later: one level a side, deep unless said otherwise. */
  quote(
    bid: number,
    ask: number,
    { lots = 1_000_000, ms = 100, of = BTC }: { lots?: number; ms?: number; of?: Instrument } = {},
  ): void {
    this.at += ms;
    this.#offer({
      kind: "book",
      instrumentId: of.id,
      at: this.at,
      isSnapshot: true,
      bids: [bid, lots],
      asks: [ask, lots],
      bestBidTicks: bid,
      bestBidLots: lots,
      bestAskTicks: ask,
      bestAskLots: lots,
    });
  }

  /** A trade of others, `ms` later. */
  trade(priceTicks: number, of: Instrument = BTC, quantityLots = 1, ms = 100): void {
    this.at += ms;
    const tradeId = String(this.#tape.length);
    this.#offer({
      kind: "trade",
      instrumentId: of.id,
      at: this.at,
      tradeId,
      priceTicks,
      quantityLots,
      aggressor: "sell",
    });
  }

  /** A funding stamp of the perpetual, `ms` later. */
  fund(rate: string, markTicks: number, ms = 100): void {
    this.at += ms;
    this.#offer({ kind: "funding", instrumentId: PERPETUAL.id, at: this.at, rate, markTicks });
  }

  #offer(event: MarketEvent): void {
    this.#tape.push(event);
    this.auditor.quality.saw(event);
    this.#session.offer(event, this.#tape.length);
    this.settle();
  }

  /** A person's command; answers with its key. */
  ask(action: ControlAction, isSettled = true): string {
    this.#keys += 1;
    const key = `key-${this.#keys}`;
    const at = Math.max(this.at, this.state.now);
    const event: ControlEvent = { kind: "control", at, key, userId: "tester", isExpired: false, action };
    this.auditor.asked(event);
    this.auditor.stops.pulled(event);
    this.#session.control(event);
    if (isSettled) this.settle();
    return key;
  }

  /** A person's order; answers with it as it stands then. */
  place(part: Partial<OrderIntent> & Pick<OrderIntent, "side" | "quantityLots">): Order {
    const before = this.orders.length;
    this.ask({
      kind: "place-order",
      intent: {
        instrumentId: BTC.id,
        type: part.priceTicks === undefined || part.priceTicks === null ? "market" : "limit",
        priceTicks: null,
        timeInForce: part.priceTicks === undefined || part.priceTicks === null ? "IOC" : "GTC",
        isPostOnly: false,
        isReduceOnly: false,
        acceptsStalePrice: false,
        trigger: null,
        expiresAt: null,
        ...part,
        source: { kind: "manual", userId: "tester", key: `key-${this.#keys + 1}` },
      },
    });
    return present(this.orders[before], "The order was never journaled");
  }

  /** Commits and sends until nothing is left; dies where it was told to, and comes back. */
  settle(): void {
    for (let batch = this.#session.drain(); batch !== null; batch = this.#session.drain()) {
      const kill = this.#kill?.when(batch) === true ? this.#kill : null;
      if (kill !== null) this.#kill = null;
      if (kill?.at === "before-commit") {
        this.restart();
        return;
      }
      this.auditor.journaled(batch, stateHash(this.state));
      this.#last = batch;
      if (kill?.at === "after-commit") {
        this.restart();
        return;
      }
      this.#session.committed(batch);
      if (kill?.at === "after-sending") {
        this.restart();
        return;
      }
    }
  }

  /** The process dies around the next commit that is meant. */
  killAt(at: KillPoint, when: (batch: Batch) => boolean): void {
    this.#kill = { at, when };
  }

  get isToDie(): boolean {
    return this.#kill !== null;
  }

  /** What was not committed is gone and so is the paper venue; the rest is rebuilt from the journal, as the worker does it. */
  restart(): void {
    this.auditor.restarted();
    const state = rebuildState(this.#seed, this.auditor, this.#last);
    if (stateHash(state) !== this.auditor.fold.hash()) throw new Error("The rebuilt state has another hash");
    [this.#inner, this.#keeper, this.#venue] = this.#openVenue();
    const committed = this.#last?.feedPosition ?? 0;
    this.#session = new TradingSession(this.#planted(state), this.#venue, committed);
    for (const event of this.#tape.slice(0, committed)) {
      this.#keeper.observe(event);
      state.prices.observe(event);
      state.now = Math.max(state.now, event.at);
    }
    for (const { instrument, margin } of state.margined) {
      if (margin === null) continue;
      const mark = markTicks(state.prices.get(instrument.id));
      this.#inner.adoptPosition(instrument.id, {
        ...margin.position,
        fundingUnits: margin.fundingUnits,
        markTicks: mark,
      });
    }
    this.#session.deliver(judgeInFlight(this.state));
    for (const { order } of [...this.state.working.values()]) {
      if (!hasReachedVenue(order)) continue;
      this.#keeper.adopt(order);
      const { id: orderId, instrumentId } = order;
      if (order.status === "pending-cancel")
        this.#session.deliver(this.#venue.execute({ kind: "cancel-order", orderId, instrumentId }, this.state.now));
    }
    this.#tape.slice(committed).forEach((event, index) => {
      this.settle();
      this.#session.offer(event, committed + index + 1);
    });
    this.settle();
  }

  /** The faults are over: everything that was held back is told, and the books must agree to the last unit. */
  finish(): void {
    this.#venue.end();
    this.settle();
    for (let held = this.#venue.flush(); held.length > 0; held = this.#venue.flush()) {
      this.#session.deliver(held);
      this.settle();
    }
    this.auditor.finished();
  }

  deliverHeld(): void {
    this.#session.deliver(this.#venue.flush());
    this.settle();
  }

  #planted(state: EngineState): EngineState {
    return this.#options.plant?.(state) ?? state;
  }

  #openVenue(): [SimulatedVenue, StopKeeper, FaultVenue] {
    const { atVenue, latencyMs = { submit: 20, cancel: 20 }, script = {} } = this.#options;
    const instruments = this.#instruments.map((each) => (each.id === atVenue?.id ? atVenue : each));
    const inner = createSimulatedVenue({ instruments, settings: { latencyMs } });
    const keeper = new StopKeeper(inner, latencyMs);
    return [inner, keeper, new FaultVenue(keeper, this.auditor, script)];
  }
}
