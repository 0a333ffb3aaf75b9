import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { Row, TicketSummary } from "../trade/ticket/preview/ticket-summary.tsx";
import { formatBalance } from "../ui/format-amount.ts";
import { UNKNOWN } from "../ui/format-decimal.ts";
import { liquidationWords } from "./margin-words.ts";
import type { MarginPreview } from "./preview-margin.ts";

type MarginSummaryProps = {
  readonly instrument: Instrument;
  readonly preview: MarginPreview | null;
  /** Its limits are told elsewhere, or left out for want of room. */
  readonly isShort?: boolean;
};

/** What the order would set aside, cost and leave, and where the venue would then close the position. */
export function MarginSummary({ instrument, preview, isShort = false }: MarginSummaryProps) {
  return (
    <TicketSummary
      instrument={instrument}
      preview={preview}
      isShort={isShort}
      first={
        <Row
          name="Margin required"
          title="Initial margin of what it could open, at its worst price, and the fee: held back until it fills or is canceled"
          value={preview === null ? UNKNOWN : marginWords(preview, instrument.quote)}
        />
      }
      last={
        <Row
          name="Est. liq. price"
          title="The mark at which the venue would begin to close the position, once this order has filled"
          tone="text-warn"
          value={liquidationOf(instrument, preview)}
        />
      }
    />
  );
}

const marginWords = ({ requiredUnits, leverage, whyFree }: MarginPreview, quote: string): string =>
  whyFree !== null ? `none: ${whyFree}` : `${formatBalance(requiredUnits, quote)} ${quote} at ${leverage}×`;

function liquidationOf(instrument: Instrument, preview: MarginPreview | null): string {
  if (preview === null) return UNKNOWN;
  if (preview.isFlatAfter) return "none: flat";
  return preview.liquidation === null ? "none" : liquidationWords(instrument, preview.liquidation);
}
