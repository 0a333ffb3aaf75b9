import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { CandleEvent } from "../../server/domain/markets/market-event.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { createState } from "../../server/engine/engine-state.ts";
import { TradingSession } from "../../server/engine/trading-session.ts";
import { createSimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import type { VenueSettings } from "../../server/simulation/exchange/venue-settings.ts";

const RICH = 1_000_000_000;

/** A session of one instrument with a venue that answers at once, on a tape of candles. */
export class CandleDesk {
  readonly session: TradingSession;
  readonly #hear: (change: EngineChange) => void;
  #controls = 0;
  #position = 0;

  constructor(instrument: Instrument, hear: (change: EngineChange) => void, settings: Partial<VenueSettings> = {}) {
    const { base, quote } = instrument;
    const balances = [quote, base].map((currency) => ({ currency, totalUnits: RICH * 1e6, reservedUnits: 0 }));
    const most = { orderNotionalMaxUnits: RICH * 1e6, positionNotionalMaxUnits: RICH * 1e6, ordersPerSecondMax: 1_000 };
    const venue = createSimulatedVenue({
      instruments: [instrument],
      settings: { latencyMs: { submit: 0, cancel: 0 }, ...settings },
    });
    const state = createState({
      ...{ key: "r", baseCurrency: quote, instruments: [instrument], balances, findStrategy: () => undefined },
      settings: { ...DEFAULT_RISK_SETTINGS, ...most },
    });
    state.selfTrade = "off"; // Who follows it knows each order by itself.
    this.session = new TradingSession(state, venue, 0);
    this.#hear = hear;
  }

  /** Its outcomes are not told before `settle`: what is asked for in between races them. */
  candle(event: CandleEvent): void {
    this.#position += 1;
    this.session.offer(event, this.#position);
  }

  control(action: ControlAction): void {
    const at = this.session.state.now;
    this.session.control({ kind: "control", at, key: `k${++this.#controls}`, userId: "u", isExpired: false, action });
  }

  settle(): void {
    for (let batch = this.session.drain(); batch !== null; batch = this.session.drain()) {
      for (const change of batch.changes) this.#hear(change);
      this.session.committed(batch);
    }
  }
}
