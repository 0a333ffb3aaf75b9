import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import { protectionOf } from "../../../server/domain/positions/protection.ts";
import type { Batch } from "../../../server/engine/trading-session.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk, type KillPoint } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;
const KILL_POINTS: readonly KillPoint[] = ["before-commit", "after-commit", "after-sending"];

/** The steps of a bracket between its placement and its live stop, as the commits tell them. */
const STEPS: readonly ((batch: Batch) => boolean)[] = [
  ({ changes }) => changes.some(({ kind }) => kind === "order-placed"),
  ({ changes }) => changes.some((change) => change.kind === "order-updated" && change.step === "accepted"),
  ({ changes }) => changes.some(({ kind }) => kind === "fill-booked"),
  ({ changes }) => changes.some((change) => change.kind === "held-order-changed" && change.step === "armed"),
];

/** How often one bracket is tried with other chances at each kill point of each step. */
export const NAKED_SEEDS = KILL_POINTS.length * STEPS.length * 5;

function legOf(role: "stop" | "target", quantityLots: number): { role: "stop" | "target"; intent: OrderIntent } {
  const isStop = role === "stop";
  return {
    role,
    intent: {
      instrumentId: BTC.id,
      side: "sell",
      type: "market",
      quantityLots,
      priceTicks: null,
      timeInForce: "GTC",
      isPostOnly: false,
      isReduceOnly: true,
      acceptsStalePrice: false,
      source: { kind: "manual", userId: "tester", key: "key-1" },
      trigger: {
        kind: isStop ? "stop-loss" : "take-profit",
        by: "last",
        priceTicks: isStop ? PRICE - 90_000 : PRICE + 90_000,
      },
      expiresAt: null,
    },
  };
}

/**
 * A bracket whose worker is killed once between its placement and its live stop. Answers the longest time of the tape during
 * which something was held that no live stop covered; throws when that lasts.
 */
export function nakedMs(seed: number): number {
  const random = new Seeded(seed);
  const desk = new FaultDesk({ latencyMs: { submit: random.pick([0, 20, 300]), cancel: 20 } });
  desk.quote(PRICE - 100, PRICE);
  const killAt = KILL_POINTS[seed % KILL_POINTS.length] ?? "after-commit";
  const step = STEPS[Math.floor(seed / KILL_POINTS.length) % STEPS.length];
  if (step !== undefined) desk.killAt(killAt, step);
  const quantityLots = random.between(200, 2_000);
  const stop = legOf("stop", quantityLots);
  const entry: OrderIntent = {
    ...stop.intent,
    side: "buy",
    type: "limit",
    priceTicks: PRICE - 50,
    isReduceOnly: false,
    trigger: null,
  };
  desk.ask({ kind: "place-group", entry, legs: [stop, legOf("target", quantityLots)] });
  let nakedSince: number | null = null;
  let longest = 0;
  for (let turn = 0; turn < 40; turn++) {
    // It fills in parts, and its legs grow with it.
    desk.quote(PRICE - 200, PRICE - 60, { lots: random.between(20, 400), ms: random.between(10, 200) });
    const { positionLots, coveredLots } = protectionOf(
      { instrument: BTC, netUnits: desk.netUnits, isWatched: true },
      desk.orders,
    );
    if (coveredLots >= positionLots) nakedSince = null;
    else {
      nakedSince ??= desk.at;
      longest = Math.max(longest, desk.at - nakedSince + 1);
    }
  }
  must(!desk.isToDie, "the worker was never killed");
  must(nakedSince === null, `something is held without a live stop since ${nakedSince}`);
  desk.finish();
  return longest;
}

const NAKED_MS_MAX = 1_000;

const NAKED: FaultRow = {
  row: 36,
  name: "what an entry fills has its live stop, at whatever step between the two the worker is killed",
  seeds: NAKED_SEEDS,
  run(seed) {
    const longest = nakedMs(seed);
    must(longest <= NAKED_MS_MAX, `it was naked for ${longest} ms`);
  },
};

export const NAKED_ROWS: readonly FaultRow[] = [NAKED];
