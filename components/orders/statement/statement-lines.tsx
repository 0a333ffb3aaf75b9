"use client";

import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { CurrencyAmount, StatementLine } from "../../../server/domain/orders/daily-statement.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { PlainTable } from "../../tables/plain-table.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { Pnl } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, groupDigits, trimZeros } from "../../ui/format-decimal.ts";

export const amountText = ({ currency, amount }: CurrencyAmount): string =>
  `${groupDigits(trimZeros(amount, placesOf(currency)))} ${currency}`;

const quoteOf = ({ instrumentId }: StatementLine): string => findInstrument(instrumentId)?.quote ?? "";
const symbolOf = ({ instrumentId }: StatementLine): string => findInstrument(instrumentId)?.name ?? instrumentId;

type Column = TableColumn<StatementLine>;

const number = (id: string, label: string, value: Column["value"], cell: NonNullable<Column["cell"]>): Column => ({
  id,
  label,
  kind: "number",
  width: 80,
  value,
  cell,
  isKey: true,
});

const COLUMNS: readonly Column[] = [
  {
    id: "market",
    label: "Market",
    kind: "text",
    width: 96,
    value: symbolOf,
    cell: (line) => <strong className="font-semibold">{symbolOf(line)}</strong>,
    isKey: true,
  },
  number(
    "orders",
    "Orders",
    ({ orders }) => String(orders),
    ({ orders }) => orders,
  ),
  number(
    "fills",
    "Fills",
    ({ fills }) => String(fills),
    ({ fills }) => fills,
  ),
  number(
    "bought",
    "Bought",
    ({ bought }) => bought,
    ({ bought }) => groupDigits(bought),
  ),
  number(
    "sold",
    "Sold",
    ({ sold }) => sold,
    ({ sold }) => groupDigits(sold),
  ),
  number(
    "volume",
    "Volume",
    ({ volume }) => volume,
    (line) => (
      <>
        {formatDecimal(line.volume, placesOf(quoteOf(line)))} <span className="text-fg-3">{quoteOf(line)}</span>
      </>
    ),
  ),
  {
    ...number(
      "fees",
      "Fees",
      ({ fees }) => fees.map(amountText).join(", "),
      ({ fees }) => fees.map(amountText).join(", ") || "none",
    ),
    // In several currencies: no order among them.
    isSortable: false,
  },
  number(
    "realised",
    "Realised PnL",
    ({ realised }) => realised,
    (line) => <Pnl amount={line.realised} places={placesOf(quoteOf(line))} />,
  ),
  number(
    "funding",
    "Funding",
    ({ funding }) => funding,
    (line) => <Pnl amount={line.funding} places={placesOf(quoteOf(line))} />,
  ),
];

/** The day by instrument; its file is the statement's. */
export function StatementLines({ lines, mode }: { readonly lines: readonly StatementLine[]; readonly mode: string }) {
  const table = useDataTable({
    name: "orders-statement",
    label: "By instrument",
    columns: COLUMNS,
    rows: lines,
    rowId: ({ instrumentId }) => instrumentId,
    mode,
  });
  return <PlainTable table={table} noun="statement" />;
}
