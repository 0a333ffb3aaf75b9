import { type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import { isWaiting } from "../../server/domain/orders/order.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import type { RandomMarket } from "./random-session-market.ts";
import type { Seeded } from "./seeded.ts";

/** Each sixth session is at a venue that keeps stops itself. */
export const isAtStopKeeper = (seed: number): boolean => seed % 6 === 5;

/** Half of these venues change stops where they stand, and half change none. */
export const stopKeeperOf = (seed: number): string => (seed % 12 === 11 ? "bybit" : "binance");

/** There stops guard what is held, near enough that many fire, and are moved again and again; null for something else. */
export function randomGuard(
  random: Seeded,
  market: RandomMarket,
  key: string,
  state: EngineState,
): ControlAction | null {
  if (random.chance(0.5)) return null;
  const waiting = [...state.working.values()].filter(({ order }) => order.isReduceOnly && isWaiting(order));
  const [guard] = waiting.length > 0 ? [random.pick(waiting as [(typeof waiting)[number], ...typeof waiting])] : [];
  if (guard !== undefined && random.chance(0.8)) {
    const { trigger, quantityLots, id: orderId } = guard.order;
    const isFixed = trigger !== null && trigger.kind !== "trailing-stop";
    const triggerTicks = isFixed ? trigger.priceTicks + random.between(-60, 60) : null;
    const lots = Math.max(1, Math.round(quantityLots * random.between(40, 140) * 0.01));
    return {
      kind: "amend-order",
      orderId,
      priceTicks: null,
      quantityLots: random.chance(0.7) ? null : lots,
      triggerTicks,
    };
  }
  for (const holding of state.holdings.values()) {
    const { instrument, netUnits, positionSide } = holding;
    const lots = Math.abs(wholeLots(instrument, netUnits));
    if (lots === 0 || random.chance(0.3)) continue;
    return {
      kind: "place-order",
      intent: guardOf(random, market, instrument, { lots, isLong: netUnits > 0, positionSide, key }),
    };
  }
  return null;
}

type Guarded = { lots: number; isLong: boolean; positionSide: "long" | "short" | null; key: string };

function guardOf(
  random: Seeded,
  market: RandomMarket,
  instrument: Instrument,
  { lots, isLong, positionSide, key }: Guarded,
) {
  const away = random.between(20, 250) * (isLong ? -1 : 1);
  return {
    ...{ instrumentId: instrument.id, side: isLong ? ("sell" as const) : ("buy" as const), type: "market" as const },
    ...{ quantityLots: lots, priceTicks: null, timeInForce: "GTC" as const, isPostOnly: false, isReduceOnly: true },
    ...{
      acceptsStalePrice: true,
      expiresAt: null,
      positionSide,
      source: { kind: "manual" as const, userId: "tester", key },
    },
    trigger: { kind: "stop-loss" as const, by: "last" as const, priceTicks: market.middleOf(instrument) + away },
  };
}
