import { formatPrice, formatQuantity, type Instrument } from "../../../domain/markets/instrument.ts";
import type { InstrumentPrices, PriceLevel, PricesFrame } from "../../../domain/markets/price-frames.ts";
import { markTicks } from "../../../domain/risk/price-reference.ts";
import type { InstrumentView } from "../instrument-view.ts";
import type { MarketView } from "../market-view.ts";
import { findShownInstrument } from "../shown-instruments.ts";

const LEVELS = 12;

/** Which instruments a reader wants, and with how many levels of the book. */
export type Wanted = (instrumentId: string) => "nothing" | "top" | "deep";

/** Prices of each wanted instrument that changed after `version` of the view; null when none did. */
export function pricesFrame(view: MarketView, version: number, wanted: Wanted): PricesFrame | null {
  const instruments: InstrumentPrices[] = [];
  for (const entry of view.instruments()) {
    if (entry.version <= version) continue;
    const depth = wanted(entry.id);
    if (depth === "nothing") continue;
    const instrument = findShownInstrument(entry.id);
    if (instrument !== undefined)
      instruments.push(instrumentPrices(view, instrument, entry, depth === "deep" ? LEVELS : 1));
  }
  return instruments.length === 0 ? null : { kind: "prices", at: view.tapeAt ?? 0, instruments };
}

function instrumentPrices(
  view: MarketView,
  instrument: Instrument,
  entry: InstrumentView,
  depth: number,
): InstrumentPrices {
  const price = view.price(instrument.id);
  const priceText = (ticks: number) => (ticks === 0 ? null : formatPrice(instrument, ticks));
  const levels = (side: "buy" | "sell"): PriceLevel[] => {
    const found: PriceLevel[] = [];
    for (let i = 0; i < depth; i++) {
      const ticks = entry.book.ticksAt(side, i);
      if (ticks === 0) break;
      found.push([formatPrice(instrument, ticks), formatQuantity(instrument, entry.book.lotsAt(side, i))]);
    }
    return found;
  };
  const bids = levels("buy");
  const asks = levels("sell");
  return {
    id: instrument.id,
    bid: bids[0]?.[0] ?? null,
    bidQuantity: bids[0]?.[1] ?? null,
    ask: asks[0]?.[0] ?? null,
    askQuantity: asks[0]?.[1] ?? null,
    last: priceText(price?.lastTicks ?? 0),
    lastSide: entry.lastSide,
    mark: priceText(markTicks(price)),
    at: entry.at,
    dataAt: entry.dataAt,
    staleAfterMs: entry.staleAfterMs,
    bookState: entry.bookState,
    funding: entry.funding === null ? null : { rate: entry.funding.rate, at: entry.funding.at },
    book: depth === 1 ? { bids: [], asks: [] } : { bids, asks },
  };
}
