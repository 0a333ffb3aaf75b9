import { accept, type Rejection, type Result, refuse } from "../errors/rejection.ts";
import { formatPrice, formatQuantity, type Instrument } from "../markets/instrument.ts";
import { parseScaled } from "../money/decimal.ts";

/** A quantity in whole lots, from one lot to the venue's largest order. */
export function parseQuantity(instrument: Instrument, text: string): Result<number> {
  const grid: Grid = {
    what: "Quantity",
    code: "quantity",
    step: instrument.lot,
    stepName: "lot",
    market: instrument.name,
  };
  const lots = parseSteps(grid, text, instrument.quantityDecimals, instrument.lotsMantissa);
  if (!lots.ok) return lots;
  if (lots.value > instrument.quantityLotsMax) {
    const most = formatQuantity(instrument, instrument.quantityLotsMax);
    return refuse(
      "quantity-above-maximum",
      `Quantity ${quoted(text)} is above ${instrument.name}'s largest order "${most}". Use at most ${most}.`,
      { quantity: shown(text), maximum: most },
    );
  }
  return lots;
}

// 2^40 ticks leave room for tick × lot products far beyond any market; a price above it is a slip of the hand.
const PRICE_TICKS_MAX = 2 ** 40;

/** A price in whole ticks, above zero; `what` and `code` name it where it is another than the order's own. */
export function parsePrice(
  instrument: Instrument,
  text: string,
  { what, code }: { readonly what: string; readonly code: string } = { what: "Price", code: "price" },
): Result<number> {
  const grid: Grid = {
    what,
    code,
    step: instrument.tick,
    stepName: "tick",
    market: instrument.name,
  };
  const ticks = parseSteps(grid, text, instrument.priceDecimals, instrument.ticksMantissa);
  if (ticks.ok && ticks.value > PRICE_TICKS_MAX) {
    const most = formatPrice(instrument, PRICE_TICKS_MAX);
    return refuse(`${code}-too-large`, `${what} ${quoted(text)} is too large. Use at most ${most}.`, {
      [code]: shown(text),
      maximum: most,
    });
  }
  return ticks;
}

type Grid = {
  readonly what: string;
  readonly code: string;
  readonly step: string;
  readonly stepName: string;
  readonly market: string;
};

function parseSteps(grid: Grid, text: string, decimals: number, mantissa: number): Result<number> {
  const facts = { [grid.code]: shown(text), [grid.stepName]: grid.step };
  const named = `${grid.what} ${quoted(text)}`;
  const parsed = parseScaled(text, decimals);
  if ("problem" in parsed) {
    switch (parsed.problem) {
      case "not-a-number":
        return refuse(
          `${grid.code}-not-a-number`,
          `${named} is not a number. Use digits and a point, such as 1.5.`,
          facts,
        );
      case "too-large":
        return refuse(`${grid.code}-too-large`, `${named} is too large. Use fewer digits.`, facts);
      case "too-precise":
        return isBelowStep(text, grid.step)
          ? refuse(
              `${grid.code}-below-${grid.stepName}`,
              `${named} is below ${grid.market}'s smallest ${grid.stepName} "${grid.step}". Use at least ${grid.step}.`,
              facts,
            )
          : offGrid(grid, named, facts);
    }
  }
  if (parsed.value <= 0) {
    return refuse(`${grid.code}-not-positive`, `${named} must be above zero. Use at least ${grid.step}.`, facts);
  }
  if (typeof parsed.value === "bigint") {
    return refuse(`${grid.code}-too-large`, `${named} is too large. Use fewer digits.`, facts);
  }
  return parsed.value % mantissa === 0 ? accept(parsed.value / mantissa) : offGrid(grid, named, facts);
}

function offGrid(grid: Grid, named: string, facts: Readonly<Record<string, string>>) {
  const message = `${named} is off ${grid.market}'s ${grid.stepName} "${grid.step}". Use a multiple of ${grid.step}.`;
  return refuse(`${grid.code}-off-${grid.stepName}`, message, facts);
}

// Both are plain decimals here, so their first significant place decides.
function isBelowStep(text: string, step: string): boolean {
  if (text.startsWith("-")) return false;
  const place = (decimal: string) => decimal.replace(".", "").search(/[1-9]/) - decimal.split(".", 1).join().length;
  return place(text) > place(step);
}

export function unknownWord(what: string, text: string, known: readonly string[]): { ok: false; rejection: Rejection } {
  const list = known.join(", ");
  return refuse(`${what}-unknown`, `${quoted(text)} is not a known ${what.replaceAll("-", " ")}. Use one of ${list}.`, {
    [what]: shown(text),
    known: list,
  });
}

// A refusal may be shown and logged: a megabyte pasted by mistake must not travel with it.
export const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
export const quoted = (text: string): string => `"${shown(text)}"`;
