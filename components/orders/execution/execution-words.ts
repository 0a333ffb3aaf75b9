import type { Mid } from "../../../server/domain/execution-quality/mid.ts";
import type { HalfUnits } from "../../../server/domain/execution-quality/slippage.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { multiply } from "../../../server/domain/money/integer.ts";
import { groupDigits, trimZeros, UNKNOWN } from "../../ui/format-decimal.ts";

type Missing = Extract<Mid, { missing: string }>["missing"];

const REASONS: Readonly<Record<Missing, string>> = {
  "no-price": "No price of this market was known yet.",
  "no-book": "The tape showed no book then, or only one side of it.",
  rebuilding: "The book had a gap and was being rebuilt.",
  ended: "The recording was over.",
  crossed: "The book was crossed: bid above ask.",
  unseen: "The desk did not see this moment.",
  stale: "The book had been silent for too long.",
  "told-late": "The fill was told after this moment had passed.",
};

/** Why there is no mid; for one that is not stored the desk was older then. */
export const whyNoMid = (mid: Mid | null, otherwise = "An older desk did not note it."): string =>
  mid === null || !("missing" in mid) ? otherwise : REASONS[mid.missing];

/** A mid has half a tick where bid and ask lie an odd number of ticks apart. */
export function midWords({ ticksMantissa, priceDecimals }: Instrument, mid: Mid | null): string {
  if (mid === null || "missing" in mid) return UNKNOWN;
  const text = formatScaled(mid.halfTicks * ticksMantissa * 5, priceDecimals + 1);
  return groupDigits(trimZeros(text, priceDecimals));
}

/** Halves of a unit as decimal text of the quote currency: one place more than it has. */
export const halvesText = ({ quote }: Instrument, halves: HalfUnits): string =>
  formatScaled(multiply(halves, 5), currencyOf(quote).decimals + 1);
