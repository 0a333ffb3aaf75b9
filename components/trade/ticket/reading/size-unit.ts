import { formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../../server/domain/money/currency.ts";
import { formatScaledShort } from "../../../../server/domain/money/decimal.ts";
import { type Integer, multiply, multiplyDivide, multiplyDivideUp } from "../../../../server/domain/money/integer.ts";
import { type NumberProblem, readSteps } from "./read-number.ts";

/** What a size is written in: the coin, its worth, a share of the portfolio's equity, or the share of it that the stop would lose. */
export const SIZE_UNITS = ["base", "quote", "equity", "risk"] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

/** What turns worth into lots. Both null while unknown. */
export type SizeBasis = {
  readonly priceTicks: number | null;
  readonly equityUnits: Integer | null;
  /** What a million lots lose at the stop, fees counted, in quote units; null without one. */
  readonly riskOfMillion?: Integer | null;
};

export type SizeProblem = NumberProblem | "no-stop" | "no-price" | "no-equity" | "below-one-lot";

const PERCENT_DECIMALS = 6;
const PERCENT_SCALE = 100 * 10 ** PERCENT_DECIMALS;

const MILLION = 1_000_000;

/** What a million lots count for in a unit, in quote units; null where the basis does not tell. */
function worthOfMillion(instrument: Instrument, unit: SizeUnit, basis: SizeBasis): Integer | null {
  const worth =
    unit === "risk"
      ? (basis.riskOfMillion ?? null)
      : multiply(basis.priceTicks ?? 0, multiply(instrument.quoteUnitsPerTickLot, MILLION));
  return worth === null || worth <= 0 ? null : worth;
}

/** A size as typed, in whole lots: worth is rounded down to what it pays for at the basis's price. */
export function readSize(
  instrument: Instrument,
  typed: string,
  unit: SizeUnit,
  basis: SizeBasis,
): { readonly lots: number } | { readonly problem: SizeProblem } {
  const { decimals, mantissa } = gridOf(instrument, unit);
  const read = readSteps(typed, { decimals, mantissa });
  if ("problem" in read) return read;
  if (unit === "base") return { lots: read.steps };
  const each = worthOfMillion(instrument, unit, basis);
  if (each === null) return { problem: unit === "risk" ? "no-stop" : "no-price" };
  let units: Integer = read.steps;
  if (unit !== "quote") {
    if (basis.equityUnits === null || basis.equityUnits <= 0) return { problem: "no-equity" };
    units = multiplyDivide(basis.equityUnits, read.steps, PERCENT_SCALE);
  }
  const lots = Number(multiplyDivide(units, MILLION, each));
  return lots < 1 ? { problem: "below-one-lot" } : { lots };
}

/**
 * Lots written in a unit, so that reading it at the same basis gives them back (a share of the equity is rounded up at
 * its sixth decimal for that); null when the basis does not tell.
 */
export function writeSize(instrument: Instrument, lots: number, unit: SizeUnit, basis: SizeBasis): string | null {
  if (unit === "base") return formatQuantity(instrument, lots);
  const each = worthOfMillion(instrument, unit, basis);
  if (each === null) return null;
  const worth = multiplyDivideUp(lots, each, MILLION);
  if (unit === "quote") return formatScaledShort(worth, currencyOf(instrument.quote).decimals);
  if (basis.equityUnits === null || basis.equityUnits <= 0) return null;
  return formatScaledShort(multiplyDivideUp(worth, PERCENT_SCALE, basis.equityUnits), PERCENT_DECIMALS);
}

export function gridOf(instrument: Instrument, unit: SizeUnit): { decimals: number; mantissa: number } {
  switch (unit) {
    case "base":
      return { decimals: instrument.quantityDecimals, mantissa: instrument.lotsMantissa };
    case "quote":
      return { decimals: currencyOf(instrument.quote).decimals, mantissa: 1 };
    case "equity":
    case "risk":
      return { decimals: PERCENT_DECIMALS, mantissa: 1 };
  }
}

export function unitName(instrument: Instrument, unit: SizeUnit): string {
  switch (unit) {
    case "base":
      return instrument.base;
    case "quote":
      return instrument.quote;
    case "equity":
      return "% equity";
    case "risk":
      return "% risk";
  }
}
