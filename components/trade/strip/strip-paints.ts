import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { Statistics } from "../../instruments/catalogue-client.ts";
import { describeChange, formatGridPrice } from "../../instruments/instrument-words.ts";
import { formatDecimal, groupDigits, MINUS, UNKNOWN } from "../../ui/format-decimal.ts";
import { ticksOf } from "../book-depth.ts";
import { describeSpread } from "../spread.ts";
import type { PricePaint } from "./use-price-paint.ts";

type Day = NonNullable<Statistics["day"]>;
type Tone = "up" | "down" | "flat";

const TONES: readonly Tone[] = ["up", "down", "flat"];

function write(element: HTMLElement, text: string, tone: Tone | null = null): void {
  if (element.textContent !== text) element.textContent = text;
  for (const each of TONES) element.classList.toggle(`text-${each}`, each === tone);
}

const livePrice = (prices: InstrumentPrices | null): string | null => prices?.last ?? prices?.mark ?? null;

/** `▲ 64,218.40` in the colour of the last trade's side; flashes when the price has moved. */
export function paintLastTrade(tick: string): PricePaint {
  const flash = makeFlash();
  let shown: string | null = null;
  return (element, prices) => {
    const price = livePrice(prices);
    const side = price === null ? null : (prices?.lastSide ?? null);
    const glyph = side === null ? "" : side === "buy" ? "▲ " : "▼ ";
    write(element, `${glyph}${formatGridPrice(price, tick)}`, side === null ? null : side === "buy" ? "up" : "down");
    if (price !== null && shown !== null && price !== shown) flash(element, Number(price) > Number(shown));
    shown = price;
  };
}

const FLASH_MS = 400;
/** Four flashes a second at most: one that never ends says nothing. */
const FLASH_EVERY_MS = 250;

function makeFlash(): (element: HTMLElement, isUp: boolean) => void {
  // Remembered here: asking the element for what runs on it would lay the page out.
  let running: Animation | null = null;
  let flashedAt = Number.NEGATIVE_INFINITY;
  return (element, isUp) => {
    const now = performance.now();
    if (now - flashedAt < FLASH_EVERY_MS) return;
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    flashedAt = now;
    running?.cancel();
    const tint = `var(--${isUp ? "up" : "down"}-tint)`;
    running = element.animate([{ background: tint }, { background: "transparent" }], FLASH_MS);
  };
}

/** `▲ +1,128.30 (+1.79%)` since the open of the day. */
export function paintDayChange(tick: string, decimals: number, day: Day | null): PricePaint {
  return (element, prices) => {
    const price = livePrice(prices) ?? day?.last ?? null;
    if (day === null || price === null) return write(element, UNKNOWN, "flat");
    const moved = Number(price) - Number(day.open);
    const { tone, text } = describeChange(moved / Number(day.open));
    if (tone === "flat") return write(element, `${formatGridPrice("0", tick)} (${text})`, "flat");
    const amount = formatDecimal(Math.abs(moved).toFixed(decimals), decimals);
    write(element, `${moved < 0 ? `▼ ${MINUS}` : "▲ +"}${amount} (${text.slice(2)})`, tone);
  };
}

/** `▲ +1.79%`, where there is no room for more. */
export function paintDayShare(day: Day | null): PricePaint {
  return (element, prices) => {
    const price = livePrice(prices) ?? day?.last ?? null;
    const isKnown = day !== null && price !== null;
    const { tone, text } = describeChange(isKnown ? Number(price) / Number(day.open) - 1 : null);
    write(element, text, tone);
  };
}

const extreme =
  (tick: string, stored: string | null, choose: (a: number, b: number) => number): PricePaint =>
  (element, prices) => {
    const live = livePrice(prices);
    const isBeyond = live !== null && stored !== null && choose(Number(live), Number(stored)) === Number(live);
    write(element, formatGridPrice(isBeyond ? live : stored, tick));
  };

export const paintHigh = (tick: string, day: Day | null): PricePaint => extreme(tick, day?.high ?? null, Math.max);
export const paintLow = (tick: string, day: Day | null): PricePaint => extreme(tick, day?.low ?? null, Math.min);

export const paintMark =
  (tick: string): PricePaint =>
  (element, prices) =>
    write(element, formatGridPrice(prices?.mark, tick));

export const paintSpread =
  (instrument: Instrument): PricePaint =>
  (element, prices) =>
    write(element, describeSpread(instrument, ticksOf(instrument, prices?.bid), ticksOf(instrument, prices?.ask)));

/** The last settled funding; longs pay when it is positive. */
export const paintFunding: PricePaint = (element, prices) => {
  const funding = prices?.funding ?? null;
  if (funding === null) return write(element, UNKNOWN);
  const percent = Number(funding.rate) * 100;
  write(element, `${percent < 0 ? MINUS : ""}${groupDigits(Math.abs(percent).toFixed(4))}%`);
};
