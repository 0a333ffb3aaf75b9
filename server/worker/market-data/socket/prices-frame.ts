import { formatPrice, formatQuantity, type Instrument } from "../../../domain/markets/instrument.ts";
import type { InstrumentPrices, MinuteCandle, PriceLevel, PricesFrame } from "../../../domain/markets/price-frames.ts";
import { markTicks } from "../../../domain/risk/price-reference.ts";
import type { InstrumentView } from "../instrument-view.ts";
import type { MarketView } from "../market-view.ts";
import { findShownInstrument } from "../shown-instruments.ts";
import type { Minute } from "../view/running-minute.ts";

const LEVELS = 100;

/** Which instruments a reader wants, and with how much of them. */
export type Wanted = (instrumentId: string) => "nothing" | "top" | "deep";

/** Versions of the view that a reader was last told of; null for what is not due now. */
export type Told = { readonly top: number | null; readonly deep: number | null };

/** Prices of each wanted instrument that changed after what the reader was told; null when none did. */
export function pricesFrame(view: MarketView, told: Told, wanted: Wanted): PricesFrame | null {
  const instruments: InstrumentPrices[] = [];
  for (const entry of view.instruments()) {
    const depth = wanted(entry.id);
    if (depth === "nothing") continue;
    const version = told[depth];
    if (version === null || entry.version <= version) continue;
    const instrument = findShownInstrument(entry.id);
    if (instrument === undefined) continue;
    const top = topPrices(view, instrument, entry);
    instruments.push(depth === "top" ? top : { ...top, ...depthPrices(instrument, entry, version) });
  }
  return instruments.length === 0 ? null : { kind: "prices", at: view.tapeAt ?? 0, instruments };
}

function topPrices(view: MarketView, instrument: Instrument, entry: InstrumentView): InstrumentPrices {
  const price = view.price(instrument.id);
  const priceText = (ticks: number) => (ticks === 0 ? null : formatPrice(instrument, ticks));
  const lotsText = (side: "buy" | "sell") =>
    entry.book.ticksAt(side, 0) === 0 ? null : formatQuantity(instrument, entry.book.lotsAt(side, 0));
  return {
    id: instrument.id,
    bid: priceText(entry.book.best("buy")),
    bidQuantity: lotsText("buy"),
    ask: priceText(entry.book.best("sell")),
    askQuantity: lotsText("sell"),
    last: priceText(price?.lastTicks ?? 0),
    lastSide: entry.lastSide,
    mark: priceText(markTicks(price)),
    at: entry.at,
    dataAt: entry.dataAt,
    staleAfterMs: entry.staleAfterMs,
    bookState: entry.bookState,
    funding: entry.funding === null ? null : { rate: entry.funding.rate, at: entry.funding.at },
    candle: candleText(instrument, entry.candle),
    candleBefore: candleText(instrument, entry.candleBefore),
    book: { bids: [], asks: [] },
    trades: [],
  };
}

function depthPrices(instrument: Instrument, entry: InstrumentView, version: number) {
  const levels = (side: "buy" | "sell"): PriceLevel[] => {
    const found: PriceLevel[] = [];
    for (let i = 0; i < LEVELS; i++) {
      const ticks = entry.book.ticksAt(side, i);
      if (ticks === 0) break;
      found.push([formatPrice(instrument, ticks), formatQuantity(instrument, entry.book.lotsAt(side, i))]);
    }
    return found;
  };
  const trades = entry.prints.since(version).map(({ number, at, ticks, lots, side }) => ({
    number,
    at,
    price: formatPrice(instrument, ticks),
    quantity: formatQuantity(instrument, lots),
    side,
  }));
  return { book: { bids: levels("buy"), asks: levels("sell") }, trades };
}

function candleText(instrument: Instrument, minute: Minute | null): MinuteCandle | null {
  if (minute === null) return null;
  const price = (ticks: number) => formatPrice(instrument, ticks);
  const { openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots } = minute;
  const volume = formatQuantity(instrument, volumeLots);
  return [openAt, price(openTicks), price(highTicks), price(lowTicks), price(closeTicks), volume];
}
