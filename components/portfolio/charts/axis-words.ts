import { formatDecimal } from "../../ui/format-decimal.ts";
import { formatClock, formatDay } from "../../ui/format-time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What stands under a curve: the clock within two days, its seconds within minutes, else the day. */
export function axisTime(at: number, span: number): string {
  if (span < 10 * MINUTE_MS) return formatClock(at);
  if (span <= 2 * DAY_MS) return formatClock(at).replace(/:\d\d(?=$| )/, "");
  const [day, month, year] = formatDay(at).split(" ");
  return span > 300 * DAY_MS ? `${month} ${year}` : `${day} ${month}`;
}

/** An amount beside a curve: no more decimals than tell the ticks apart. */
export const axisAmount = (value: number): string => formatDecimal(value.toFixed(2), Number.isInteger(value) ? 0 : 2);
