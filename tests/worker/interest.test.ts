import { expect, test } from "vitest";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction, ControlEvent } from "../../server/engine/engine-event.ts";
import { createState } from "../../server/engine/engine-state.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { startRun } from "../../server/engine/strategies/strategy-host.ts";
import { TradingSession } from "../../server/engine/trading-session.ts";
import { createSimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import { createSyntheticMarket } from "../../server/simulation/market/synthetic-market.ts";
import { MarketView } from "../../server/worker/market-data/market-view.ts";
import { attend, Interest } from "../../server/worker/sessions/interest.ts";
import { SessionDriver } from "../../server/worker/sessions/session-driver.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { BTC, bookAt, ETH, intent, START } from "../engine/desk-example.ts";
import { RandomControls } from "../support/random-session-controls.ts";
import { RandomMarket } from "../support/random-session-market.ts";
import { Seeded } from "../support/seeded.ts";

const EVENTS = 3_000;
const INSTRUMENTS = LISTED_INSTRUMENTS.filter(({ id }) => id === "BTC-USDT" || id === "ETH-USDT") as [
  Instrument,
  Instrument,
];

/** One session on its own venue, asleep or awake, whose changes are kept as they would be journaled. */
class Sleeper {
  readonly changes: EngineChange[] = [];
  readonly #session: TradingSession;
  readonly #driver: SessionDriver;
  readonly #interest: Interest | null;
  readonly #view: MarketView;
  heard = 0;

  constructor(isAwake: boolean, latencyMs: { submit: number; cancel: number }, view: MarketView) {
    const state = createState({
      key: "p",
      baseCurrency: "USDT",
      instruments: LISTED_INSTRUMENTS,
      settings: { ...DEFAULT_RISK_SETTINGS, ordersPerSecondMax: 12 },
      balances: [
        { currency: "USDT", totalUnits: 500_000 * 1e8, reservedUnits: 0 },
        { currency: "ETH", totalUnits: 40 * 1e10, reservedUnits: 0 },
      ],
      findStrategy,
    });
    const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings: { latencyMs } });
    this.#view = view;
    this.#session = new TradingSession(state, venue, 0);
    this.#interest = isAwake
      ? null
      : new Interest({
          state,
          nextDueAt: () => venue.nextDueAt,
          isVenueIndifferent: (id) => venue.isIndifferentTo(id),
        });
    this.#driver = new SessionDriver({
      session: this.#session,
      commit: async (batch) => {
        this.changes.push(...batch.changes);
        this.#interest?.review();
      },
      onFailed: (error) => {
        throw error;
      },
      wants: (event) => {
        const wants = this.#interest?.wants(event) ?? true;
        if (wants) this.heard += 1;
        return wants;
      },
    });
  }

  get state() {
    return this.#session.state;
  }

  async offer(event: MarketEvent, position: number): Promise<void> {
    await this.#driver.offer(event, position);
  }

  async control(event: ControlEvent): Promise<void> {
    if (this.#interest !== null) {
      attend(this.#interest, this.#session, event.action, (id) => this.#view.instrument(id)?.snapshot() ?? []);
    }
    this.#driver.control(event);
    await this.#driver.settle();
  }
}

type Flavour = "synthetic" | "books" | "trades" | "candles";

/** A tape, and the prices at which people may ask for something on it. */
function tapeOf(flavour: Flavour, seed: number): { next(): MarketEvent; market: RandomMarket } {
  const random = new Seeded(seed);
  const market = new RandomMarket(random, INSTRUMENTS);
  if (flavour === "synthetic") {
    const inputs = [{ position: 900, number: 1, input: { kind: "episode", episode: "stale-feed" } as const }];
    const synthetic = createSyntheticMarket({ seed, startAt: 1_700_000_000_000, inputs });
    return { next: () => synthetic.next(), market };
  }
  const left: readonly string[] = { books: [], trades: ["book"], candles: ["book", "trade"] }[flavour];
  return {
    market,
    next: () => {
      for (let event = market.next(); ; event = market.next()) if (!left.includes(event.kind)) return event;
    },
  };
}

const restless = (action: ControlAction): boolean => action.kind !== "start-run" && action.kind !== "halt";

/** Both sessions on one tape, asked for the same at the same moments. */
async function compare(flavour: Flavour, seed: number) {
  const random = new Seeded(seed * 7 + 1);
  const { next, market } = tapeOf(flavour, seed);
  const latencyMs = { submit: random.between(0, 400), cancel: random.between(0, 400) };
  const view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs);
  const [awake, asleep] = [new Sleeper(true, latencyMs, view), new Sleeper(false, latencyMs, view)];
  const controls = new RandomControls(random, market, INSTRUMENTS);
  const quietInstrument = random.chance(0.5);
  let event = next();
  for (let position = 1; position <= EVENTS; position += 1) {
    view.observe(event);
    await awake.offer(event, position);
    await asleep.offer(event, position);
    const following = next();
    if (random.chance(0.02)) {
      const asked = controls.next(awake.state);
      // A few tapes trade one instrument alone, so that there is something to sleep through.
      const isOf = (id: string) => JSON.stringify(asked.action).includes(id);
      const gap = Math.max(0, following.at - event.at - 1);
      const at = Math.max(view.tapeAt ?? 0, awake.state.now, event.at + random.between(0, Math.min(gap, 50)));
      if ((!quietInstrument || !isOf("ETH-USDT")) && (position < EVENTS / 3 || restless(asked.action))) {
        await awake.control({ ...asked, at });
        await asleep.control({ ...asked, at });
      }
    }
    event = following;
  }
  return { awake, asleep };
}

test.each(["synthetic", "books", "trades", "candles"] as const)(
  "a session that sleeps through what does not concern it does what one does that is always awake: %s",
  async (flavour) => {
    let slept = 0;
    let changes = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const { awake, asleep } = await compare(flavour, seed);
      expect(asleep.changes, `seed ${seed}`).toEqual(awake.changes);
      expect(stateHash(asleep.state)).toBe(stateHash(awake.state));
      slept += EVENTS - asleep.heard;
      changes += awake.changes.length;
    }
    expect(slept).toBeGreaterThan(EVENTS * 2);
    expect(changes).toBeGreaterThan(200);
  },
);

test("an order that arrives while a session learns of another instrument is answered all the same", async () => {
  const view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs);
  const session = new Sleeper(false, { submit: 20, cancel: 20 }, view);
  for (const event of [bookAt(START, 4_999_900, 5_000_000), bookAt(START, 249_900, 250_000, ETH)]) view.observe(event);
  const place = (key: string, at: number, instrumentId: string, priceTicks: number): ControlEvent => {
    const asked = intent({ instrumentId, priceTicks, source: { kind: "manual", userId: "u", key } });
    const action: ControlAction = { kind: "place-order", intent: asked };
    return { kind: "control", at, key, userId: "u", isExpired: false, action };
  };
  await session.control(place("one", START, BTC, 5_000_000));
  // The tape has passed the order's arrival, and the session, busy with a commit, is not offered that event yet.
  view.observe(bookAt(START + 50, 249_900, 250_000, ETH));
  await session.control(place("two", START + 50, ETH, 249_000));
  const fills = session.changes.filter((change) => change.kind === "fill-booked");
  expect(fills.map(({ fill }) => [fill.instrumentId, fill.quantityLots])).toEqual([[BTC, 100]]);
  expect([...session.state.working.values()].map(({ order }) => order.instrumentId)).toEqual([ETH]);
});

test("a strategy's timer wakes a session whose clock a command has taken ahead of the tape", () => {
  const state = createState({
    key: "p",
    baseCurrency: "USDT",
    instruments: LISTED_INSTRUMENTS,
    settings: DEFAULT_RISK_SETTINGS,
    balances: [],
    findStrategy,
  });
  const interest = new Interest({
    state,
    nextDueAt: () => Number.POSITIVE_INFINITY,
    isVenueIndifferent: () => true,
  });
  const parameters = { lots: 100, offsetTicks: 1, profitTicks: 1, requoteMs: 1_000 };
  const runId = "run-1";
  startRun(state, { runId, strategy: "quote-ladder", instrumentId: BTC, parameters });
  state.runs.get(runId)?.timers.push({ timerId: "requote", at: START + 100 });
  expect(interest.wants(bookAt(START, 249_900, 250_000, ETH))).toBe(false);
  state.now = START + 200;
  expect(interest.wants(bookAt(START, 249_900, 250_000, ETH))).toBe(true);
});
