import type { InstrumentKind, InstrumentStatus } from "../../server/domain/markets/catalogue.ts";
import { formatDecimal, groupDigits, MINUS, UNKNOWN } from "../ui/format-decimal.ts";

export const kindName = (kind: InstrumentKind): string => (kind === "spot" ? "Spot" : "Perpetual");

export const statusName = (status: InstrumentStatus): string =>
  ({ trading: "Trading", halted: "Halted", delisted: "Delisted" })[status];

/** Decimals of a price grid: 2 for "0.01", 0 for "10". */
const placesOfStep = (step: string): number => (step.split(".")[1] ?? "").length;

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A price on its grid; from four zeros after the point on they are counted: `0.0₅1234`. */
export function formatGridPrice(text: string | null | undefined, tick: string): string {
  if (text === null || text === undefined) return UNKNOWN;
  const plain = formatDecimal(text, placesOfStep(tick));
  const zeros = /^0\.(0{4,})(?=[1-9])/.exec(plain)?.[1];
  if (zeros === undefined) return plain;
  const count = [...String(zeros.length)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");
  return `0.0${count}${plain.slice(2 + zeros.length)}`;
}

/** `+1.79%` as a figure with its glyph; a change that rounds to nothing is flat. */
export function describeChange(fraction: number | null): {
  readonly tone: "up" | "down" | "flat";
  readonly text: string;
} {
  if (fraction === null || !Number.isFinite(fraction)) return { tone: "flat", text: UNKNOWN };
  const plain = Math.abs(fraction * 100).toFixed(2);
  const text = groupDigits(plain);
  if (Number(plain) === 0) return { tone: "flat", text: `${text}%` };
  return fraction > 0 ? { tone: "up", text: `▲ +${text}%` } : { tone: "down", text: `▼ ${MINUS}${text}%` };
}

/** Funding of one interval: `0.0100%`, signed when longs are paid. */
export function describeFunding(rate: string): string {
  const percent = Number(rate) * 100;
  return `${percent < 0 ? MINUS : ""}${groupDigits(Math.abs(percent).toFixed(4))}%`;
}

/** Basis points between the best prices; null without both, or while they cross. */
export function spreadBps(bid: string | null, ask: string | null): number | null {
  if (bid === null || ask === null) return null;
  const [low, high] = [Number(bid), Number(ask)];
  return high < low ? null : ((high - low) / ((high + low) / 2)) * 10_000;
}
