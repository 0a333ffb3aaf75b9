import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../server/domain/time/timeframe.ts";

/** Those that stand in the bar; the rest is behind its menu. */
export const USUAL_TIMEFRAMES: readonly Timeframe[] = ["1m", "5m", "15m", "1h", "4h", "1d"];
export const OTHER_TIMEFRAMES: readonly Timeframe[] = TIMEFRAMES.filter((one) => !USUAL_TIMEFRAMES.includes(one));

/** `1D` for a day, as charts write it. */
export const timeframeLabel = (timeframe: Timeframe): string => timeframe.replace("d", "D");

/** `15 minutes`, for those who hear it. */
export function timeframeWords(timeframe: Timeframe): string {
  const count = Number.parseInt(timeframe, 10);
  const unit = timeframe.endsWith("m") ? "minute" : timeframe.endsWith("h") ? "hour" : "day";
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const isTimeframe = (text: string): text is Timeframe => TIMEFRAMES.some((one) => one === text);

const MINUTE_MS = 60_000;

/** What `15`, `4h` or `1D` means: a bare number counts minutes. Null for what is no timeframe. */
export function typedTimeframe(text: string): Timeframe | null {
  const match = /^(\d{1,4})([mhd]?)$/i.exec(text.trim());
  if (match === null) return null;
  const unit = { "": 1, m: 1, h: 60, d: 1_440 }[(match[2] ?? "").toLowerCase()] ?? 1;
  const ms = Number(match[1]) * unit * MINUTE_MS;
  return TIMEFRAMES.find((one) => timeframeMs(one) === ms) ?? null;
}
