import { defineInstrument, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { BookEvent } from "../../server/domain/markets/market-event.ts";
import { absolute } from "../../server/domain/money/integer.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { ControlAction, ControlEvent } from "../../server/engine/engine-event.ts";
import { createState, type Holding } from "../../server/engine/engine-state.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { checklists } from "../../server/engine/kill-switch/under-stop.ts";
import { type Batch, TradingSession } from "../../server/engine/trading-session.ts";
import { Auditor } from "./auditor.ts";
import { RefusingVenue } from "./refusing-venue.ts";
import { Seeded } from "./seeded.ts";

const START_AT = 1_700_000_040_000;
const PRICE = { BTC: 5_000_000, ETH: 250_000 } as const;
const POSITIONS = 40;
const TURNS_MAX = 6_000;

const INSTRUMENTS: readonly Instrument[] = Array.from({ length: POSITIONS }, (_, index) =>
  defineInstrument({
    venue: `venue${index >> 1}`,
    base: index % 2 === 0 ? "BTC" : "ETH",
    quote: "USDT",
    tick: "0.01",
    lot: index % 2 === 0 ? "0.00001" : "0.0001",
    minNotional: "5",
    quantityMax: "9000",
    makerRate: "0.001",
    takerRate: "0.001",
  }),
);

const OPENING: readonly Balance[] = [
  { currency: "USDT", totalUnits: 5_000_000 * 1e8, reservedUnits: 0 },
  { currency: "BTC", totalUnits: 10 * 1e10, reservedUnits: 0 },
  { currency: "ETH", totalUnits: 10 * 1e10, reservedUnits: 0 },
];

export type FlattenReport = RefusingVenue["counts"] & {
  /** From the switch until all that was about to leave is stopped and the latch is ready to be journaled, by the machine's clock. */
  readonly latchMs: number;
  /** Orders that were approved and committed, and stopped on their way out. */
  readonly stopped: number;
  readonly turns: number;
  readonly closings: number;
  /** Positions that are still worth an order. */
  readonly left: number;
};

/** Forty positions and as many resting orders, then everything is stopped and flattened at a venue on its worst day. */
export function runFlatten(seed: number): FlattenReport {
  return new FlattenSession(seed).run();
}

/** More than the dust that fills in part leave, at the lowest price there is. */
const isWorthAnOrder = ({ instrument, netUnits }: Holding): boolean =>
  BigInt(absolute(netUnits)) * BigInt(PRICE[instrument.base as keyof typeof PRICE] - 100) >= 5n * 100n * 10n ** 10n; // 5 USDT, in ticks of a cent and units of 10^-10.

class FlattenSession {
  readonly #random: Seeded;
  readonly #auditor = new Auditor({
    instruments: INSTRUMENTS,
    opening: OPENING,
    settings: DEFAULT_RISK_SETTINGS,
    mayOverdraw: true,
  });
  readonly #venue: RefusingVenue;
  readonly #session: TradingSession;
  #at = START_AT;
  #keys = 0;
  #closings = 0;
  #stopped = 0;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
    this.#venue = new RefusingVenue(this.#random, this.#auditor);
    const state = createState({
      key: "r",
      baseCurrency: "USDT",
      instruments: INSTRUMENTS,
      settings: DEFAULT_RISK_SETTINGS,
      balances: OPENING,
      findStrategy: () => undefined,
    });
    this.#session = new TradingSession(state, this.#venue, 0);
  }

  run(): FlattenReport {
    for (const instrument of INSTRUMENTS) this.#open(instrument);
    this.#venue.isKind = false;
    const { prices } = this.#session.state;
    for (const { id } of INSTRUMENTS) if (prices.get(id) === null) throw new Error(`${id} has no price`);
    // Some more are committed and just about to leave when the switch is pulled.
    for (const instrument of INSTRUMENTS.slice(0, 10)) this.#place(instrument, "buy", "limit", 7);
    const batch = this.#session.drain();
    if (batch === null) throw new Error("Nothing was about to leave");
    this.#auditor.journaled(batch, null);
    const pulledAt = performance.now();
    this.#control({ kind: "halt", scope: { kind: "everything" }, action: "flatten", reason: "" });
    this.#session.committed(batch);
    const latched = this.#session.drain();
    const latchMs = performance.now() - pulledAt;
    if (latched === null) throw new Error("The switch changed nothing");
    this.#deal(latched);
    this.#settle();
    let turns = 0;
    for (; turns < TURNS_MAX && !this.#isDone(); turns += 1) this.#turn();
    const left = [...this.#session.state.holdings.values()].filter(isWorthAnOrder).length;
    this.#auditor.finished();
    return { ...this.#venue.counts, latchMs, stopped: this.#stopped, turns, closings: this.#closings, left };
  }

  #isDone(): boolean {
    return checklists(this.#session.state).every(({ isDone }) => isDone);
  }

  /** A position, and an order that rests on either side. */
  #open(instrument: Instrument): void {
    this.#quote(instrument);
    const lots = this.#random.between(200, 2_000);
    this.#place(instrument, this.#random.chance(0.8) ? "buy" : "sell", "market", lots);
    this.#settle();
    this.#place(instrument, this.#random.pick(["buy", "sell"]), "limit", this.#random.between(100, 300));
    this.#settle();
  }

  #place(instrument: Instrument, side: "buy" | "sell", type: "market" | "limit", lots: number): void {
    this.#at += 100;
    const price = PRICE[instrument.base as keyof typeof PRICE];
    const key = `key-${this.#keys + 1}`;
    const intent: OrderIntent = {
      instrumentId: instrument.id,
      side,
      type,
      quantityLots: type === "market" ? lots : lots * 10,
      priceTicks: type === "market" ? null : price + (side === "buy" ? -5_000 : 5_000),
      timeInForce: type === "market" ? "IOC" : "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      source: { kind: "manual", userId: "tester", key },
      acceptsStalePrice: true,
      trigger: null,
      expiresAt: null,
    };
    this.#control({ kind: "place-order", intent });
  }

  #control(action: ControlAction): void {
    this.#keys += 1;
    const key = `key-${this.#keys}`;
    const event: ControlEvent = { kind: "control", at: this.#at, key, userId: "tester", isExpired: false, action };
    this.#auditor.asked(event);
    this.#auditor.stops.pulled(event);
    this.#session.control(event);
  }

  #turn(): void {
    this.#at += this.#random.between(20, 120);
    this.#quote(this.#random.pick(INSTRUMENTS as [Instrument, ...Instrument[]]));
    this.#settle();
    // Whoever asks for more while it closes is refused.
    if (this.#random.chance(0.05)) this.#place(INSTRUMENTS[0] as Instrument, "buy", "limit", 3);
    this.#settle();
  }

  #quote({ id, base }: Instrument): void {
    const price = PRICE[base as keyof typeof PRICE];
    const [bid, ask] = [price - 100, price];
    const event: BookEvent = {
      kind: "book",
      instrumentId: id,
      at: this.#at,
      isSnapshot: true,
      bids: [bid, 1_000],
      asks: [ask, 1_000],
      bestBidTicks: bid,
      bestBidLots: 1_000,
      bestAskTicks: ask,
      bestAskLots: 1_000,
    };
    this.#auditor.quality.saw(event);
    this.#session.offer(event, 0);
  }

  #settle(): void {
    for (let batch = this.#session.drain(); batch !== null; batch = this.#session.drain()) this.#deal(batch);
  }

  #deal(batch: Batch): void {
    for (const change of batch.changes) {
      if (change.kind === "order-placed" && change.order.isReduceOnly) this.#closings += 1;
      if (change.kind === "order-updated" && change.reasonCode === "stopped-before-sending") this.#stopped += 1;
    }
    const { state } = this.#session;
    const told = checklists(state);
    this.#auditor.journaled(batch, stateHash(state));
    this.#auditor.checklists(told);
    this.#session.committed(batch);
  }
}
