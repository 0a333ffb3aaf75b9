import type { Instrument } from "../markets/instrument.ts";
import { isWaiting, type OrderTicket } from "../orders/order.ts";
import type { ProtectionPlace } from "../positions/protection.ts";
import { type Capabilities, capabilitiesOf } from "./venue-capabilities.ts";
import type { VenueFeature } from "./venue-feature.ts";

type Placeable = Pick<OrderTicket, "type" | "trigger" | "timeInForce" | "contingency" | "closesPosition" | "replaces">;

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
 * always wait in the worker, which grows and shrinks them with each fill; and so does what takes the place of another where the venue
 * cannot hold both.
 */
export function placeOf(instrument: Pick<Instrument, "venue" | "kind">, order: Placeable): ProtectionPlace {
  if (order.trigger === null) return "venue";
  if (order.contingency || isTrailingLimit(order)) return "worker";
  const can: Capabilities = capabilitiesOf(instrument.venue, instrument.kind);
  if (order.replaces && can["reduce-only"] !== "native") return "worker";
  return featuresAsked(order).every((feature) => can[feature] === "native") ? "venue" : "worker";
}

const CONDITIONAL = [
  ...["stop-market", "stop-limit", "take-profit-market", "take-profit-limit"],
  ...["trailing-amount", "trailing-percent"],
] as readonly VenueFeature[];

/** Whether any order waits for its trigger at this venue. */
export function keepsStops({ venue, kind }: Pick<Instrument, "venue" | "kind">): boolean {
  const can = capabilitiesOf(venue, kind);
  return CONDITIONAL.some((feature) => can[feature] === "native");
}

/**
 * Whether an order that only reduces may stand beside others over the same position while it waits for its trigger: the worker cuts it
 * to what is left when it fires, or the venue does. A venue that knows no positions sets aside what the order would sell.
 */
export const standsBeside = (
  instrument: Pick<Instrument, "venue" | "kind">,
  order: Placeable & Pick<OrderTicket, "isReduceOnly" | "releasedTicks">,
): boolean =>
  order.isReduceOnly &&
  isWaiting(order) &&
  (placeOf(instrument, order) === "worker" ||
    capabilitiesOf(instrument.venue, instrument.kind)["reduce-only"] === "native");
