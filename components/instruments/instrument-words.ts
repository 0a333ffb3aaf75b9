import { type InstrumentKind, type InstrumentStatus, PAPER_VENUE } from "../../server/domain/markets/catalogue.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { formatDecimal, groupDigits, MINUS, UNKNOWN } from "../ui/format-decimal.ts";

export const FAVOURITES = "favourites";

const VENUES: Readonly<Record<string, string>> = {
  [PAPER_VENUE]: "Paper",
  okx: "OKX",
  binanceusdm: "Binance USD-M",
  binanceus: "Binance.US",
  kucoin: "KuCoin",
  bitmex: "BitMEX",
  gateio: "Gate.io",
  mexc: "MEXC",
  htx: "HTX",
};

/** A venue as people call it. */
export const venueName = (venue: string): string =>
  VENUES[venue] ?? `${venue.slice(0, 1).toUpperCase()}${venue.slice(1)}`;

export const kindName = (kind: InstrumentKind): string => (kind === "spot" ? "Spot" : "Perpetual");

export const statusName = (status: InstrumentStatus): string =>
  ({ trading: "Trading", halted: "Halted", delisted: "Delisted" })[status];

type Listed = {
  readonly id: string;
  readonly venue: string;
  readonly kind: InstrumentKind;
  readonly status: InstrumentStatus;
};

/** Why an instrument cannot be traded on this desk, in a word and in a sentence; null for one that can. */
export function whyNotTradable({
  id,
  venue,
  kind,
  status,
}: Listed): { readonly word: string; readonly why: string } | null {
  if (status === "delisted") return { word: "Delisted", why: `${venueName(venue)} no longer lists it.` };
  if (status === "halted") return { word: "Halted", why: `${venueName(venue)} has halted trading in it.` };
  if (findInstrument(id) !== undefined) return null;
  if (venue !== PAPER_VENUE) {
    return { word: "View only", why: `This desk has no account at ${venueName(venue)}: prices and data only.` };
  }
  if (kind === "perpetual") {
    return { word: "View only", why: "The paper venue takes no orders for perpetuals yet: prices and data only." };
  }
  return { word: "View only", why: "The paper venue takes no orders for it: prices and data only." };
}

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
