import { currencyOf } from "../../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../../server/domain/money/decimal.ts";
import type { Integer } from "../../../../server/domain/money/integer.ts";
import type { LiveFigure } from "../../../tables/stream/live-cells.ts";
import { formatBalance, placesOf } from "../../../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatPnl } from "../../../ui/format-pnl.ts";
import { type PositionRow, type PositionTotals, unrealisedPercent } from "../../position-rows.ts";

const unknown = (title: string): LiveFigure => ({ text: UNKNOWN, value: null, tone: "muted", title });

const whyUnmarked = ({ direction }: PositionRow): string => (direction === null ? "Nothing is held" : "No mark yet");

export const unitsText = (units: Integer, currency: string): string =>
  formatScaled(units, currencyOf(currency).decimals);

/** Profit or loss with glyph and sign; unknown is a dash whose title says why. */
function pnlFigure(amount: string | null, places: number, why: string): LiveFigure {
  if (amount === null) return unknown(why);
  const { outcome, glyph, text } = formatPnl(amount, places);
  return { text: glyph === "" ? text : `${glyph} ${text}`, value: Number(amount), tone: outcome, title: amount };
}

export function markFigure(row: PositionRow): LiveFigure {
  if (row.mark === null) return unknown(whyUnmarked(row));
  return { text: formatDecimal(row.mark, row.instrument.priceDecimals), value: Number(row.mark), tone: "plain" };
}

export function valueFigure({ instrument, valueUnits, ...row }: PositionRow): LiveFigure {
  if (valueUnits === null) return unknown(whyUnmarked({ instrument, valueUnits, ...row }));
  return { text: formatBalance(valueUnits, instrument.quote), value: Number(valueUnits), tone: "plain" };
}

export const unrealisedFigure = (row: PositionRow): LiveFigure =>
  pnlFigure(row.unrealised, placesOf(row.instrument.quote), whyUnmarked(row));

export function percentFigure(row: PositionRow): LiveFigure {
  const percent = unrealisedPercent(row);
  if (percent === null) return unknown(whyUnmarked(row));
  const figure = pnlFigure(percent.toFixed(2), 2, "");
  return { ...figure, text: `${figure.text.replace(/^[▲▼] /, "")}%` };
}

/** One sum of the pinned row; a dash while something held has no mark. */
export function totalFigure(
  totals: PositionTotals | null,
  part: "valueUnits" | "unrealisedUnits" | "realisedUnits",
): LiveFigure {
  const units = totals?.[part] ?? null;
  if (totals === null) return unknown("Not counted in one currency");
  if (units === null) return unknown("No mark yet");
  if (part === "valueUnits")
    return { text: formatBalance(units, totals.currency), value: Number(units), tone: "plain" };
  return pnlFigure(unitsText(units, totals.currency), placesOf(totals.currency), "");
}
