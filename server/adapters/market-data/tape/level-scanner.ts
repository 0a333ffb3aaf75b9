import type { Grid } from "./grid-reader.ts";

const QUOTE = 34;
const COMMA = 44;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const OPEN = 91;
const CLOSE = 93;
/** More digits than this are left to those who count exactly. */
const DIGITS_MAX = 15;

/**
 * Reads `[["61737.63","0.5"],…]` straight out of a message, without making an object of each text: captures are nearly all
 * levels. Whatever is not exactly so, off the grid or out of range is left to the thorough way, which says what is wrong.
 */
export class LevelScanner {
  readonly #priceDecimals: number;
  readonly #quantityDecimals: number;
  readonly #ticksMantissa: number;
  readonly #lotsMantissa: number;
  /** Where the last side ended, behind its bracket. */
  end = 0;

  constructor({ priceDecimals, quantityDecimals, ticksMantissa, lotsMantissa }: Grid) {
    this.#priceDecimals = priceDecimals;
    this.#quantityDecimals = quantityDecimals;
    this.#ticksMantissa = ticksMantissa;
    this.#lotsMantissa = lotsMantissa;
  }

  /** Flat ticks and lots of the side that begins at `start`, at its bracket; null when it needs a closer look. */
  side(text: string, start: number): number[] | null {
    const flat: number[] = [];
    if (text.charCodeAt(start) !== OPEN) return null;
    let place = start + 1;
    if (text.charCodeAt(place) === CLOSE) {
      this.end = place + 1;
      return flat;
    }
    for (;;) {
      if (text.charCodeAt(place) !== OPEN) return null;
      const price = this.#number(text, place + 1, this.#priceDecimals, false);
      if (price <= 0 || price % this.#ticksMantissa !== 0 || text.charCodeAt(this.end) !== COMMA) return null;
      const quantity = this.#number(text, this.end + 1, this.#quantityDecimals, true);
      if (quantity < 0 || text.charCodeAt(this.end) !== CLOSE) return null;
      flat.push(price / this.#ticksMantissa, Math.floor(quantity / this.#lotsMantissa));
      place = this.end + 2;
      const next = text.charCodeAt(this.end + 1);
      if (next === COMMA) continue;
      this.end += 2;
      return next === CLOSE ? flat : null;
    }
  }

  /** A quoted decimal as a count of `10^-decimals`; −1 when it is not plainly one. `end` is then behind its quote. */
  #number(text: string, start: number, decimals: number, isRounded: boolean): number {
    if (text.charCodeAt(start) !== QUOTE) return -1;
    let value = 0;
    let digits = 0;
    let places = -1;
    let place = start + 1;
    for (let code = text.charCodeAt(place); code !== QUOTE; code = text.charCodeAt(place)) {
      if (code >= ZERO && code <= NINE) {
        if (places < decimals) {
          value = value * 10 + (code - ZERO);
          digits += 1;
          if (places >= 0) places += 1;
        } else if (code !== ZERO && !isRounded) return -1;
      } else if (code === DOT && places < 0 && digits > 0) places = 0;
      else return -1;
      place += 1;
    }
    if (digits === 0 || digits > DIGITS_MAX || text.charCodeAt(place - 1) === DOT) return -1;
    for (let missing = Math.max(places, 0); missing < decimals; missing += 1) value *= 10;
    this.end = place + 1;
    return value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }
}
