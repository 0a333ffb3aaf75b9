import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import { groupDigits, UNKNOWN } from "../ui/format-decimal.ts";

/** `0.01 · 0.02 bp`: the distance between the best prices and its share of the middle. */
export function describeSpread(instrument: Instrument, bidTicks: number | null, askTicks: number | null): string {
  if (bidTicks === null || askTicks === null) return UNKNOWN;
  const spread = askTicks - bidTicks;
  if (spread < 0) return "crossed";
  const bps = (spread / ((askTicks + bidTicks) / 2)) * 10_000;
  return `${groupDigits(formatPrice(instrument, spread))} · ${groupDigits(bps.toFixed(bps < 0.1 ? 3 : 2))} bp`;
}
