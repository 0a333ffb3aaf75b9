import { present } from "../../../server/domain/errors/invariant.ts";
import type { Candle } from "../../../server/domain/markets/candle.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { add, subtract } from "../../../server/domain/money/integer.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { type PositionSide, positionKey } from "../../../server/domain/positions/position-side.ts";
import { markTicks } from "../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import type { ControlOutcome, EngineChange } from "../../../server/engine/engine-change.ts";
import type { ControlAction } from "../../../server/engine/engine-event.ts";
import { createState, type EngineState } from "../../../server/engine/engine-state.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { fillText, orderText } from "../../../server/engine/journal/state-text.ts";
import type { MarginAccount } from "../../../server/engine/margin/margin-account.ts";
import { restoreMargin } from "../../../server/engine/margin/settle-margin.ts";
import { holdingOfLot, holdingOfOrder } from "../../../server/engine/positions/find-position.ts";
import { TradingSession } from "../../../server/engine/trading-session.ts";
import { createSimulatedVenue, type SimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { heldByKey } from "../../support/held-by-key.ts";

const perpetual = (base: string) =>
  present(
    LISTED_INSTRUMENTS.find(({ id }) => id === `${base}-USDT-PERP`),
    `${base} has no perpetual`,
  );

export const BTC = perpetual("BTC");
export const ETH = perpetual("ETH");
export const USDT = 100_000_000;
export const START = 1_704_067_200_000;
export const HOUR = 3_600_000;

const ROOMY = { orderNotionalMaxUnits: 1e9 * USDT, positionNotionalMaxUnits: 1e9 * USDT, ordersPerSecondMax: 1_000 };

/** A session on a paper venue that answers at once; what it journals is folded beside it, and the two must always agree. */
export class MarginDeskExample {
  state: EngineState;
  venue: SimulatedVenue;
  session: TradingSession;
  readonly changes: EngineChange[] = [];
  #fold: JournalFold;
  #controls = 0;
  #position = 0;
  readonly #opening: { currency: string; totalUnits: number; reservedUnits: number }[];
  readonly #findStrategy: (name: string) => Strategy | undefined;

  readonly #instruments: readonly Instrument[];

  constructor(cash = 12_000, strategies: readonly Strategy[] = [], instruments: readonly Instrument[] = [BTC, ETH]) {
    this.#instruments = instruments;
    this.#opening = [{ currency: "USDT", totalUnits: cash * USDT, reservedUnits: 0 }];
    this.#findStrategy = (name) => strategies.find((strategy) => strategy.name === name);
    this.#fold = new JournalFold(this.#opening);
    this.state = this.#freshState();
    this.venue = openVenue(this.#instruments);
    this.session = new TradingSession(this.state, this.venue, 0);
  }

  /** An event in both phases, and everything that follows from it. */
  market(event: MarketEvent): void {
    this.#position += 1;
    this.session.offer(event, this.#position);
    this.settle();
  }

  control(action: ControlAction): ControlOutcome {
    const key = `k${++this.#controls}`;
    this.session.control({ kind: "control", at: this.state.now, key, userId: "u", isExpired: false, action });
    this.settle();
    const handled = this.changes.findLast((change) => change.kind === "control-handled" && change.key === key);
    return handled?.kind === "control-handled" ? handled.outcome : { kind: "expired" };
  }

  order(
    side: Side,
    quantityLots: number,
    priceTicks: number | null = null,
    isReduceOnly = false,
    of = BTC,
    positionSide: PositionSide | null = null,
  ): ControlOutcome {
    return this.control({
      kind: "place-order",
      intent: {
        instrumentId: of.id,
        side,
        type: priceTicks === null ? "market" : "limit",
        quantityLots,
        priceTicks,
        timeInForce: priceTicks === null ? "IOC" : "GTC",
        isPostOnly: false,
        isReduceOnly,
        positionSide,
        source: { kind: "manual", userId: "u", key: `k${this.#controls + 1}` },
        acceptsStalePrice: true,
        trigger: null,
        expiresAt: null,
      },
    });
  }

  settle(): void {
    for (let batch = this.session.drain(); batch !== null; batch = this.session.drain()) {
      this.#fold.apply(batch.changes);
      this.changes.push(...batch.changes);
      if (this.#fold.hash() !== stateHash(this.state)) throw new Error("the fold of the journal says something else");
      this.session.committed(batch);
    }
  }

  /** The worker dies with its paper venue, and a new one goes on from the journal. */
  restart(): void {
    const before = stateHash(this.state);
    const { counters, sequence, now, prices } = this.state;
    const state = this.#freshState([...this.#fold.balances.values()]);
    Object.assign(state, { sequence, now });
    Object.assign(state.counters, counters);
    state.prices.restore(prices.entries());
    for (const [key, values] of this.#fold.margins) restoreMargin(state, heldByKey(state, key), values);
    for (const order of this.#fold.orders.values()) {
      state.closedDigest.add(orderText(order));
      state.closed.set(order.id, { order, holding: holdingOfOrder(state, order), tradeIds: new Set() });
    }
    for (const fill of this.#fold.fills.values()) state.fillsDigest.add(fillText(fill));
    for (const lot of this.#fold.lots.values()) {
      const holding = holdingOfLot(state, lot);
      holding.lots.add(lot);
      const { netUnits } = holding;
      holding.netUnits =
        lot.direction === "long" ? add(netUnits, lot.quantityUnits) : subtract(netUnits, lot.quantityUnits);
    }
    for (const [key, units] of this.#fold.realised) heldByKey(state, key).realisedUnits = Number(units);
    for (const pending of this.#fold.markouts.values()) state.markouts.restore(pending);
    state.borrowing = this.#fold.borrowing;
    if (stateHash(state) !== before) throw new Error("what the journal rebuilds is not what was");
    this.state = state;
    this.venue = openVenue(this.#instruments);
    this.session = new TradingSession(state, this.venue, this.#position);
    for (const { instrument, positionSide, margin } of state.margined) {
      if (margin === null) continue;
      const mark = markTicks(state.prices.get(instrument.id));
      const { fundingUnits } = margin;
      this.venue.adoptPosition(instrument.id, { ...margin.position, fundingUnits, markTicks: mark }, positionSide);
    }
  }

  account(of = BTC, side: PositionSide | null = null): MarginAccount {
    return present(heldByKey(this.state, positionKey(of.id, side)).margin ?? undefined, `${of.id} has no account`);
  }

  get wallet(): number {
    return Number(this.state.balances.get("USDT")?.totalUnits ?? 0);
  }

  get reserved(): number {
    return Number(this.state.balances.get("USDT")?.reservedUnits ?? 0);
  }

  ofKind<Kind extends EngineChange["kind"]>(kind: Kind): Extract<EngineChange, { kind: Kind }>[] {
    return this.changes.filter((change): change is Extract<EngineChange, { kind: Kind }> => change.kind === kind);
  }

  #freshState(balances: Parameters<typeof createState>[0]["balances"] = this.#opening): EngineState {
    return createState({
      key: "m",
      baseCurrency: "USDT",
      instruments: this.#instruments,
      settings: { ...DEFAULT_RISK_SETTINGS, ...ROOMY },
      balances,
      findStrategy: this.#findStrategy,
    });
  }
}

const openVenue = (instruments: readonly Instrument[]) =>
  createSimulatedVenue({
    instruments,
    settings: { latencyMs: { submit: 0, cancel: 0 }, slippage: { halfSpreadBps: 0, impactBps: 0 } },
  });

/** A book one tick wide and deep enough for everything. */
export function book(at: number, mid: number, of = BTC): MarketEvent {
  const [bestBidTicks, bestAskTicks] = [mid - 1, mid + 1];
  const deep = 1_000_000;
  return {
    kind: "book",
    instrumentId: of.id,
    at,
    isSnapshot: true,
    bids: [bestBidTicks, deep],
    asks: [bestAskTicks, deep],
    bestBidTicks,
    bestBidLots: deep,
    bestAskTicks,
    bestAskLots: deep,
  };
}

export const funding = (at: number, rate: string, markTicks: number, of = BTC): MarketEvent => ({
  kind: "funding",
  instrumentId: of.id,
  at,
  rate,
  markTicks,
});

export const candle = (shown: Candle, of = BTC): MarketEvent => ({
  kind: "candle",
  instrumentId: of.id,
  at: shown.openAt + HOUR,
  candle: shown,
});
