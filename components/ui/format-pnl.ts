import { groupDigits, MINUS, roundDecimal } from "./format-decimal.ts";

type Outcome = "up" | "down" | "flat";

export type SignedFigure = { readonly outcome: Outcome; readonly glyph: "▲" | "▼" | ""; readonly text: string };

/** Profit or loss with its sign and glyph: meaning is never colour alone. What rounds to zero is flat: `0.00`. */
export function formatPnl(amount: string, places: number): SignedFigure {
  const rounded = roundDecimal(amount, places);
  if (!/[1-9]/.test(rounded)) return { outcome: "flat", glyph: "", text: groupDigits(rounded) };
  if (rounded.startsWith("-")) return { outcome: "down", glyph: "▼", text: `${MINUS}${groupDigits(rounded.slice(1))}` };
  return { outcome: "up", glyph: "▲", text: `+${groupDigits(rounded)}` };
}
