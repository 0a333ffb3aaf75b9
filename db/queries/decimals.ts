import { InvariantError, present } from "../../server/domain/errors/invariant.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaled, parseScaled } from "../../server/domain/money/decimal.ts";
import type { Integer } from "../../server/domain/money/integer.ts";

/** The database door: scaled integers inside, decimals in `numeric` columns. Throws when a stored value is off the grid. */
export function storedInstrument(id: string): Instrument {
  return present(findInstrument(id), `Instrument "${id}" is stored but not listed`);
}

function readScaled(text: string, decimals: number): Integer {
  const parsed = parseScaled(text, decimals);
  if ("problem" in parsed)
    throw new InvariantError(`Stored number "${text}" is ${parsed.problem} at ${decimals} decimals`);
  return parsed.value;
}

function readSteps(text: string, decimals: number, mantissa: number): number {
  const steps = Number(readScaled(text, decimals)) / mantissa;
  if (!Number.isSafeInteger(steps)) throw new InvariantError(`Stored number "${text}" is off its grid`);
  return steps;
}

export const writeUnits = (units: Integer, currency: string): string =>
  formatScaled(units, currencyOf(currency).decimals);
export const readUnits = (text: string, currency: string): Integer => readScaled(text, currencyOf(currency).decimals);

export const readTicks = (text: string, instrument: Instrument): number =>
  readSteps(text, instrument.priceDecimals, instrument.ticksMantissa);
export const readLots = (text: string, instrument: Instrument): number =>
  readSteps(text, instrument.quantityDecimals, instrument.lotsMantissa);
