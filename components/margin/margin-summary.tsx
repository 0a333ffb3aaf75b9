import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import { LimitRow, Row } from "../trade/ticket/preview/ticket-summary.tsx";
import { formatBalance, formatFee } from "../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../ui/format-decimal.ts";
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
  const { base, quote } = instrument;
  const cost = preview?.cost ?? null;
  const average = cost?.walk.averageTicks ?? null;
  const slippage = cost?.walk.slippageBps ?? null;
  const price = average === null ? (cost === null ? UNKNOWN : "rests") : groupDigits(formatPrice(instrument, average));
  const whose =
    cost === null ? "" : cost.restingLots === 0 ? " (taker)" : cost.walk.filledLots === 0 ? " (maker)" : " (mixed)";
  const money = (units: Integer | null | undefined, currency: string) =>
    units === null || units === undefined ? UNKNOWN : `${formatBalance(units, currency)} ${currency}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-px border-t border-line-subtle pt-1.5 text-[11px] whitespace-nowrap">
      <Row
        name="Margin required"
        title="Initial margin at the order's worst price, and the fee: held back until it fills or is canceled"
        value={preview === null ? UNKNOWN : marginWords(preview, quote)}
      />
      <Row name="Order value" value={money(cost?.valueUnits, quote)} />
      <Row
        name="Est. average price"
        title="What fills at once, and how much worse than the best price that is"
        value={slippage === null ? price : `${price} · ${groupDigits(slippage.toFixed(1))} bp`}
      />
      <div className="contents">
        <dt className="text-fg-3">Est. fee{whose}</dt>
        <dd className="text-right font-medium" data-testid="est-fee">
          {cost === null ? UNKNOWN : `${formatFee(cost.feeUnits, cost.feeCurrency)} ${cost.feeCurrency}`}
        </dd>
      </div>
      <Row name="Available after" value={money(preview?.availableAfter, quote)} />
      <Row name="Position after" value={money(preview?.positionAfter, base)} />
      <Row
        name="Est. liq. price"
        title="The mark at which the venue would close the whole position, once this order has filled"
        tone="text-warn"
        value={liquidationOf(instrument, preview)}
      />
      {isShort ? null : <LimitRow name="Order limit used" currency={quote} use={preview?.orderUse} />}
      {isShort ? null : <LimitRow name="Position limit after" currency={quote} use={preview?.positionUse} />}
    </dl>
  );
}

const marginWords = ({ requiredUnits, leverage }: MarginPreview, quote: string): string =>
  requiredUnits === 0 ? "none: reduce-only" : `${formatBalance(requiredUnits, quote)} ${quote} at ${leverage}×`;

function liquidationOf(instrument: Instrument, preview: MarginPreview | null): string {
  if (preview === null) return UNKNOWN;
  if (preview.isFlatAfter) return "none: flat";
  return preview.liquidation === null ? "none" : liquidationWords(instrument, preview.liquidation);
}
