import type { Instrument } from "../markets/instrument.ts";
import { isWaiting, type OrderTicket } from "../orders/order.ts";
import { capabilitiesOf } from "./venue-capabilities.ts";

/**
 * How an order at its venue gets other terms. `in-place`: the venue changes it where it stands. `after-cancel`: it is canceled,
 * and what is left of it goes out anew once that is confirmed. `beside`: the new one is placed first and the old one canceled
 * when the venue has it; both only reduce, which the venue itself sees to. `from-worker`: the venue cannot hold both (a spot
 * venue locks what an order sells, and would sell it twice), so the worker holds the new one from the start.
 */
export type AmendmentWay = "in-place" | "after-cancel" | "beside" | "from-worker";

type Amendable = Pick<OrderTicket, "type" | "trigger" | "releasedTicks" | "isReduceOnly">;

/** Null for what cannot be changed at all: an order that opens, and waits for a trigger at a venue that changes none. */
export function amendmentWayOf(instrument: Pick<Instrument, "venue" | "kind">, order: Amendable): AmendmentWay | null {
  const can = capabilitiesOf(instrument.venue, instrument.kind);
  if (!isWaiting(order)) return can.amend === "native" && order.type === "limit" ? "in-place" : "after-cancel";
  if (can["amend-trigger"] === "native" && order.trigger?.kind !== "trailing-stop") return "in-place";
  if (!order.isReduceOnly) return null;
  return can["reduce-only"] === "native" ? "beside" : "from-worker";
}
