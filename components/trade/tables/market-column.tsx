import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { MarketLink } from "../market-link.tsx";

/** The market of a row, with the way to it. */
export function marketColumn<Row>(instrumentOf: (row: Row) => Instrument): TableColumn<Row> {
  return {
    id: "market",
    label: "Market",
    kind: "text",
    width: 112,
    value: (row) => instrumentOf(row).name,
    cell: (row) => (
      <MarketLink
        instrument={instrumentOf(row)}
        className="block truncate leading-[24px] font-semibold pointer-coarse:leading-[18px] pointer-coarse:whitespace-normal -outline-offset-2 hover:underline"
      >
        {instrumentOf(row).name}
      </MarketLink>
    ),
    isFacet: true,
    isKey: true,
  };
}
