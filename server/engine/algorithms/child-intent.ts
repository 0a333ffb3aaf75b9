import { notionalUnits } from "../../domain/markets/instrument.ts";
import { multiplyDivide } from "../../domain/money/integer.ts";
import type { AlgorithmIntent } from "../../domain/orders/algorithms/algorithm.ts";
import { leastLots } from "../../domain/orders/algorithms/child-size.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { collarTicks, touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";

/** What an algorithm's order needs to know of its algorithm. */
export type Parent = Omit<AlgorithmIntent, "method" | "key"> & { readonly id: string };

/**
 * An order of an algorithm: the person who asked for the algorithm stands behind it, under the algorithm's id as its key. It takes
 * what there is at once; an iceberg's rests at its limit. A limit beyond the price collar is drawn in to it.
 */
export function childIntent(state: EngineState, parent: Parent, quantityLots: number, isResting: boolean): OrderIntent {
  const { id, instrumentId, side, limitTicks, isReduceOnly, userId } = parent;
  return {
    instrumentId,
    side,
    type: limitTicks === null ? "market" : "limit",
    quantityLots,
    priceTicks: limitTicks === null ? null : withinCollar(state, parent, limitTicks),
    timeInForce: isResting ? "GTC" : "IOC",
    isPostOnly: false,
    isReduceOnly,
    positionSide: parent.positionSide ?? null,
    source: { kind: "manual", userId, key: id },
    acceptsStalePrice: false,
    trigger: null,
    expiresAt: null,
  };
}

function withinCollar(state: EngineState, { instrumentId, side }: Parent, limitTicks: number): number {
  const collar = collarTicks(state.prices.get(instrumentId), side, state.settings.collarBps);
  if (collar === 0) return limitTicks;
  return side === "buy" ? Math.min(limitTicks, collar) : Math.max(limitTicks, collar);
}

export type SizeBounds = { readonly leastLots: number; readonly mostLots: number };

/**
 * What one order may bring: at least the smallest order value at the lowest price that it may be valued at, at most the venue's and
 * the portfolio's largest order at the worst price that it may trade at.
 */
export function sizeBounds(state: EngineState, { instrument }: Holding, { side, priceTicks }: OrderIntent): SizeBounds {
  const price = state.prices.get(instrument.id);
  const worst = priceTicks ?? collarTicks(price, side, state.settings.collarBps);
  if (worst === 0) return { leastLots: 1, mostLots: instrument.quantityLotsMax };
  const lowest = priceTicks ?? Math.min(worst, touchTicks(price, side));
  const allowed = multiplyDivide(state.settings.orderNotionalMaxUnits, 1, notionalUnits(instrument, worst, 1));
  return {
    leastLots: leastLots(instrument, lowest),
    mostLots: Math.max(1, Math.min(instrument.quantityLotsMax, Number(allowed))),
  };
}
