import { currencyOf } from "../money/currency.ts";
import { formatScaled, parseRateMillionths, parseScaled, parseStep } from "../money/decimal.ts";
import { absolute, type Integer, multiply, multiplyDivide, multiplyDivideUp } from "../money/integer.ts";
import { type InstrumentKind, instrumentIdOf, PAPER_VENUE } from "./catalogue.ts";

/**
 * What is traded, with the venue's grid. Prices are counted in ticks, quantities in lots, money in the currency's units,
 * so that `ticks × lots × quoteUnitsPerTickLot` is a notional without rounding.
 */
export type Instrument = {
  readonly id: string;
  readonly venue: string;
  readonly kind: InstrumentKind;
  /** The unified code: "BTC/USDT", of a perpetual "BTC/USDT:USDT". */
  readonly symbol: string;
  /** What people call it: "BTC/USDT", of a perpetual "BTC/USDT Perp". */
  readonly name: string;
  readonly base: string;
  readonly quote: string;
  /** The grid as decimal text, e.g. tick "0.01", lot "0.00001". */
  readonly tick: string;
  readonly lot: string;
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  readonly ticksMantissa: number;
  readonly lotsMantissa: number;
  readonly quoteUnitsPerTickLot: number;
  readonly baseUnitsPerLot: number;
  readonly minNotionalUnits: Integer;
  readonly quantityLotsMax: number;
  readonly makerRateMillionths: number;
  readonly takerRateMillionths: number;
};

export type InstrumentTerms = {
  /** The paper venue unless said otherwise. */
  readonly venue?: string;
  /** Spot unless said otherwise; a perpetual is linear, settled in its quote currency, one base unit a contract. */
  readonly kind?: InstrumentKind;
  readonly base: string;
  readonly quote: string;
  readonly tick: string;
  readonly lot: string;
  readonly minNotional: string;
  readonly quantityMax: string;
  readonly makerRate: string;
  readonly takerRate: string;
};

function wholeNumber(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${what} is not a whole number of units: ${value}`);
  return value;
}

/** Throws when the currencies' units are too coarse to hold tick × lot or one lot exactly. */
export function defineInstrument(terms: InstrumentTerms): Instrument {
  const tick = parseStep(terms.tick);
  const lot = parseStep(terms.lot);
  const baseDecimals = currencyOf(terms.base).decimals;
  const quoteDecimals = currencyOf(terms.quote).decimals;
  const { venue = PAPER_VENUE, kind = "spot" } = terms;
  const symbol = kind === "spot" ? `${terms.base}/${terms.quote}` : `${terms.base}/${terms.quote}:${terms.quote}`;
  const minNotional = parseScaled(terms.minNotional, quoteDecimals);
  const quantityMax = parseScaled(terms.quantityMax, lot.decimals);
  if (!("value" in minNotional) || !("value" in quantityMax)) throw new RangeError(`Terms of ${symbol} are malformed`);
  return {
    id: instrumentIdOf(venue, { base: terms.base, quote: terms.quote, kind }),
    venue,
    kind,
    symbol,
    name: kind === "spot" ? symbol : `${terms.base}/${terms.quote} Perp`,
    base: terms.base,
    quote: terms.quote,
    tick: terms.tick,
    lot: terms.lot,
    priceDecimals: tick.decimals,
    quantityDecimals: lot.decimals,
    ticksMantissa: tick.mantissa,
    lotsMantissa: lot.mantissa,
    quoteUnitsPerTickLot: wholeNumber(
      tick.mantissa * lot.mantissa * 10 ** (quoteDecimals - tick.decimals - lot.decimals),
      `Tick × lot of ${symbol}`,
    ),
    baseUnitsPerLot: wholeNumber(lot.mantissa * 10 ** (baseDecimals - lot.decimals), `Lot of ${symbol}`),
    minNotionalUnits: minNotional.value,
    quantityLotsMax: wholeNumber(Number(quantityMax.value) / lot.mantissa, `Largest quantity of ${symbol} in lots`),
    makerRateMillionths: parseRateMillionths(terms.makerRate),
    takerRateMillionths: parseRateMillionths(terms.takerRate),
  };
}

/** price × quantity in units of the quote currency; exact. */
export function notionalUnits(instrument: Instrument, priceTicks: number, quantityLots: number): Integer {
  return multiply(multiply(priceTicks, quantityLots), instrument.quoteUnitsPerTickLot);
}

/** A quantity in lots as units of the base currency; exact. */
export function baseUnits(instrument: Instrument, quantityLots: number): Integer {
  return multiply(quantityLots, instrument.baseUnitsPerLot);
}

/** Whole lots contained in an amount of the base currency, negative for a short. The rest is dust: not tradable. */
export function wholeLots(instrument: Instrument, units: Integer): number {
  const lots = Number(multiplyDivide(absolute(units), 1, instrument.baseUnitsPerLot));
  return units < 0 && lots > 0 ? -lots : lots;
}

/** A fee on `units` at a rate in millionths, rounded up to the currency's unit: a venue never rounds in our favour. */
export function feeUnits(units: Integer, rateMillionths: number): Integer {
  return multiplyDivideUp(units, rateMillionths, 1_000_000);
}

/** An amount of the base currency valued at a price, in units of the quote currency, rounded down by less than one unit. */
export function valueOfBaseUnits(instrument: Instrument, units: Integer, priceTicks: number): Integer {
  return multiplyDivide(units, multiply(priceTicks, instrument.quoteUnitsPerTickLot), instrument.baseUnitsPerLot);
}

export function formatPrice(instrument: Instrument, priceTicks: number): string {
  return formatScaled(priceTicks * instrument.ticksMantissa, instrument.priceDecimals);
}

export function formatQuantity(instrument: Instrument, quantityLots: number): string {
  return formatScaled(quantityLots * instrument.lotsMantissa, instrument.quantityDecimals);
}
