import { formatPrice, formatQuantity, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { legRole } from "../../../../server/domain/orders/contingency/contingency.ts";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import { SidePill } from "../../../ui/figure.tsx";
import { formatBalance } from "../../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatReason } from "../../../ui/format-reason.ts";
import { formatRowTime } from "../../../ui/format-time.ts";
import { groupSentence, standingWords } from "../../group-words.ts";
import { averageFill, typeWords } from "../../order-words.ts";
import { triggerSign } from "../../trigger-words.ts";
import { OfAlgorithm } from "../algorithms/of-algorithm.tsx";
import { marketColumn } from "../market-column.tsx";
import { positionColumn } from "../position-column.tsx";
import { unitsText } from "../positions/position-figures.ts";
import { PriceCell, SizeCell, TriggerCell } from "./order-edit.tsx";
import type { OrderRow } from "./order-row.ts";

type Columns<Row extends OrderRow> = Readonly<
  Record<
    | "time"
    | "market"
    | "side"
    | "position"
    | "type"
    | "trigger"
    | "price"
    | "size"
    | "value"
    | "filled"
    | "average"
    | "status"
    | "reason",
    TableColumn<Row>
  >
>;

const reasonWords = ({ reason, reasonCode, replaces }: OrderRow["order"]): string =>
  reason ?? reasonCode ?? (replaces ? `It took the place of order "${replaces}".` : "");

/** What every table of orders shows; each takes what it needs, in its own order. `isHedged`: some are meant for one of two positions. */
export function orderColumns<Row extends OrderRow>(isHedged: boolean): Columns<Row> {
  return {
    time: {
      id: "time",
      label: "Time",
      kind: "time",
      width: 112,
      hint: "When it was placed, by the tape",
      value: ({ order }) => order.createdAt,
      cell: ({ order }) => <span className="text-fg-2">{formatRowTime(order.createdAt)}</span>,
    },
    market: marketColumn((row) => row.instrument),
    side: {
      id: "side",
      label: "Side",
      kind: "text",
      width: 58,
      value: ({ order }) => order.side,
      cell: ({ order }) => <SidePill side={order.side} />,
      isFacet: true,
      isKey: true,
    },
    position: positionColumn(({ order }) => order.positionSide ?? null, isHedged),
    type: {
      id: "type",
      label: "Type",
      kind: "text",
      width: 106,
      value: ({ order }) => typeWords(order),
      cell: ({ order }) => (
        <span className="text-fg-2" title={groupSentence(order) ?? undefined}>
          {legRole(order) === null ? "" : <span aria-hidden="true">└ </span>}
          {typeWords(order)}
          <OfAlgorithm order={order} />
        </span>
      ),
      isFacet: true,
    },
    trigger: {
      id: "trigger",
      label: "Trigger",
      kind: "number",
      width: 132,
      isSortable: false,
      hint: "What an order waits for in the worker, or the price that fired it",
      value: ({ order, instrument }) =>
        order.trigger === null ? null : triggerSign(instrument, { ...order, trigger: order.trigger }),
      cell: (row) => <TriggerCell row={row} />,
    },
    price: {
      id: "price",
      label: "Price",
      kind: "number",
      width: 104,
      value: ({ order, instrument }) => (order.priceTicks === null ? null : formatPrice(instrument, order.priceTicks)),
      cell: (row) => <PriceCell row={row} />,
      isKey: true,
    },
    size: {
      id: "size",
      label: "Size",
      kind: "number",
      width: 100,
      value: ({ order, instrument }) => formatQuantity(instrument, order.quantityLots),
      cell: (row) => <SizeCell row={row} />,
      isKey: true,
    },
    value: {
      id: "value",
      label: "Value",
      kind: "number",
      width: 104,
      hint: "Price × size in the quote currency; of a market order, what has filled",
      value: (row) => unitsText(valueOfOrder(row), row.instrument.quote),
      cell: (row) => formatBalance(valueOfOrder(row), row.instrument.quote),
    },
    filled: {
      id: "filled",
      label: "Filled",
      kind: "number",
      width: 128,
      value: ({ order, instrument }) => formatQuantity(instrument, order.filledLots),
      cell: ({ order, instrument }) => (
        <span className="inline-flex min-w-[108px] items-center justify-between gap-2">
          <FilledBar share={order.filledLots / order.quantityLots} />
          {groupDigits(formatQuantity(instrument, order.filledLots))}
        </span>
      ),
    },
    average: {
      id: "average",
      label: "Average",
      kind: "number",
      width: 92,
      hint: "Average price of its fills",
      value: ({ order, instrument }) => averageFill(instrument, order),
      cell: ({ order, instrument }) => {
        const price = averageFill(instrument, order);
        return price === null ? UNKNOWN : groupDigits(price);
      },
    },
    status: {
      id: "status",
      label: "Status",
      kind: "text",
      width: 92,
      value: ({ order }) => standingWords(order),
      cell: ({ order }) => (
        <span
          className={order.status === "denied" || order.status === "rejected" ? "text-danger" : ""}
          title={groupSentence(order) ?? undefined}
        >
          {standingWords(order)}
        </span>
      ),
      isFacet: true,
      isKey: true,
    },
    reason: {
      id: "reason",
      label: "Reason",
      kind: "text",
      width: 220,
      value: ({ order }) => reasonWords(order),
      cell: ({ order }) => (
        <span className="text-fg-2" title={formatReason(reasonWords(order))}>
          {formatReason(reasonWords(order))}
        </span>
      ),
    },
  };
}

const valueOfOrder = ({ order, instrument }: OrderRow) =>
  order.priceTicks === null ? order.filledUnits : notionalUnits(instrument, order.priceTicks, order.quantityLots);

/** How much of the order has filled. */
function FilledBar({ share }: { readonly share: number }) {
  const percent = Math.min(100, Math.floor(share * 100));
  return (
    <span aria-hidden="true" className="inline-block h-[4px] w-[36px] shrink-0 overflow-hidden rounded-full bg-line">
      <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
