import { PAPER_VENUE } from "./catalogue.ts";
import { defineInstrument, type Instrument, type InstrumentTerms } from "./instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "./listed-instruments.ts";

/** An instrument of which there are recordings: where its data comes from and what the venue calls it. */
export type RecordedInstrument = {
  readonly source: string;
  readonly nativeSymbol: string;
  readonly instrument: Instrument;
};

function recorded(source: string, nativeSymbol: string, terms: InstrumentTerms): RecordedInstrument {
  return { source, nativeSymbol, instrument: defineInstrument(terms) };
}

const BINANCE_USDM = { venue: "binance", kind: "perpetual", makerRate: "0.0002", takerRate: "0.0005" } as const;
const BYBIT_LINEAR = { venue: "bybit", kind: "perpetual", makerRate: "0.0002", takerRate: "0.00055" } as const;
const HYPERLIQUID = { venue: "hyperliquid", kind: "perpetual", makerRate: "0.00015", takerRate: "0.00045" } as const;
const BINANCEUS_SPOT = { venue: "binanceus", makerRate: "0.001", takerRate: "0.001" } as const;
const HOURLY_DYDX = { venue: "dydx", kind: "perpetual", makerRate: "0.0002", takerRate: "0.0005" } as const;
const HTX_LINEAR = { venue: "htx", kind: "perpetual", makerRate: "0.0002", takerRate: "0.0005" } as const;
const BTC_PERPETUAL = {
  base: "BTC",
  quote: "USDT",
  tick: "0.1",
  lot: "0.001",
  minNotional: "5",
  quantityMax: "1000",
} as const;
const ETH_PERPETUAL = {
  base: "ETH",
  quote: "USDT",
  tick: "0.01",
  lot: "0.001",
  minNotional: "5",
  quantityMax: "10000",
} as const;
const BTC_SPOT = { base: "BTC", tick: "0.01", lot: "0.000001", minNotional: "1", quantityMax: "9000" } as const;

/**
 * Venues' own grids for what only recordings show. A recording of Binance spot plays as the paper venue's instrument: that is
 * what paper portfolios trade, and it has Binance's grid.
 */
export const RECORDED_INSTRUMENTS: readonly RecordedInstrument[] = [
  ...LISTED_INSTRUMENTS.filter(({ venue, kind }) => venue === PAPER_VENUE && kind === "spot").map((instrument) => ({
    source: "binance-spot",
    nativeSymbol: `${instrument.base}${instrument.quote}`,
    instrument,
  })),
  recorded("binance-usdm", "BTCUSDT", { ...BINANCE_USDM, ...BTC_PERPETUAL, minNotional: "100" }),
  recorded("binance-usdm", "ETHUSDT", { ...BINANCE_USDM, ...ETH_PERPETUAL, minNotional: "20" }),
  recorded("bybit-linear", "BTCUSDT", { ...BYBIT_LINEAR, ...BTC_PERPETUAL }),
  recorded("bybit-linear", "ETHUSDT", { ...BYBIT_LINEAR, ...ETH_PERPETUAL }),
  recorded("bybit-linear", "XRPUSDT", {
    ...BYBIT_LINEAR,
    base: "XRP",
    quote: "USDT",
    tick: "0.0001",
    lot: "0.1",
    minNotional: "5",
    quantityMax: "2000000",
  }),
  recorded("hyperliquid-perp", "BTC", {
    ...HYPERLIQUID,
    base: "BTC",
    quote: "USDC",
    tick: "0.1",
    lot: "0.00001",
    minNotional: "10",
    quantityMax: "1000",
  }),
  recorded("hyperliquid-perp", "ETH", {
    ...HYPERLIQUID,
    base: "ETH",
    quote: "USDC",
    tick: "0.01",
    lot: "0.0001",
    minNotional: "10",
    quantityMax: "10000",
  }),
  recorded("dydx-perp", "BTCUSDT", { ...HOURLY_DYDX, ...BTC_PERPETUAL }),
  recorded("dydx-perp", "ETHUSDT", { ...HOURLY_DYDX, ...ETH_PERPETUAL }),
  recorded("htx-linear", "BTCUSDT", { ...HTX_LINEAR, ...BTC_PERPETUAL }),
  recorded("htx-linear", "ETHUSDT", { ...HTX_LINEAR, ...ETH_PERPETUAL }),
  recorded("binanceus-spot", "BTCUSD", { ...BINANCEUS_SPOT, ...BTC_SPOT, quote: "USD" }),
  recorded("binanceus-spot", "BTCUSDC", { ...BINANCEUS_SPOT, ...BTC_SPOT, quote: "USDC" }),
  recorded("binanceus-spot", "BTCUSDT", { ...BINANCEUS_SPOT, ...BTC_SPOT, quote: "USDT" }),
];

const byId = new Map(RECORDED_INSTRUMENTS.map((each) => [each.instrument.id, each]));

/** What a recording may be of: an instrument that the desk trades, or one that only recordings show. */
export const findRecordedInstrument = (id: string): Instrument | undefined =>
  findInstrument(id) ?? byId.get(id)?.instrument;

/** What a source's symbol stands for, as its venue writes it or unified. */
export const recordedAs = (source: string, symbol: string): RecordedInstrument | undefined =>
  RECORDED_INSTRUMENTS.find(
    (each) => each.source === source && (each.nativeSymbol === symbol || each.instrument.symbol === symbol),
  );
