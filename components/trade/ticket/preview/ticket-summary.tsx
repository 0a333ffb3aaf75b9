import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatBalance, formatFee } from "../../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";
import type { TicketCost } from "./ticket-cost.ts";

type TicketSummaryProps = {
  readonly instrument: Instrument;
  readonly cost: TicketCost | null;
  /** Why there is no cost; null when somebody else says so. */
  readonly why: string | null;
};

/** What the order would cost, walked through the book on screen. */
export function TicketSummary({ instrument, cost, why }: TicketSummaryProps) {
  const average = cost?.walk.averageTicks ?? null;
  const slippage = cost?.walk.slippageBps ?? null;
  const rows = [
    [
      "Order value",
      cost === null ? UNKNOWN : `${formatBalance(cost.valueUnits, instrument.quote)} ${instrument.quote}`,
    ],
    [
      "Est. average price",
      average === null ? (cost === null ? UNKNOWN : "rests") : groupDigits(formatPrice(instrument, average)),
    ],
    ["Est. slippage", slippage === null ? UNKNOWN : `${slippage.toFixed(1)} bp`],
    ["Est. fee", cost === null ? UNKNOWN : `${formatFee(cost.feeUnits, cost.feeCurrency)} ${cost.feeCurrency}`],
  ] as const;
  return (
    <div className="border-t border-line-subtle pt-2">
      <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-[11px]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-fg-3">{name}</dt>
            <dd className="text-right font-medium" data-testid={name.toLowerCase().replace(/[. ]+/g, "-")}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {why === null ? null : <p className="mt-1.5 text-[11px] text-fg-3">{why}</p>}
      {cost !== null && cost.beyondLots > 0 ? (
        <p className="mt-1.5 text-[11px] text-warn">
          ▲ {groupDigits(formatQuantity(instrument, cost.beyondLots))} {instrument.base} lie deeper than the levels
          shown; what finds no price is cancelled.
        </p>
      ) : null}
    </div>
  );
}
