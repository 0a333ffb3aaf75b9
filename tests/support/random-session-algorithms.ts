import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { ALGORITHM_STEERINGS, type WantedMethod } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import type { RandomMarket } from "./random-session-market.ts";
import type { Seeded } from "./seeded.ts";

/** An algorithm as somebody might start it in a session of seconds. */
export function randomAlgorithm(
  random: Seeded,
  market: RandomMarket,
  instrument: Instrument,
  key: string,
  state: EngineState,
): ControlAction {
  const quantityLots = random.chance(0.1) ? random.between(1, 30) : random.between(500, 20_000);
  const side = random.pick(["buy", "sell"] as const);
  const method = randomMethod(random, quantityLots);
  const away = random.between(-60, 300) * (side === "buy" ? 1 : -1);
  const isLimited = method.kind === "iceberg" || random.chance(0.5);
  return {
    kind: "start-algorithm",
    intent: {
      instrumentId: instrument.id,
      side,
      quantityLots,
      limitTicks: isLimited ? market.middleOf(instrument) + away : null,
      isReduceOnly: random.chance(0.1),
      deadlineAt: random.chance(0.3) ? state.now + random.between(-2_000, 30_000) : null,
      randomBps: random.pick([0, 1_000, 5_000]),
      method,
      userId: "tester",
      key,
    },
  };
}

function randomMethod(random: Seeded, quantityLots: number): WantedMethod {
  const timing = { durationMs: random.between(1_000, 40_000), slices: random.between(2, 12) };
  switch (random.between(0, 4)) {
    case 0:
      return { kind: "twap", ...timing };
    case 1:
      return { kind: "adaptive", ...timing };
    case 2: {
      const volumes = Array.from({ length: 1_440 }, () => random.between(0, 10_000));
      return { kind: "vwap", ...timing, profile: random.chance(0.3) ? null : { bucketMs: 60_000, volumes, days: 3 } };
    }
    case 3:
      return { kind: "iceberg", visibleLots: Math.max(1, Math.floor(quantityLots / random.between(1, 6))) };
    default:
      return { kind: "pov", rateBps: random.between(100, 5_000), intervalMs: random.between(200, 3_000) };
  }
}

export function randomSteering(random: Seeded, state: EngineState): ControlAction {
  const ids = [...state.algorithms.live()].map(({ order }) => order.plan.id);
  const algorithmId =
    ids.length === 0 || random.chance(0.05) ? "no-such-algorithm" : random.pick(ids as [string, ...string[]]);
  return { kind: "steer-algorithm", algorithmId, to: random.pick([...ALGORITHM_STEERINGS, "resume"]) };
}
