import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { positionRows, positionTotals } from "../../trade/position-rows.ts";

/** Exposure over equity as a ratio: 0.42 is 0.42×. Null while something held has no mark, or nothing is left. */
export function leverageOf(snapshot: PortfolioSnapshot, marks: MarksFrame): number | null {
  const equity = Number(marks.equity);
  const rows = positionRows(snapshot, marks);
  if (!rows.some(({ direction }) => direction !== null)) return 0;
  const totals = positionTotals(rows);
  if (totals === null || totals.valueUnits === null || totals.currency !== marks.currency || equity <= 0) return null;
  return Number(formatScaled(totals.valueUnits, currencyOf(totals.currency).decimals)) / equity;
}
