import { multiplyDivide, multiplyDivideUp } from "../../money/integer.ts";
import type { Side } from "../order-type.ts";
import type { TrailingStop, Trigger } from "./trigger.ts";

const BPS = 10_000;

/**
 * Which way a price must go to fire: `fall` fires at the level or below, `rise` at the level or above. A sale's stop and a
 * purchase's take-profit fire on a fall. (Definitions: Binance and OKX "stop loss", "take profit" and "trailing stop" orders.)
 */
export function firesOn(kind: Trigger["kind"], side: Side): "rise" | "fall" {
  return (kind === "take-profit") === (side === "sell") ? "rise" : "fall";
}

/**
 * Where a trailing stop stands behind its reference, in ticks. By basis points it fires once the price has gone back by at
 * least that share: the distance is rounded up to the tick. Zero or less for a sale whose distance is as large as the price.
 */
function trailingStopTicks({ distance }: TrailingStop, side: Side, referenceTicks: number): number {
  if (distance.unit === "ticks")
    return side === "sell" ? referenceTicks - distance.ticks : referenceTicks + distance.ticks;
  return Number(
    side === "sell"
      ? multiplyDivide(referenceTicks, BPS - distance.bps, BPS)
      : multiplyDivideUp(referenceTicks, BPS + distance.bps, BPS),
  );
}

/** The price in ticks at which it fires as things stand; null for a trailing stop that has not begun to follow. */
export function levelTicks(trigger: Trigger, side: Side, trailTicks: number | null): number | null {
  if (trigger.kind !== "trailing-stop") return trigger.priceTicks;
  return trailTicks === null ? null : trailingStopTicks(trigger, side, trailTicks);
}

/**
 * The worst level in ticks that it can fire at as things stand: a trailing stop only ever moves towards a better one, and one that
 * waits begins at its activation price or at a better one. Null only while a stop without activation has seen no price.
 */
export function worstLevelTicks(trigger: Trigger, side: Side, trailTicks: number | null): number | null {
  if (trigger.kind !== "trailing-stop") return trigger.priceTicks;
  const reference = trailTicks ?? trigger.activationTicks;
  return reference === null ? null : trailingStopTicks(trigger, side, reference);
}

/** Has `priceTicks` reached the level? Never for a price of 0, which is missing. */
export function isTriggered(trigger: Trigger, side: Side, trailTicks: number | null, priceTicks: number): boolean {
  const level = levelTicks(trigger, side, trailTicks);
  if (level === null || priceTicks === 0) return false;
  return firesOn(trigger.kind, side) === "fall" ? priceTicks <= level : priceTicks >= level;
}

/**
 * The reference of a trailing stop after it has seen a price: the highest since it began to follow for a sale, the lowest for
 * a purchase. Null while the activation price has not been reached: a sale's is reached from below, a purchase's from above.
 */
export function trailedTo(
  trigger: TrailingStop,
  side: Side,
  trailTicks: number | null,
  priceTicks: number,
): number | null {
  if (priceTicks === 0) return trailTicks;
  if (trailTicks !== null) return side === "sell" ? Math.max(trailTicks, priceTicks) : Math.min(trailTicks, priceTicks);
  const { activationTicks } = trigger;
  if (activationTicks === null) return priceTicks;
  return (side === "sell" ? priceTicks >= activationTicks : priceTicks <= activationTicks) ? priceTicks : null;
}

/** The limit in ticks of the order that a trailing stop at `stopTicks` releases; null when it releases a market order. */
export function trailedLimitTicks(trigger: TrailingStop, side: Side, stopTicks: number): number | null {
  const { limitDistanceTicks } = trigger;
  if (limitDistanceTicks === null) return null;
  return side === "sell" ? Math.max(1, stopTicks - limitDistanceTicks) : stopTicks + limitDistanceTicks;
}

/** Prices and distances are whole ticks, one at least; basis points less than all of the price. */
export function isOnGrid(trigger: Trigger): boolean {
  const isTicks = (ticks: number) => Number.isSafeInteger(ticks) && ticks >= 1;
  if (trigger.kind !== "trailing-stop") return isTicks(trigger.priceTicks);
  const { distance, activationTicks, limitDistanceTicks } = trigger;
  const isDistance =
    distance.unit === "ticks" ? isTicks(distance.ticks) : isTicks(distance.bps) && distance.bps < 10_000;
  return (
    isDistance &&
    (activationTicks === null || isTicks(activationTicks)) &&
    (limitDistanceTicks === null || isTicks(limitDistanceTicks))
  );
}
