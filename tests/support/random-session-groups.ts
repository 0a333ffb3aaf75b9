import { type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import type { LegRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { Leg, OrderGroup } from "../../server/domain/orders/contingency/group-legality.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import { positionKey } from "../../server/domain/positions/position-side.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import type { RandomMarket } from "./random-session-market.ts";
import type { Seeded } from "./seeded.ts";

/** Brackets, entries with one leg and OCOs near enough to the market that many legs fire; some that may not be. */
export function randomGroup(random: Seeded, wanted: OrderIntent, market: RandomMarket, state: EngineState): OrderGroup {
  const holding = state.holdings.get(positionKey(wanted.instrumentId, wanted.positionSide));
  if (holding === undefined) return { entry: wanted, legs: [] };
  const { instrument } = holding;
  const heldLots = wholeLots(instrument, holding.netUnits);
  const middle = market.middleOf(instrument);
  const isOco = heldLots !== 0 && random.chance(0.35);
  const opens = wanted.positionSide && (wanted.positionSide === "long" ? "buy" : "sell");
  const side = opens
    ? opens
    : heldLots > 0
      ? "buy"
      : heldLots < 0
        ? "sell"
        : random.pick(["buy", "buy", "sell"] as const);
  const entry: OrderIntent = {
    ...wanted,
    side: random.chance(0.95) ? side : wanted.side,
    isReduceOnly: random.chance(0.03),
    quantityLots: random.chance(0.9) ? Math.max(20, Math.min(wanted.quantityLots, 6_000)) : wanted.quantityLots,
  };
  const leader = isOco ? { ...entry, quantityLots: Math.abs(heldLots) } : entry;
  const at = isOco ? middle : (entry.priceTicks ?? middle);
  const legs = (["stop", "target"] as const).map((role) => leg(random, instrument, role, leader, at));
  if (isOco) return { entry: null, legs };
  return { entry, legs: random.chance(0.3) ? [random.pick(legs as [Leg, ...Leg[]])] : legs };
}

function leg(random: Seeded, instrument: Instrument, role: LegRole, entry: OrderIntent, at: number): Leg {
  const isBuy = entry.side === "buy";
  const away = random.between(random.chance(0.05) ? -20 : 5, 150);
  const level = at + (isBuy === (role === "target") ? away : -away);
  const isMarket = random.chance(role === "stop" ? 0.7 : 0.4);
  const by = random.pick(["last", "mark", "bid", "ask"] as const);
  const isTrailing = role === "stop" && random.chance(0.25);
  const trigger: Trigger = isTrailing
    ? {
        kind: "trailing-stop",
        by,
        distance: { unit: "ticks", ticks: random.between(5, 200) },
        activationTicks: random.chance(0.2) ? at + (isBuy ? away : -away) : null,
        limitDistanceTicks: isMarket ? null : random.between(1, 60),
      }
    : { kind: role === "stop" ? "stop-loss" : "take-profit", by, priceTicks: level };
  const intent: OrderIntent = {
    ...entry,
    instrumentId: instrument.id,
    side: isBuy ? "sell" : "buy",
    type: isMarket ? "market" : "limit",
    priceTicks: isMarket || isTrailing ? null : level + random.between(-30, 30),
    timeInForce: random.chance(0.97) ? "GTC" : "IOC",
    expiresAt: null,
    isPostOnly: false,
    isReduceOnly: random.chance(0.97),
    quantityLots: entry.quantityLots,
    trigger,
  };
  return { role, intent };
}
