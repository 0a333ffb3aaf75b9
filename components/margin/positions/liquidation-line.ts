import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { ChartLine } from "../../chart/layers/chart-line.ts";
import { formatChartPrice } from "../../chart/view/price-format.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { marginView, openMargin } from "../margin-view.ts";

/** Where the venue would close the position of this market; null where nothing is margined, or never would. */
export function liquidationLine(
  instrument: Instrument,
  snapshot: PortfolioSnapshot,
  marks: MarksFrame | null,
): ChartLine | null {
  const view = marginView(instrument, { snapshot, marks });
  const liquidation = view === null ? null : openMargin(view)?.liquidation;
  if (!liquidation) return null;
  const price = Number(formatPrice(instrument, liquidation.ticks));
  return {
    id: "liquidation",
    kind: "liquidation",
    price,
    label: `Liquidation ${liquidation.percent.toFixed(1)}%`,
    axis: formatChartPrice(instrument, price),
    side: null,
    isDashed: true,
    canMove: false,
    canCancel: false,
  };
}
