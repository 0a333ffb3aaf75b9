import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { stringifyExact } from "../../server/domain/money/integer-json.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction, ControlEvent } from "../../server/engine/engine-event.ts";
import { createState, type EngineState, type SessionSeed } from "../../server/engine/engine-state.ts";
import { type Batch, TradingSession } from "../../server/engine/trading-session.ts";
import { runBacktest } from "../../server/simulation/backtest/run-backtest.ts";
import { createSimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import { SessionDriver } from "../../server/worker/sessions/session-driver.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { Seeded } from "../support/seeded.ts";

export const OPENING: readonly Balance[] = [
  { currency: "USDT", totalUnits: 1_000_000 * 1e8, reservedUnits: 0 },
  { currency: "BTC", totalUnits: 2 * 1e10, reservedUnits: 0 },
];

const SEED: SessionSeed = {
  key: "p",
  baseCurrency: "USDT",
  instruments: LISTED_INSTRUMENTS,
  settings: DEFAULT_RISK_SETTINGS,
  balances: OPENING,
  findStrategy,
};

export type Outcome = {
  readonly story: string;
  readonly changes: readonly EngineChange[];
  readonly state: EngineState;
};

/** A person's or a starter's command at a moment of the tape. */
export function command(number: number, at: number, action: ControlAction): ControlEvent {
  return { kind: "control", at, key: `key-${number}`, userId: "tester", isExpired: false, action };
}

/** The tape as a backtest. `onEvent` hears of each event before it is handed over. */
export function backtest(
  events: Iterable<MarketEvent>,
  controls: readonly ControlEvent[],
  record: (changes: readonly EngineChange[]) => void = () => {},
): Outcome {
  const changes: EngineChange[] = [];
  const state = runBacktest({
    ...SEED,
    venue: createSimulatedVenue({ instruments: LISTED_INSTRUMENTS }),
    events,
    controls,
    record: (_sequence, batch) => {
      changes.push(...batch);
      record(batch);
    },
  });
  return { story: stringifyExact(changes), changes, state };
}

/** The tape as a paper session whose journal takes its time; commands that came together share a commit. */
export async function paper(
  events: Iterable<MarketEvent>,
  controls: readonly ControlEvent[],
  pace: number,
): Promise<Outcome & { readonly batches: number }> {
  const random = new Seeded(pace);
  const changes: EngineChange[] = [];
  let batches = 0;
  const state = createState(SEED);
  const session = new TradingSession(state, createSimulatedVenue({ instruments: LISTED_INSTRUMENTS }), 0);
  const failure: { error: unknown } = { error: null };
  const driver = new SessionDriver({
    session,
    commit: async (batch: Batch) => {
      if (random.chance(0.1)) await nextTurn();
      if (random.chance(0.002)) await sleep(1);
      batches += 1;
      changes.push(...batch.changes);
    },
    onFailed: (error) => {
      failure.error = error;
    },
  });
  let nextControl = 0;
  let position = 0;
  for (const event of events) {
    while ((controls[nextControl]?.at ?? Number.POSITIVE_INFINITY) < event.at) {
      driver.control(controls[nextControl] as ControlEvent);
      nextControl += 1;
      if (random.chance(0.5)) await driver.settle();
    }
    await driver.settle();
    position += 1;
    await driver.offer(event, position);
    if (failure.error !== null) throw failure.error;
  }
  await driver.settle();
  return { story: stringifyExact(changes), changes, state, batches };
}
