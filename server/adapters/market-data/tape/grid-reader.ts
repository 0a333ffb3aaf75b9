import type { Instrument } from "../../../domain/markets/instrument.ts";
import { parseScaled } from "../../../domain/money/decimal.ts";
import { LevelScanner } from "./level-scanner.ts";
import { TapeError } from "./tape-error.ts";

type Place = { readonly file: string; readonly line: number };

/** The part of an instrument that says how its prices and quantities are counted. */
export type Grid = Pick<
  Instrument,
  "id" | "symbol" | "tick" | "lot" | "priceDecimals" | "quantityDecimals" | "ticksMantissa" | "lotsMantissa"
>;

/** Prices and quantities of a recording as ticks and lots; whatever is off the instrument's grid is an error. */
export class GridReader {
  readonly #instrument: Grid;
  readonly #file: string;
  #scanner: LevelScanner | null = null;

  constructor(instrument: Grid, file: string) {
    this.#instrument = instrument;
    this.#file = file;
  }

  /** The quick way through many levels. */
  get scanner(): LevelScanner {
    this.#scanner ??= new LevelScanner(this.#instrument);
    return this.#scanner;
  }

  get instrumentId(): string {
    return this.#instrument.id;
  }

  /** Whether a price is small enough to be counted in ticks. */
  canHold(price: string): boolean {
    return Number(price) * 10 ** this.#instrument.priceDecimals <= Number.MAX_SAFE_INTEGER;
  }

  /** At least one tick. */
  ticks(text: string | undefined, what: string, line: number): number {
    const { symbol, tick, priceDecimals, ticksMantissa } = this.#instrument;
    const ticks = this.#units(text, what, line, { priceDecimals, mantissa: ticksMantissa, step: tick });
    if (ticks > 0) return ticks;
    throw new TapeError(this.#file, line, `${what} "${text}" of ${symbol} must be above zero.`);
  }

  /** Zero or more lots. */
  lots(text: string | undefined, what: string, line: number): number {
    const { quantityDecimals, lotsMantissa, lot } = this.#instrument;
    return this.#units(text, what, line, { priceDecimals: quantityDecimals, mantissa: lotsMantissa, step: lot });
  }

  /**
   * Whole lots in a level of a book. Orders older than today's lot keep finer rests, so real levels are off the grid; the part
   * below one lot cannot be traded with.
   */
  shownLots(text: string | undefined, what: string, line: number): number {
    const point = text?.indexOf(".") ?? -1;
    if (text === undefined || point < 0 || !/^\d+$/.test(text.slice(point + 1))) return this.lots(text, what, line);
    const { quantityDecimals, lotsMantissa } = this.#instrument;
    const whole = text.slice(0, point + 1) + text.slice(point + 1, point + 1 + quantityDecimals);
    const scaled = scan(whole, quantityDecimals);
    return scaled === null ? this.lots(text, what, line) : Math.floor(scaled / lotsMantissa);
  }

  #units(
    text: string | undefined,
    what: string,
    line: number,
    grid: { readonly priceDecimals: number; readonly mantissa: number; readonly step: string },
  ): number {
    if (text === undefined || text === "") throw new TapeError(this.#file, line, `${what} is missing.`);
    const scaled = scan(text, grid.priceDecimals) ?? this.#explain(text, what, { file: this.#file, line }, grid);
    if (scaled % grid.mantissa === 0) return scaled / grid.mantissa;
    throw offGrid(text, what, { file: this.#file, line }, grid.step, this.#instrument.symbol);
  }

  #explain(text: string, what: string, place: Place, grid: { priceDecimals: number; step: string }): number {
    const parsed = parseScaled(text, grid.priceDecimals);
    if ("value" in parsed && typeof parsed.value === "number" && parsed.value >= 0) return parsed.value;
    if ("problem" in parsed && parsed.problem === "too-precise") {
      throw offGrid(text, what, place, grid.step, this.#instrument.symbol);
    }
    const problem =
      "problem" in parsed && parsed.problem === "not-a-number" ? "no plain decimal number" : "out of range";
    throw new TapeError(place.file, place.line, `${what} "${text}" is ${problem}. Use zero or more.`);
  }
}

function offGrid(text: string, what: string, place: Place, step: string, symbol: string): TapeError {
  return new TapeError(
    place.file,
    place.line,
    `${what} "${text}" is off the grid of ${symbol}. Use a multiple of "${step}".`,
  );
}

const DOT = 46;
const ZERO = 48;
const NINE = 57;

/** Fast reading of the usual case, up to 15 digits; null for everything that needs a closer look. */
function scan(text: string, decimals: number): number | null {
  if (text.length > 24) return null;
  let value = 0;
  let digits = 0;
  let places = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT && places < 0 && digits > 0) {
      places = 0;
    } else if (code >= ZERO && code <= NINE) {
      if (places >= decimals) {
        if (code !== ZERO) return null;
        continue;
      }
      value = value * 10 + (code - ZERO);
      digits += 1;
      if (places >= 0) places += 1;
    } else return null;
  }
  if (digits === 0 || text.endsWith(".")) return null;
  for (let place = Math.max(places, 0); place < decimals; place += 1) value *= 10;
  return value < Number.MAX_SAFE_INTEGER ? value : null;
}
