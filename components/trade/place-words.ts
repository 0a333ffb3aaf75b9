import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { placeOf } from "../../server/domain/venues/order-place.ts";

const PLACES = {
  worker: {
    value: "in the worker",
    title:
      "The desk itself watches the price and sends the order then. It survives a restart, but it does not work while the desk is stopped.",
  },
  venue: { value: "on the venue", title: "The venue watches the price itself, whether or not the desk runs." },
} as const;

/** Where an order will wait for its trigger, and what that means. */
export const placeWords = (instrument: Instrument, order: Parameters<typeof placeOf>[1]) =>
  PLACES[placeOf(instrument, order)];
