import { type CatalogueInstrument, feesAt, type InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import { defineInstrument, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument, SYNTHETIC_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { kindName } from "../../instruments/instrument-words.ts";
import { venueName, whyNotTradable } from "../../instruments/tradable.ts";

/** What the terminal must know of a market before a price has come. */
export type Market = {
  readonly id: string;
  readonly symbol: string;
  /** `Spot · Paper`; of a perpetual, whose name says it already, `Paper`. */
  readonly place: string;
  /** Null for one whose amounts the desk cannot count: there is nothing to draw. */
  readonly instrument: Instrument | null;
  /** Why it takes no orders here; null when it does. */
  readonly whyViewOnly: string | null;
};

const placeOf = (kind: InstrumentKind, venue: string): string =>
  kind === "spot" ? `${kindName(kind)} · ${venueName(venue)}` : venueName(venue);

function marketFor(instrument: Instrument): Market {
  const { id, name, kind, venue } = instrument;
  return {
    id,
    symbol: name,
    place: placeOf(kind, venue),
    instrument,
    whyViewOnly: whyNotTradable({ id, venue, status: "trading" })?.why ?? null,
  };
}

const shown = new Map(SYNTHETIC_INSTRUMENTS.map((instrument) => [instrument.id, instrument]));

/** A market that the desk knows without asking; null for any other. */
export function marketNamed(id: string): Market | null {
  const instrument = findInstrument(id) ?? shown.get(id);
  return instrument === undefined ? null : marketFor(instrument);
}

type Listing = Omit<CatalogueInstrument, "source">;

// A listing names no largest order, and nobody orders where the desk only looks on.
const QUANTITY_MAX = "1000000";

function instrumentOf(listing: Listing): Instrument | null {
  const fees = feesAt(listing.fees, Number.MAX_SAFE_INTEGER);
  try {
    return defineInstrument({
      venue: listing.venue,
      kind: listing.kind,
      base: listing.base,
      quote: listing.quote,
      tick: listing.tick,
      lot: listing.lot,
      minNotional: listing.minNotional,
      quantityMax: QUANTITY_MAX,
      makerRate: fees?.makerRate ?? "0",
      takerRate: fees?.takerRate ?? "0",
    });
  } catch (error) {
    // A currency or a grid that the desk has no unit for.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A market as a venue lists it. */
export function marketOfListing(listing: Listing): Market {
  const { id, symbol, kind, venue } = listing;
  return {
    id,
    symbol: kind === "spot" ? symbol : `${symbol.split(":")[0]} Perp`,
    place: placeOf(kind, venue),
    instrument: instrumentOf(listing),
    whyViewOnly: whyNotTradable(listing)?.why ?? null,
  };
}
