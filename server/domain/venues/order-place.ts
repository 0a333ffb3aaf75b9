import type { Instrument } from "../markets/instrument.ts";
import type { OrderTicket } from "../orders/order.ts";
import type { ProtectionPlace } from "../positions/protection.ts";
import { type Capabilities, capabilitiesOf } from "./venue-capabilities.ts";
import type { VenueFeature } from "./venue-feature.ts";

type Placeable = Pick<OrderTicket, "type" | "trigger" | "timeInForce" | "contingency" | "closesPosition">;

/** What a conditional order asks of its venue, all of it. */
function featuresAsked({ type, trigger, timeInForce, closesPosition }: Placeable): VenueFeature[] {
  if (trigger === null) return [];
  const asked: VenueFeature[] = [`by-${trigger.by}`];
  if (timeInForce === "GTD") asked.push("gtd");
  if (closesPosition) asked.push("close-position");
  if (trigger.kind === "trailing-stop") {
    asked.push(trigger.distance.unit === "bps" ? "trailing-percent" : "trailing-amount");
    if (trigger.activationTicks !== null) asked.push("trailing-activation");
    return asked;
  }
  asked.push(trigger.kind === "stop-loss" ? `stop-${type}` : `take-profit-${type}`);
  return asked;
}

/** A trailing stop that releases a limit order is nobody's but the worker's. */
const isTrailingLimit = ({ type, trigger }: Placeable): boolean =>
  trigger?.kind === "trailing-stop" && type === "limit";

/**
 * Where an order waits for its trigger: at the venue when that does all that the order asks, else in the worker. Legs of a group
 * always wait in the worker, which grows and shrinks them with each fill.
 */
export function placeOf(instrument: Pick<Instrument, "venue" | "kind">, order: Placeable): ProtectionPlace {
  if (order.trigger === null) return "venue";
  if (order.contingency || isTrailingLimit(order)) return "worker";
  const can: Capabilities = capabilitiesOf(instrument.venue, instrument.kind);
  return featuresAsked(order).every((feature) => can[feature] === "native") ? "venue" : "worker";
}
