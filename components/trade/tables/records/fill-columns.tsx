import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { ListedFill } from "../../../../server/domain/orders/order-listing.ts";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import { SidePill } from "../../../ui/figure.tsx";
import { formatBalance, formatFee } from "../../../ui/format-amount.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { formatRowTime } from "../../../ui/format-time.ts";
import { marketColumn } from "../market-column.tsx";
import { positionColumn } from "../position-column.tsx";
import { unitsText } from "../positions/position-figures.ts";

export type FillRow = { readonly fill: ListedFill; readonly instrument: Instrument };

export const fillRowId = (row: FillRow): string => row.fill.id;

const LIQUIDITY = { maker: "Maker", taker: "Taker" } as const;

/** `isHedged`: some are of one of two positions. */
export const fillColumns = (isHedged: boolean): readonly TableColumn<FillRow>[] => [
  marketColumn((row) => row.instrument),
  {
    id: "time",
    label: "Time",
    kind: "time",
    width: 112,
    hint: "By the tape",
    value: ({ fill }) => fill.at,
    cell: ({ fill }) => <span className="text-fg-2">{formatRowTime(fill.at)}</span>,
  },
  {
    id: "side",
    label: "Side",
    kind: "text",
    width: 58,
    value: ({ fill }) => fill.side,
    cell: ({ fill }) => <SidePill side={fill.side} />,
    isFacet: true,
    isKey: true,
  },
  positionColumn(({ fill }) => fill.positionSide ?? null, isHedged),
  {
    id: "price",
    label: "Price",
    kind: "number",
    width: 96,
    value: ({ fill, instrument }) => formatPrice(instrument, fill.priceTicks),
    cell: ({ fill, instrument }) => groupDigits(formatPrice(instrument, fill.priceTicks)),
    isKey: true,
  },
  {
    id: "size",
    label: "Size",
    kind: "number",
    width: 100,
    value: ({ fill, instrument }) => formatQuantity(instrument, fill.quantityLots),
    cell: ({ fill, instrument }) => groupDigits(formatQuantity(instrument, fill.quantityLots)),
    isKey: true,
  },
  {
    id: "value",
    label: "Value",
    kind: "number",
    width: 110,
    value: ({ fill, instrument }) => unitsText(fill.notionalUnits, instrument.quote),
    cell: ({ fill, instrument }) => (
      <>
        {formatBalance(fill.notionalUnits, instrument.quote)} <span className="text-fg-3">{instrument.quote}</span>
      </>
    ),
  },
  {
    id: "fee",
    label: "Fee",
    kind: "number",
    width: 110,
    value: ({ fill }) => unitsText(fill.feeUnits, fill.feeCurrency),
    cell: ({ fill }) => formatFee(fill.feeUnits, fill.feeCurrency),
  },
  {
    id: "fee_currency",
    label: "in",
    kind: "text",
    width: 54,
    value: ({ fill }) => fill.feeCurrency,
    cell: ({ fill }) => <span className="text-fg-3">{fill.feeCurrency}</span>,
    isFacet: true,
    hint: "The fee is charged in what was received",
  },
  {
    id: "liquidity",
    label: "Liquidity",
    kind: "text",
    width: 76,
    value: ({ fill }) => LIQUIDITY[fill.liquidity],
    isFacet: true,
  },
  {
    id: "excess",
    label: "Beyond the order",
    kind: "number",
    width: 110,
    hint: "What the venue filled more than was ordered",
    value: ({ fill, instrument }) => formatQuantity(instrument, fill.excessLots),
    cell: ({ fill, instrument }) =>
      fill.excessLots === 0 ? (
        ""
      ) : (
        <span className="text-warn">▲ {groupDigits(formatQuantity(instrument, fill.excessLots))}</span>
      ),
    isHidden: true,
  },
  { id: "order", label: "Order", kind: "text", width: 130, value: ({ fill }) => fill.orderId, isHidden: true },
];
