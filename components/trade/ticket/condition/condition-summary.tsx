"use client";

import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { levelTicks } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { triggerTicks } from "../../../../server/domain/risk/price-reference.ts";
import { formatBalance } from "../../../ui/format-amount.ts";
import { UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatPercent } from "../../../ui/format-percent.ts";
import { priceText } from "../../order-words.ts";
import { placeWords } from "../../place-words.ts";
import { distancePercent, triggerSentence } from "../../trigger-words.ts";
import type { OrderPreview } from "../preview/preview-order.ts";
import { LimitRow, Row } from "../preview/ticket-summary.tsx";
import type { Points } from "../reading/condition-draft.ts";
import type { TicketOrder } from "../reading/read-ticket.ts";

type ConditionSummaryProps = {
  readonly instrument: Instrument;
  readonly order: TicketOrder | null;
  readonly preview: OrderPreview | null;
  readonly points: Points;
};

/** What the order waits for, where it waits, and what it holds back meanwhile. */
export function ConditionSummary({ instrument, order, preview, points }: ConditionSummaryProps) {
  const { base, quote } = instrument;
  const trigger = order?.trigger ?? null;
  const level = order === null || trigger === null ? null : levelTicks(trigger, order.side, order.trailTicks);
  const now = trigger === null ? 0 : triggerTicks(points, trigger.by);
  const away = distancePercent(level, now);
  const place = order === null ? null : placeWords(instrument, order);
  const spent = order?.side === "sell" && instrument.kind === "spot" ? base : quote;
  return (
    <div className="flex flex-col gap-1.5 border-t border-line-subtle pt-1.5 text-[11px]">
      <p data-testid="fires-when" className="text-fg-2">
        {order === null || trigger === null ? (
          "Fires when its price is reached."
        ) : (
          <>
            Fires when{" "}
            <strong className="font-medium text-fg">{triggerSentence(instrument, { ...order, trigger })}</strong>.
          </>
        )}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-px whitespace-nowrap">
        <Row name="Lives" value={place?.value ?? UNKNOWN} title={place?.title ?? ""} />
        <Row
          name="Distance now"
          value={
            away === null || level === null
              ? UNKNOWN
              : `${formatPercent(away)} · ${priceText(instrument, Math.abs(level - now))}`
          }
        />
        <Row
          name="Worst price"
          title={
            order?.priceTicks === null
              ? "The desk lets no market order trade further than this from its trigger"
              : "Its limit"
          }
          value={preview === null ? UNKNOWN : priceText(instrument, preview.boundTicks)}
        />
        <Row
          name="Holds back"
          value={
            preview === null
              ? UNKNOWN
              : preview.requiredUnits === 0
                ? "nothing: reduce-only"
                : `${formatBalance(preview.requiredUnits, spent)} ${spent}`
          }
        />
        <Row
          name="Position after"
          value={preview?.positionAfter == null ? UNKNOWN : `${formatBalance(preview.positionAfter, base)} ${base}`}
        />
        <LimitRow name="Order limit used" currency={quote} use={preview?.orderUse} />
        {order?.isReduceOnly ? null : (
          <LimitRow name="Position limit after" currency={quote} use={preview?.positionUse} />
        )}
      </dl>
    </div>
  );
}
