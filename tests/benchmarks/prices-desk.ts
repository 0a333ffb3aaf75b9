import { defineInstrument, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { BookEvent } from "../../server/domain/markets/market-event.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import { createState, type EngineState } from "../../server/engine/engine-state.ts";
import { TradingSession } from "../../server/engine/trading-session.ts";
import { createSimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import { MarksKeeper } from "../../server/worker/live/marks-keeper.ts";
import { MarketView } from "../../server/worker/market-data/market-view.ts";
import { Interest } from "../../server/worker/sessions/interest.ts";
import { SessionDriver } from "../../server/worker/sessions/session-driver.ts";

const PORTFOLIOS = 20;
const POSITIONS_EACH = 25;
const FRAME_MS = 100;
const COINS = ["BTC", "ETH", "SOL", "USDC"];

/** Instruments that the tape does not show; so that every one of the 500 positions moves, the benchmark moves them itself. */
function fillers(count: number): Instrument[] {
  const terms = { quote: "USDT", tick: "0.01", lot: "0.001", minNotional: "5", quantityMax: "90000" } as const;
  return Array.from({ length: count }, (_, index) =>
    defineInstrument({
      ...terms,
      venue: `filler${Math.floor(index / COINS.length)}`,
      base: COINS[index % COINS.length] ?? "",
      makerRate: "0.001",
      takerRate: "0.001",
    }),
  );
}

/** 20 portfolios with 25 positions each, marked as the desk marks them: ten times a second, what moved since. */
export class PricesDesk {
  readonly view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs);
  readonly sessions: { readonly portfolioId: string; readonly session: { readonly state: EngineState } }[] = [];
  readonly drivers: SessionDriver[] = [];
  readonly #fillers: Instrument[];
  readonly #marks = new MarksKeeper(this.view);
  #framedAt = performance.now();
  #moved = 0;
  frames = 0;
  bytes = 0;

  constructor(shown: readonly Instrument[]) {
    const moving = shown.slice(0, POSITIONS_EACH);
    this.#fillers = fillers(POSITIONS_EACH - moving.length);
    const instruments = [...moving, ...this.#fillers];
    for (let number = 0; number < PORTFOLIOS; number += 1) this.#open(`portfolio${number}`, instruments);
  }

  /** Marks and writes the frames when they are due. */
  frame(): void {
    const now = performance.now();
    if (now - this.#framedAt < FRAME_MS) return;
    this.#framedAt = now;
    this.frameNow();
  }

  frameNow(): void {
    this.#moved += 1;
    for (const { id } of this.#fillers) this.view.observe(quote(id, this.view.tapeAt ?? 0, 1_000 + (this.#moved % 50)));
    for (const frame of this.#marks.changed(this.sessions)) {
      this.frames += 1;
      this.bytes += JSON.stringify(frame).length;
    }
  }

  #open(portfolioId: string, instruments: readonly Instrument[]): void {
    const state = createState({
      key: portfolioId,
      baseCurrency: "USDT",
      instruments,
      settings: DEFAULT_RISK_SETTINGS,
      balances: [{ currency: "USDT", totalUnits: 1_000_000 * 1e8, reservedUnits: 0 }],
      findStrategy: () => undefined,
    });
    for (const { instrument, lots } of state.holdings.values()) {
      const lot = {
        id: instrument.id,
        instrumentId: instrument.id,
        fillId: "f",
        openedAt: 0,
        direction: "long",
      } as const;
      lots.add({ ...lot, quantityUnits: instrument.baseUnitsPerLot * 100, costUnits: 1_000_000 });
    }
    for (const holding of state.holdings.values()) holding.netUnits = holding.instrument.baseUnitsPerLot * 100;
    const venue = createSimulatedVenue({ instruments });
    const session = new TradingSession(state, venue, 0);
    const interest = new Interest({
      state,
      nextDueAt: () => venue.nextDueAt,
      isVenueIndifferent: (id) => venue.isIndifferentTo(id),
    });
    this.sessions.push({ portfolioId, session });
    this.drivers.push(
      new SessionDriver({
        session,
        commit: async () => undefined,
        onFailed: (error) => {
          throw error;
        },
        wants: (event) => interest.wants(event),
      }),
    );
  }
}

const quote = (instrumentId: string, at: number, bid: number): BookEvent => ({
  kind: "book",
  instrumentId,
  at,
  isSnapshot: true,
  bids: [bid, 5],
  asks: [bid + 1, 5],
  bestBidTicks: bid,
  bestBidLots: 5,
  bestAskTicks: bid + 1,
  bestAskLots: 5,
});
