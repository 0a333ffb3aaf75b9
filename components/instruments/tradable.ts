import { type InstrumentStatus, PAPER_VENUE } from "../../server/domain/markets/catalogue.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";

export const FAVOURITES = "favourites";

const VENUES: Readonly<Record<string, string>> = {
  [PAPER_VENUE]: "Paper",
  okx: "OKX",
  binanceusdm: "Binance USD-M",
  binanceus: "Binance.US",
  kucoin: "KuCoin",
  bitmex: "BitMEX",
  gateio: "Gate.io",
  mexc: "MEXC",
  htx: "HTX",
};

/** A venue as people call it. */
export const venueName = (venue: string): string =>
  VENUES[venue] ?? `${venue.slice(0, 1).toUpperCase()}${venue.slice(1)}`;

type Listed = {
  readonly id: string;
  readonly venue: string;
  readonly status: InstrumentStatus;
};

/** Why an instrument cannot be traded on this desk, in a word and in a sentence; null for one that can. */
export function whyNotTradable({ id, venue, status }: Listed): { readonly word: string; readonly why: string } | null {
  if (status === "delisted") return { word: "Delisted", why: `${venueName(venue)} no longer lists it.` };
  if (status === "halted") return { word: "Halted", why: `${venueName(venue)} has halted trading in it.` };
  if (findInstrument(id) !== undefined) return null;
  if (venue !== PAPER_VENUE) {
    return { word: "View only", why: `This desk has no account at ${venueName(venue)}: prices and data only.` };
  }
  return { word: "View only", why: "The paper venue takes no orders for it: prices and data only." };
}
