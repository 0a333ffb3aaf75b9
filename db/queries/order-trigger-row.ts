import { present } from "../../server/domain/errors/invariant.ts";
import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { TrailDistance, Trigger, TriggerKind, TriggerPrice } from "../../server/domain/orders/triggers/trigger.ts";
import { readTicks } from "./decimals.ts";

/** The columns that say what an order waits for and how far that has come; prices and distances are decimal text. */
export type TriggerRow = {
  trigger_kind: TriggerKind | null;
  trigger_by: TriggerPrice | null;
  trigger_price: string | null;
  trail_distance: string | null;
  trail_bps: number | null;
  trail_limit_distance: string | null;
  trail_reference: string | null;
  released_price: string | null;
};

type TriggerState = Pick<Order, "trigger" | "trailTicks" | "releasedTicks">;

export function triggerRow(instrument: Instrument, { trigger, trailTicks, releasedTicks }: TriggerState): TriggerRow {
  const price = (ticks: number | null) => (ticks === null ? null : formatPrice(instrument, ticks));
  const isTrailing = trigger?.kind === "trailing-stop";
  const distance = isTrailing ? trigger.distance : null;
  return {
    trigger_kind: trigger?.kind ?? null,
    trigger_by: trigger?.by ?? null,
    trigger_price: price(isTrailing ? trigger.activationTicks : (trigger?.priceTicks ?? null)),
    trail_distance: distance?.unit === "ticks" ? price(distance.ticks) : null,
    trail_bps: distance?.unit === "bps" ? distance.bps : null,
    trail_limit_distance: isTrailing ? price(trigger.limitDistanceTicks) : null,
    trail_reference: price(trailTicks),
    released_price: price(releasedTicks),
  };
}

export function triggerFromRow(instrument: Instrument, row: TriggerRow): TriggerState {
  const ticks = (text: string | null) => (text === null ? null : readTicks(text, instrument));
  return {
    trigger: readTrigger(row, ticks),
    trailTicks: ticks(row.trail_reference),
    releasedTicks: ticks(row.released_price),
  };
}

function readTrigger(row: TriggerRow, ticks: (text: string | null) => number | null): Trigger | null {
  const { trigger_kind: kind, trigger_by: by } = row;
  if (kind === null || by === null) return null;
  if (kind !== "trailing-stop") {
    return {
      kind,
      by,
      priceTicks: present(ticks(row.trigger_price) ?? undefined, `A ${kind} is stored without a price`),
    };
  }
  return {
    kind,
    by,
    distance: readDistance(row, ticks(row.trail_distance)),
    activationTicks: ticks(row.trigger_price),
    limitDistanceTicks: ticks(row.trail_limit_distance),
  };
}

const readDistance = ({ trail_bps: bps }: TriggerRow, ticks: number | null): TrailDistance =>
  ticks === null
    ? { unit: "bps", bps: present(bps ?? undefined, "A trailing stop is stored without a distance") }
    : { unit: "ticks", ticks };
