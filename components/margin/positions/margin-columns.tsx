import type { ReactNode } from "react";
import { isIsolated } from "../../../server/domain/margin/margin-account.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import type { PositionRow } from "../../trade/position-rows.ts";
import { Pnl } from "../../ui/figure.tsx";
import { formatBalance, placesOf } from "../../ui/format-amount.ts";
import { MoveMarginButtons } from "../moving/move-margin-buttons.tsx";
import { LiquidationCell, liquidationFigure } from "./margin-cells.tsx";
import { ReverseButton } from "./reverse-button.tsx";

const marginText = ({ instrument: { quote }, margin }: PositionRow): string | null =>
  margin === null || margin.netLots === 0 ? null : formatScaled(margin.marginUnits, currencyOf(quote).decimals);

const fundingText = ({ instrument: { quote }, margin }: PositionRow): string | null =>
  margin === null ? null : formatScaled(margin.fundingUnits, currencyOf(quote).decimals);

/** What a perpetual's position has besides: where it is liquidated, what stands behind it, and its funding. */
export function marginColumns(store: DeskStore, isMoneyHidden = false): TableColumn<PositionRow>[] {
  return [
    {
      id: "liquidation",
      label: "Liq. price",
      kind: "number",
      width: 152,
      hint: "The mark at which the venue closes the position, and how far the mark is from there",
      value: (row) => (row.margin === null ? null : (liquidationFigure(store.read(), row).value?.toFixed(4) ?? null)),
      cell: ({ instrument, positionSide, margin, direction }) =>
        margin === null || direction === null ? null : (
          <LiquidationCell instrument={instrument} positionSide={positionSide} />
        ),
    },
    {
      id: "margin",
      label: "Margin",
      kind: "number",
      width: 144,
      hint: "Held back behind the position: its initial margin, and what has come to it since where it is isolated",
      value: marginText,
      cell: ({ instrument, positionSide, margin }) =>
        margin === null || margin.netLots === 0 ? null : isMoneyHidden ? (
          "•••"
        ) : (
          <span className="inline-flex items-center gap-1">
            {isIsolated(margin) ? <MoveMarginButtons instrument={instrument} positionSide={positionSide} /> : null}
            {formatBalance(margin.marginUnits, instrument.quote)}
          </span>
        ),
    },
    {
      id: "funding",
      label: "Funding",
      kind: "number",
      width: 84,
      hint: "Received for the position that is open; paid when negative",
      value: fundingText,
      cell: (row) => {
        const text = fundingText(row);
        if (text === null || row.direction === null) return null;
        return isMoneyHidden ? "•••" : <Pnl amount={text} places={placesOf(row.instrument.quote)} />;
      },
    },
  ];
}

/** How it is margined, beside its side. */
export const settingOf = ({ margin }: PositionRow): ReactNode =>
  margin === null ? null : (
    <span className="ml-1 text-fg-3" data-testid="margin-setting">
      {margin.leverage}×<span className="in-[[role=row]]:max-sm:hidden"> {margin.mode}</span>
    </span>
  );

/** What turns it around. */
export const reverseOf = (row: PositionRow): ReactNode => (row.margin === null ? null : <ReverseButton row={row} />);
