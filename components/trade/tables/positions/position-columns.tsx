import { formatPrice } from "../../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../../server/domain/money/currency.ts";
import type { DeskStore } from "../../../live/desk-store.ts";
import type { useMarginColumns } from "../../../margin/on-demand.tsx";
import { protectionColumns } from "../../../protection/protection-columns.tsx";
import { ProtectButton } from "../../../protection/protection-on-demand.tsx";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import { Pnl, SidePill } from "../../../ui/figure.tsx";
import { placesOf } from "../../../ui/format-amount.ts";
import { formatUnitsAt, groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";
import { type PositionRow, type PositionTotals, unrealisedPercent } from "../../position-rows.ts";
import { marketColumn } from "../market-column.tsx";
import { CloseButtons } from "./close-buttons.tsx";
import {
  markFigure,
  percentFigure,
  totalFigure,
  unitsText,
  unrealisedFigure,
  valueFigure,
} from "./position-figures.ts";

/** Where the newest figures of a row come from, between two drawings. */
export type PositionsNow = {
  readonly row: (drawn: PositionRow) => PositionRow;
  readonly totals: () => PositionTotals | null;
};

/** `unit` is the currency of the sums, null when there are several. */
export function positionColumns(
  now: PositionsNow,
  unit: string | null,
  store: DeskStore,
  margin: ReturnType<typeof useMarginColumns>,
): TableColumn<PositionRow>[] {
  const [liquidation, ...others] = margin?.marginColumns(store) ?? [];
  const money = (label: string) => (unit === null ? label : `${label} ${unit}`);
  return [
    marketColumn((row) => row.instrument),
    {
      id: "side",
      label: "Side",
      kind: "text",
      width: margin === null ? 64 : 140,
      value: (row) => row.direction ?? "flat",
      cell: (row) =>
        row.direction === null ? (
          <span className="text-fg-3">flat{row.positionSide === null ? "" : ` ${row.positionSide}`}</span>
        ) : (
          <>
            <SidePill side={row.direction} />
            {margin?.settingOf(row)}
          </>
        ),
      isFacet: true,
      isKey: true,
    },
    {
      id: "size",
      label: "Size",
      kind: "number",
      width: 136,
      // Fees leave less than a lot behind; all of it is shown, as all of it is owned.
      value: (row) => unitsText(row.quantityUnits, row.instrument.base),
      cell: ({ instrument: { base }, quantityUnits }) => (
        <>
          {formatUnitsAt(quantityUnits, currencyOf(base).decimals, placesOf(base))}{" "}
          <span className="text-fg-3">{base}</span>
        </>
      ),
    },
    {
      id: "unrealised",
      label: money("Unrealised PnL"),
      kind: "number",
      width: 136,
      hint: "At the mark, the fees of its entry included",
      value: (row) => row.unrealised,
      live: (row) => unrealisedFigure(now.row(row)),
      total: () => totalFigure(now.totals(), "unrealisedUnits"),
      isKey: true,
    },
    // What is at risk stands before what only says how it came to be: on a narrow table the rest is scrolled to.
    ...(liquidation === undefined ? [] : [liquidation]),
    ...protectionColumns<PositionRow>(store),
    {
      id: "entry",
      label: "Entry",
      kind: "number",
      width: 92,
      hint: "The average price of its fills; of coins what one cost on average, fees included",
      value: (row) => (row.entryTicks === null ? null : formatPrice(row.instrument, row.entryTicks)),
      cell: (row) => (row.entryTicks === null ? UNKNOWN : groupDigits(formatPrice(row.instrument, row.entryTicks))),
    },
    {
      id: "mark",
      label: "Mark",
      kind: "number",
      width: 92,
      value: (row) => row.mark,
      live: (row) => markFigure(now.row(row)),
    },
    {
      id: "value",
      label: money("Value"),
      kind: "number",
      width: 104,
      value: (row) => (row.valueUnits === null ? null : unitsText(row.valueUnits, row.instrument.quote)),
      live: (row) => valueFigure(now.row(row)),
      total: () => totalFigure(now.totals(), "valueUnits"),
    },
    {
      id: "percent",
      label: "%",
      kind: "number",
      width: 76,
      hint: "Unrealised profit or loss of what the position cost; of a perpetual, of the margin put up for it (ROE)",
      value: (row) => unrealisedPercent(row)?.toFixed(4) ?? null,
      live: (row) => percentFigure(now.row(row)),
    },
    ...others,
    {
      id: "realised",
      label: money("Realised PnL"),
      kind: "number",
      width: 116,
      value: (row) => unitsText(row.realisedUnits, row.instrument.quote),
      cell: ({ instrument: { quote }, realisedUnits }) => (
        <Pnl amount={unitsText(realisedUnits, quote)} places={placesOf(quote)} />
      ),
      total: () => totalFigure(now.totals(), "realisedUnits"),
    },
    {
      id: "actions",
      label: "Actions",
      kind: "actions",
      width: margin === null ? 144 : 204,
      value: () => null,
      cell: (row) =>
        row.direction === null ? null : (
          <>
            <ProtectButton instrument={row.instrument} positionSide={row.positionSide} />
            {margin?.reverseOf(row)}
            <CloseButtons row={row} />
          </>
        ),
    },
  ];
}
