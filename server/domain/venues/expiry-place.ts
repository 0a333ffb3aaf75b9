import type { Instrument } from "../markets/instrument.ts";
import type { OrderTicket } from "../orders/order.ts";
import { capabilitiesOf } from "./venue-capabilities.ts";

/** Its venue knows no time at which an order ends: there it stands until cancelled, and the worker cancels it. */
export const expiresInWorker = (
  { venue, kind }: Pick<Instrument, "venue" | "kind">,
  { timeInForce }: Pick<OrderTicket, "timeInForce">,
): boolean => timeInForce === "GTD" && capabilitiesOf(venue, kind).gtd !== "native";
