import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { Json, Strategy } from "../../server/domain/strategies/strategy.ts";
import { step } from "../../server/engine/engine.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import { createState, type SessionSeed } from "../../server/engine/engine-state.ts";
import { runBacktest } from "../../server/simulation/backtest/run-backtest.ts";
import { createSimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import { CandleTape } from "./candle-tape.ts";
import type { Figures } from "./main.ts";

const CANDLES = 4_000_000;
const ORDERS = 200_000;
const WARM_UP_SHARE = 0.1;
const ROUNDS = 3;
const SMOOTHING = 0.05;

type MeanState = { mean: number; isAbove: boolean; crossings: number };

/** Follows the close with an exponential mean and counts how often it is crossed: work, but no orders. */
const follower: Strategy<MeanState> = {
  name: "follower",
  parameters: {},
  initialState: () => ({ mean: 0, isAbove: false, crossings: 0 }),
  onCandle(state, { closeTicks }) {
    const isAbove = closeTicks > state.mean;
    if (isAbove !== state.isAbove) state.crossings += 1;
    state.isAbove = isAbove;
    state.mean += SMOOTHING * (closeTicks - state.mean);
    return NOTHING;
  },
};
const NOTHING: readonly never[] = [];

const SEED: SessionSeed = {
  key: "b",
  baseCurrency: "USDT",
  instruments: LISTED_INSTRUMENTS,
  settings: {
    ...DEFAULT_RISK_SETTINGS,
    ordersPerSecondMax: 1_000_000,
    positionNotionalMaxUnits: 1e15,
    orderNotionalMaxUnits: 1e15,
  },
  balances: [{ currency: "USDT", totalUnits: 10_000_000 * 1e8, reservedUnits: 0 }],
  findStrategy: () => follower as unknown as Strategy<Json>,
};

function backtest(tape: CandleTape): number {
  const start = performance.now();
  const state = runBacktest({
    ...SEED,
    venue: createSimulatedVenue({ instruments: LISTED_INSTRUMENTS }),
    events: tape,
    controls: [
      {
        kind: "control",
        at: 0,
        key: "start",
        userId: "bench",
        isExpired: false,
        action: { kind: "start-run", runId: "run", strategy: "follower", instrumentId: "BTC-USDT", parameters: {} },
      },
    ],
  });
  const seconds = (performance.now() - start) / 1_000;
  const followed = state.runs.get("run")?.state as MeanState | undefined;
  if (JSON.stringify(followed) !== JSON.stringify(follow(tape)))
    throw new Error("The backtest and the tight loop computed different things");
  return tape.length / seconds;
}

function tightLoop(tape: CandleTape): number {
  const start = performance.now();
  const { crossings } = follow(tape);
  const seconds = (performance.now() - start) / 1_000;
  if (crossings === 0) throw new Error("The strategy saw no crossing");
  return tape.length / seconds;
}

function follow({ close }: CandleTape): MeanState {
  let mean = 0;
  let isAbove = false;
  let crossings = 0;
  for (let i = 0; i < close.length; i++) {
    const price = close[i] as number;
    const isAboveNow = price > mean;
    if (isAboveNow !== isAbove) crossings += 1;
    isAbove = isAboveNow;
    mean += SMOOTHING * (price - mean);
  }
  return { mean, isAbove, crossings };
}

/** place → risk → reserve → accept → fill → lots → ledger, through the engine alone. */
function orderLives(count: number): number {
  const state = createState(SEED);
  const at = Date.UTC(2024, 0, 1);
  const price = 4_000_000;
  const quantityLots = 1_000;
  step(state, {
    kind: "market",
    at,
    event: {
      kind: "trade",
      instrumentId: "BTC-USDT",
      at,
      tradeId: "1",
      priceTicks: price,
      quantityLots: 1,
      aggressor: "buy",
    },
  });
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const now = at + (i >> 7); // 128 orders share a millisecond, so that the price does not grow stale.
    const side = i % 4 < 2 ? "buy" : "sell";
    const intent: OrderIntent = {
      instrumentId: "BTC-USDT",
      side,
      type: "limit",
      quantityLots: side === "buy" ? quantityLots : quantityLots - 1,
      priceTicks: price,
      timeInForce: "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      source: { kind: "manual", userId: "bench", key: "k" },
      acceptsStalePrice: true,
      trigger: null,
      expiresAt: null,
    };
    const key = `k${i}`;
    const { commands } = step(state, {
      kind: "control",
      at: now,
      key,
      userId: "bench",
      isExpired: false,
      action: { kind: "place-order", intent },
    });
    const { order } = commands[0] as Extract<EngineCommand, { kind: "submit-order" }>;
    const orderId = order.id;
    step(state, { kind: "venue", at: now, event: { kind: "accepted", orderId, at: now, venueOrderId: orderId } });
    step(state, {
      kind: "venue",
      at: now,
      event: {
        kind: "filled",
        orderId,
        at: now,
        tradeId: orderId,
        quantityLots: order.quantityLots,
        priceTicks: price,
        feeCurrency: side === "buy" ? "BTC" : "USDT",
        feeUnits: side === "buy" ? 100_000 : 3_996_000,
        liquidity: "maker",
      },
    });
  }
  const seconds = (performance.now() - start) / 1_000;
  if (state.counters.fills !== count) throw new Error(`${state.counters.fills} of ${count} orders were filled`);
  return count / seconds;
}

const best = (rounds: number, run: () => number): number => Math.max(...Array.from({ length: rounds }, run));

/** The engine alone, with risk, ledger and lots on; each figure is the best of a few rounds after a warm-up. */
export function benchStep(): Figures {
  const warmUp = new CandleTape(CANDLES * WARM_UP_SHARE);
  backtest(warmUp);
  tightLoop(warmUp);
  const tape = new CandleTape(CANDLES);
  const candles = best(ROUNDS, () => backtest(tape));
  const tight = best(ROUNDS, () => tightLoop(tape));
  orderLives(ORDERS * WARM_UP_SHARE);
  return {
    candles_per_s: Math.round(candles),
    orders_per_s: Math.round(best(ROUNDS, () => orderLives(ORDERS))),
    candles_over_tight_loop: Number((candles / tight).toFixed(4)),
  };
}
