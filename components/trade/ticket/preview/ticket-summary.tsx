import type { ReactNode } from "react";
import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatBalance, formatFee } from "../../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";
import { type LimitUse, usedPercent } from "./limit-use.ts";
import type { OrderPreview } from "./preview-order.ts";

type TicketSummaryProps = {
  readonly instrument: Instrument;
  readonly preview: Pick<OrderPreview, "cost" | "availableAfter" | "positionAfter" | "orderUse" | "positionUse"> | null;
  /** Its limits are told elsewhere, or left out for want of room. */
  readonly isShort?: boolean;
  /** Rows of its own above and below what every order comes to. */
  readonly first?: ReactNode;
  readonly last?: ReactNode;
};

type RowProps = { readonly name: string; readonly value: string; readonly tone?: string; readonly title?: string };

export function Row({ name, value, tone = "", title }: RowProps) {
  return (
    <div className="contents" title={title}>
      <dt className="text-fg-3">{name}</dt>
      <dd className={`text-right font-medium ${tone}`} data-testid={name.toLowerCase().replace(/[. ]+/g, "-")}>
        {value}
      </dd>
    </div>
  );
}

const WHOLE = 100;
const NEAR = 75;

export function LimitRow({ name, currency, use }: { name: string; currency: string; use: LimitUse | undefined }) {
  const percent = use === undefined ? null : usedPercent(use);
  const isNear = percent !== null && percent >= NEAR;
  const most = use === undefined ? "" : ` of ${formatBalance(use.mostUnits, currency).replace(/[.,]00$/, "")}`;
  const colour = use?.isOver ? "bg-danger" : isNear ? "bg-warn" : "bg-accent";
  return (
    <div className="contents">
      <dt className="text-fg-3">{name}</dt>
      <dd
        className={`flex items-center justify-end gap-1.5 text-right font-medium ${use?.isOver ? "text-danger" : isNear ? "text-warn" : ""}`}
        data-testid={name.toLowerCase().replaceAll(" ", "-")}
      >
        <span aria-hidden="true" className="h-[4px] w-[36px] overflow-hidden rounded-full bg-line">
          <span className={`block h-full ${colour}`} style={{ width: `${Math.min(percent ?? 0, WHOLE)}%` }} />
        </span>
        <span className="min-w-[104px]">
          {percent === null ? UNKNOWN : `${use?.isOver ? "! " : isNear ? "▲ " : ""}${percent}%${most}`}
        </span>
      </dd>
    </div>
  );
}

/** What the order would cost and leave, walked through the book on screen. */
export function TicketSummary({ instrument, preview, isShort = false, first, last }: TicketSummaryProps) {
  const { base, quote } = instrument;
  const cost = preview?.cost ?? null;
  const average = cost?.walk.averageTicks ?? null;
  const slippage = cost?.walk.slippageBps ?? null;
  const isSold = instrument.kind === "spot" && cost?.feeCurrency !== base;
  const price = average === null ? (cost === null ? UNKNOWN : "rests") : groupDigits(formatPrice(instrument, average));
  const spent = isSold ? base : quote;
  const fee = cost === null ? UNKNOWN : `${formatFee(cost.feeUnits, cost.feeCurrency)} ${cost.feeCurrency}`;
  const whose =
    cost === null ? "" : cost.restingLots === 0 ? " (taker)" : cost.walk.filledLots === 0 ? " (maker)" : " (mixed)";
  const money = (units: OrderPreview["availableAfter"] | undefined, currency: string) =>
    units === null || units === undefined ? UNKNOWN : `${formatBalance(units, currency)} ${currency}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-px border-t border-line-subtle pt-1.5 text-[11px] whitespace-nowrap">
      {first}
      <Row name="Order value" value={money(cost?.valueUnits, quote)} />
      <Row
        name="Est. average price"
        title="What fills at once, and how much worse than the best price that is"
        value={slippage === null ? price : `${price} · ${groupDigits(slippage.toFixed(1))} bp`}
      />
      <div className="contents">
        <dt className="text-fg-3">Est. fee{whose}</dt>
        <dd className="text-right font-medium" data-testid="est-fee">
          {fee}
        </dd>
      </div>
      <Row name="Available after" value={money(preview?.availableAfter, spent)} />
      <Row name="Position after" value={money(preview?.positionAfter, base)} />
      {last}
      {isShort ? null : <LimitRow name="Order limit used" currency={quote} use={preview?.orderUse} />}
      {isShort ? null : <LimitRow name="Position limit after" currency={quote} use={preview?.positionUse} />}
    </dl>
  );
}
