import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { POSITION_SIDES, positionKey } from "../../../server/domain/positions/position-side.ts";
import type { ChartLine } from "../../chart/layers/chart-line.ts";
import { formatChartPrice } from "../../chart/view/price-format.ts";
import { isHedged } from "../../live/hedged.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { marginView, openMargin } from "../margin-view.ts";

/** Where the venue would close what is open in this market; none where nothing is margined, or it never would. A pair has one. */
export function liquidationLines(
  instrument: Instrument,
  snapshot: PortfolioSnapshot,
  marks: MarksFrame | null,
): ChartLine[] {
  const sides = isHedged(snapshot, instrument.id) ? POSITION_SIDES : [null];
  const views = sides.flatMap((side) => marginView(instrument, { snapshot, marks }, side) ?? []);
  const isPair = views.every(({ paired }) => paired !== null);
  return (isPair ? views.slice(0, 1) : views).flatMap((view): ChartLine[] => {
    const liquidation = openMargin(view)?.liquidation;
    if (!liquidation) return [];
    const price = Number(formatPrice(instrument, liquidation.ticks));
    const whose = isPair ? " of both" : view.positionSide === null ? "" : ` ${view.positionSide}`;
    return [
      {
        id: positionKey("liquidation", view.positionSide),
        kind: "liquidation",
        price,
        label: `Liquidation${whose} ${liquidation.percent.toFixed(1)}%`,
        axis: formatChartPrice(instrument, price),
        side: null,
        isDashed: true,
        canMove: false,
        canCancel: false,
      },
    ];
  });
}
