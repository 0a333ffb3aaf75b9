import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { groupDigits } from "../../ui/format-decimal.ts";

const SUBSCRIPTS = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"];
/** From so many zeros after the point on they are counted instead of written. */
const ZEROS_MIN = 4;

type Grid = Pick<Instrument, "priceDecimals" | "ticksMantissa">;

/** How many ticks a unit of price holds: the scale's own step, exact where a fraction like 1e-8 is not. */
export const ticksPerUnit = ({ priceDecimals, ticksMantissa }: Grid): number => 10 ** priceDecimals / ticksMantissa;

export const tickOf = ({ priceDecimals, ticksMantissa }: Grid): number => ticksMantissa / 10 ** priceDecimals;

/** A price of the scale on the instrument's grid, as a decimal text that an order can carry. */
export function onGrid(grid: Grid, price: number): string {
  const ticks = Math.max(1, Math.round(price * ticksPerUnit(grid)));
  return ((ticks * grid.ticksMantissa) / 10 ** grid.priceDecimals).toFixed(grid.priceDecimals);
}

/** A price for the eye with the tick's precision; a run of zeros after the point is counted: `0.0₅1234`. */
export function formatChartPrice(grid: Grid, price: number): string {
  const { priceDecimals } = grid;
  const ticks = Math.round(price * ticksPerUnit(grid));
  const text = ((ticks * grid.ticksMantissa) / 10 ** priceDecimals).toFixed(priceDecimals);
  return withSubscript(groupDigits(text));
}

/** Only texts with a point of their own are shortened: `0.00001234` is `0.0₄1234`. */
function withSubscript(text: string): string {
  const match = /^(.?0[.,]0)(0+)([1-9]\d*)$/.exec(text);
  const zeros = (match?.[2]?.length ?? 0) + 1;
  if (match === null || zeros < ZEROS_MIN) return text;
  const count = [...String(zeros)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");
  return `${match[1]}${count}${match[3]}`;
}

/** A volume in few letters: `1.84 B`, `12.3 K`, `0.042`. */
export function formatVolume(volume: number): string {
  for (const [limit, letter] of [
    [1e9, "B"],
    [1e6, "M"],
    [1e4, "K"],
  ] as const) {
    if (volume >= limit) return `${groupDigits((volume / (limit === 1e4 ? 1e3 : limit)).toFixed(2))} ${letter}`;
  }
  return groupDigits(volume.toFixed(volume >= 100 ? 1 : volume >= 1 ? 3 : 5));
}
