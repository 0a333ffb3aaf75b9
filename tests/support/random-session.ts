import type { StopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { markTicks } from "../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { createState, type SessionSeed } from "../../server/engine/engine-state.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { checklists } from "../../server/engine/kill-switch/under-stop.ts";
import { type Batch, TradingSession } from "../../server/engine/trading-session.ts";
import { createSimulatedVenue, type SimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import { hasReachedVenue, judgeInFlight } from "../../server/worker/sessions/recovery.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { AuditError } from "./audit-error.ts";
import { Auditor } from "./auditor.ts";
import type { QualityBook } from "./auditor-quality.ts";
import { plantInVenue } from "./misled-venue.ts";
import type { PlantedBug } from "./planted-bugs.ts";
import { plantInState } from "./random-session-bugs.ts";
import { RandomControls } from "./random-session-controls.ts";
import { isAtStopKeeper, stopKeeperOf } from "./random-session-guards.ts";
import { RandomMarket } from "./random-session-market.ts";
import { rebuildState } from "./random-session-recovery.ts";
import { FaultyVenue, VENUE_FAULTS, type VenueFault } from "./random-session-venue.ts";
import { Seeded } from "./seeded.ts";
import { StopKeeper } from "./stop-keeper.ts";

const listed = (id: string): Instrument => {
  const instrument = findInstrument(id);
  if (instrument === undefined) throw new Error(`Instrument "${id}" is not listed`);
  return instrument;
};

const atVenue =
  (venue: string) =>
  (instrument: Instrument): Instrument => ({ ...instrument, venue });

const SPOT = [listed("BTC-USDT"), listed("ETH-USDT")] as const;
const BTC_PERPETUAL = listed("BTC-USDT-PERP");
/** Its lowest tier ends soon: what is held often stands above it. */
const ETH_PERPETUAL = listed("ETH-USDT-PERP");
const OPENING: readonly Balance[] = [
  { currency: "USDT", totalUnits: 50_000 * 1e8, reservedUnits: 0 },
  { currency: "ETH", totalUnits: 4 * 1e10, reservedUnits: 0 },
];
const ROUNDS_MAX = 1_000;
const SETTINGS = { ...DEFAULT_RISK_SETTINGS, ordersPerSecondMax: 12 };

export type SessionReport = Auditor["counts"] &
  QualityBook["counts"] &
  Auditor["algorithms"]["counts"] & { readonly faults: readonly string[]; readonly hash: string };

/** One seeded session under the auditor, from its first event to the last answer. Throws what the auditor finds. */
export function runRandomSession(seed: number, bug: PlantedBug | null = null): SessionReport {
  return new RandomSession(seed, bug).run();
}

class RandomSession {
  readonly #random: Seeded;
  readonly #bug: PlantedBug | null;
  readonly #faults: ReadonlySet<VenueFault>;
  readonly #restarts: boolean;
  readonly #latencyMs: { submit: number; cancel: number };
  readonly #instruments: readonly [Instrument, ...Instrument[]];
  readonly #seed: SessionSeed;
  readonly #auditor: Auditor;
  readonly #market: RandomMarket;
  readonly #controls: RandomControls;
  readonly #tape: MarketEvent[] = [];
  readonly #queue: ControlEvent[] = [];
  readonly #taken = new Set<string>();
  /** A planted bug: commands that are told to the session only when the commit in flight is done. */
  readonly #late: ControlEvent[] = [];
  #inner: SimulatedVenue;
  #keeper: StopKeeper;
  #venue: FaultyVenue;
  #session: TradingSession;
  #inFlight: { batch: Batch; hash: string | null; told: readonly StopChecklist[] } | null = null;
  #last: Batch | null = null;

  constructor(seed: number, bug: PlantedBug | null) {
    this.#random = new Seeded(seed);
    this.#bug = bug;
    this.#faults = new Set(VENUE_FAULTS.filter(() => this.#random.chance(0.35)));
    this.#restarts = this.#random.chance(0.4);
    this.#latencyMs = { submit: this.#random.pick([0, 20, 200]), cancel: this.#random.pick([0, 20, 500]) };
    const [btc, eth] = SPOT;
    // Each sixth session is at a venue of which nobody knows more than that it takes plain orders: none is changed, none ends by itself;
    // and each sixth at one that keeps stops.
    const keepsStops = isAtStopKeeper(seed);
    const at =
      seed % 3 === 2 ? atVenue(keepsStops ? stopKeeperOf(seed) : "plain") : (instrument: Instrument) => instrument;
    this.#instruments = [at(btc), at(eth), at(seed % 3 === 1 ? ETH_PERPETUAL : BTC_PERPETUAL)];
    this.#seed = {
      key: "r",
      baseCurrency: "USDT",
      instruments: this.#instruments,
      settings: SETTINGS,
      balances: OPENING,
      findStrategy,
    };
    const mayOverdraw = this.#faults.size > 0;
    this.#auditor = new Auditor({ instruments: this.#instruments, opening: OPENING, settings: SETTINGS, mayOverdraw });
    this.#market = new RandomMarket(this.#random, this.#instruments, seed);
    this.#controls = new RandomControls(this.#random, this.#market, this.#instruments, seed);
    [this.#inner, this.#keeper, this.#venue] = this.#openVenue();
    const state = plantInState(createState(this.#seed), bug);
    this.#session = new TradingSession(state, this.#venue, 0);
    this.#venue.isSettled = this.#isSettled;
  }

  run(): SessionReport {
    for (const event of this.#controls.opening(this.#session.state)) this.#ask(event);
    for (let turn = this.#random.between(100, 260); turn > 0; turn--) this.#turn();
    this.#settleAll();
    for (let held = this.#venue.flush(); held.length > 0; held = this.#venue.flush()) {
      this.#session.deliver(held);
      this.#settleAll();
    }
    this.#auditor.finished();
    return {
      ...this.#auditor.counts,
      ...this.#auditor.quality.counts,
      ...this.#auditor.algorithms.counts,
      faults: [...this.#faults],
      hash: stateHash(this.#session.state),
    };
  }

  #turn(): void {
    const roll = this.#random.next();
    const isHurried = this.#bug === "late-latch" && this.#inFlight !== null; // It shows only then.
    if (roll < (isHurried ? 0.5 : 0.18)) this.#ask();
    else if (roll < 0.2 && this.#restarts) this.#restart();
    else if (roll < 0.24) this.#session.deliver(this.#random.chance(0.2) ? this.#venue.flush() : []);
    else if (roll < 0.34) this.#drain();
    else if (roll < 0.44) this.#commit();
    else this.#observe();
  }

  /** A pulled event comes only when everything before it is durable. Now and then several share a commit all the same. */
  #observe(): void {
    if (this.#inFlight !== null || this.#random.chance(0.8)) this.#settleAll();
    if (this.#session.state.borrowing.leverage > 1 && this.#random.chance(0.02)) this.#market.leap();
    const event = this.#market.next();
    this.#tape.push(event);
    this.#auditor.quality.saw(event);
    this.#session.offer(event, this.#tape.length);
  }

  #ask(event: ControlEvent = this.#controls.next(this.#session.state)): void {
    this.#auditor.asked(event);
    this.#queue.push(event);
    this.#readQueue();
    if (this.#random.chance(0.2)) this.#readQueue();
  }

  /** The durable queue shows a command until its commit; each is taken up once. */
  #readQueue(): void {
    for (const event of this.#queue) {
      const isDone = this.#auditor.handled.has(event.key) || this.#taken.has(event.key);
      if (isDone && !(this.#bug === "repeated-control" && this.#random.chance(0.05))) continue;
      this.#taken.add(event.key);
      this.#auditor.stops.pulled(event);
      if (this.#bug === "late-latch" && this.#inFlight !== null) this.#late.push(event);
      else this.#session.control({ ...event, at: Math.max(event.at, this.#session.state.now) });
    }
  }

  #drain(): void {
    if (this.#inFlight !== null) return;
    const batch = this.#session.drain();
    // A planted bug must be found by the books, not by a state that no longer equals its own journal.
    const hash = this.#bug === null ? stateHash(this.#session.state) : null;
    if (batch !== null) this.#inFlight = { batch, hash, told: checklists(this.#session.state) };
  }

  #commit(): void {
    if (this.#inFlight === null) return;
    const { batch, hash, told } = this.#inFlight;
    this.#inFlight = null;
    if (this.#bug === "send-before-commit") {
      this.#session.committed(batch);
      this.#auditor.journaled(batch, hash);
      return;
    }
    this.#auditor.journaled(batch, hash);
    if (this.#bug === null) this.#auditor.checklists(told);
    this.#last = batch;
    // Now and then the process dies between the commit and the sending.
    if (this.#restarts && this.#random.chance(0.02)) this.#restart();
    else this.#session.committed(batch);
    for (const event of this.#late.splice(0)) this.#session.control({ ...event, at: this.#session.state.now });
    if (this.#bug === "resend-after-timeout") this.#session.deliver(this.#venue.resendLost(batch.at));
  }

  readonly #isSettled = (): boolean => this.#inFlight === null && !this.#session.hasOutput;

  /** At one moment of the market there is only so much to say: who asks for ever is answered for ever. */
  #settleAll(): void {
    let rounds = 0;
    do {
      this.#commit();
      this.#drain();
      rounds += 1;
      if (rounds > ROUNDS_MAX) throw new AuditError(`after ${rounds} commits at one moment it still comes to no rest`);
    } while (this.#inFlight !== null);
  }

  /** Whatever was not committed is gone, and so is the paper venue. What was is all there is to go on from. */
  #restart(): void {
    this.#inFlight = null;
    this.#auditor.restarted(this.#tape.slice(0, this.#last?.feedPosition ?? 0));
    this.#late.length = 0;
    const state = rebuildState(this.#seed, this.#auditor, this.#last);
    if (stateHash(state) !== this.#auditor.fold.hash())
      throw new Error("A state rebuilt from the journal has another hash than its fold");
    [this.#inner, this.#keeper, this.#venue] = this.#openVenue();
    const committed = this.#last?.feedPosition ?? 0;
    this.#session = new TradingSession(plantInState(state, this.#bug), this.#venue, committed);
    this.#venue.isSettled = this.#isSettled;
    const session = this.#session;
    this.#tape.slice(0, committed).forEach((event) => {
      this.#keeper.observe(event);
      session.state.prices.observe(event);
      if (event.at > session.state.now) session.state.now = event.at;
    });
    session.deliver(judgeInFlight(session.state));
    this.#adoptWorking();
    this.#tape.slice(committed).forEach((event, index) => {
      this.#settleAll();
      this.#session.offer(event, committed + index + 1);
    });
    this.#settleAll();
    this.#taken.clear();
    this.#readQueue();
  }

  #adoptWorking(): void {
    const { state } = this.#session;
    for (const { instrument, positionSide, margin } of state.margined) {
      if (margin === null) continue;
      const mark = markTicks(state.prices.get(instrument.id));
      const { position, fundingUnits } = margin;
      this.#inner.adoptPosition(instrument.id, { ...position, fundingUnits, markTicks: mark }, positionSide);
    }
    for (const { order } of [...state.working.values()]) {
      if (!hasReachedVenue(order)) continue;
      this.#keeper.adopt(order);
      if (order.status !== "pending-cancel") continue;
      const { id: orderId, instrumentId } = order;
      this.#session.deliver(this.#venue.execute({ kind: "cancel-order", orderId, instrumentId }, state.now));
    }
  }

  #openVenue(): [SimulatedVenue, StopKeeper, FaultyVenue] {
    const settings = { latencyMs: this.#latencyMs };
    const inner = plantInVenue(createSimulatedVenue({ instruments: this.#instruments, settings }), this.#bug);
    const keeper = new StopKeeper(inner, this.#latencyMs);
    const trusts = this.#bug === "unconfirmed-cancel" ? "cancels" : this.#bug === "hasty-guard" ? "stops" : null;
    return [inner, keeper, new FaultyVenue(keeper, this.#random, this.#faults, this.#auditor, this.#restarts, trusts)];
  }
}
