import { formatPrice, formatQuantity, type Instrument, valueOfBaseUnits } from "../../domain/markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";
import { absolute, add, type Integer, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import { equityUnits } from "../../domain/portfolio/equity.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../../engine/engine-state.ts";
import type { InstrumentView, MarketView } from "../market-data/market-view.ts";

const LEVELS = 12;

type Level = readonly [price: string, quantity: string];
type InstrumentPrices = {
  readonly id: string;
  readonly bid: string | null;
  readonly bidQuantity: string | null;
  readonly ask: string | null;
  readonly askQuantity: string | null;
  readonly last: string | null;
  readonly lastSide: "buy" | "sell" | null;
  readonly mark: string | null;
  readonly at: number;
  readonly book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] };
};

/** Prices and the top of the book of each instrument that changed since the last frame; null when none did. */
export function pricesFrame(view: MarketView, onlyChanged: boolean): object | null {
  const instruments: InstrumentPrices[] = [];
  for (const [id, entry] of view.instruments()) {
    const instrument = findInstrument(id);
    if (instrument === undefined || (onlyChanged && !entry.isChanged)) continue;
    if (onlyChanged) entry.isChanged = false;
    instruments.push(instrumentPrices(view, instrument, entry));
  }
  return instruments.length === 0 ? null : { kind: "prices", at: view.tapeAt ?? 0, instruments };
}

function instrumentPrices(view: MarketView, instrument: Instrument, entry: InstrumentView): InstrumentPrices {
  const price = view.price(instrument.id);
  const priceText = (ticks: number) => (ticks === 0 ? null : formatPrice(instrument, ticks));
  const levels = (side: "buy" | "sell"): Level[] => {
    const found: Level[] = [];
    for (let i = 0; i < LEVELS; i++) {
      const level = entry.book.levelAt(side, i);
      if (level === undefined) break;
      found.push([formatPrice(instrument, level.ticks), formatQuantity(instrument, level.lots)]);
    }
    return found;
  };
  const book = { bids: levels("buy"), asks: levels("sell") };
  return {
    id: instrument.id,
    bid: book.bids[0]?.[0] ?? null,
    bidQuantity: book.bids[0]?.[1] ?? null,
    ask: book.asks[0]?.[0] ?? null,
    askQuantity: book.asks[0]?.[1] ?? null,
    last: priceText(price?.lastTicks ?? 0),
    lastSide: entry.lastSide,
    mark: priceText(markTicks(price)),
    at: entry.at,
    book,
  };
}

/** Equity and unrealised PnL of a session at the present marks; null while a price that it needs is missing. */
export function marksFrame(portfolioId: string, state: EngineState): object | null {
  const marks = new Map<string, number>();
  for (const { id } of LISTED_INSTRUMENTS) {
    const mark = markTicks(state.prices.get(id));
    if (mark !== 0) marks.set(id, mark);
  }
  const holdings = [...state.holdings.values()];
  const instruments = holdings.map((holding) => holding.instrument);
  const equity = equityUnits(state.balances.values(), instruments, marks, state.baseCurrency);
  if (equity === null) return null;
  let total: Integer = 0;
  const positions = [];
  for (const holding of holdings) {
    const mark = marks.get(holding.instrument.id);
    if (mark === undefined || holding.lots.size === 0) continue;
    const unrealised = unrealisedUnits(holding, mark);
    total = add(total, unrealised);
    positions.push({
      instrumentId: holding.instrument.id,
      mark: formatPrice(holding.instrument, mark),
      unrealised: formatUnits(unrealised, holding.instrument.quote),
    });
  }
  return {
    kind: "marks",
    portfolioId,
    at: state.now,
    equity: formatUnits(equity, state.baseCurrency),
    currency: state.baseCurrency,
    unrealised: formatUnits(total, state.baseCurrency),
    positions,
  };
}

function unrealisedUnits({ instrument, netUnits, lots }: Holding, mark: number): Integer {
  const value = valueOfBaseUnits(instrument, absolute(netUnits), mark);
  return netUnits >= 0 ? subtract(value, lots.costUnits) : subtract(lots.costUnits, value);
}
