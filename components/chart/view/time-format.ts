import { formatClock, formatDay, wallTime, zoneLabel } from "../../ui/format-time.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const withoutSeconds = (clock: string): string => clock.replace(/^(\d+:\d+):\d+/, "$1");

/** A mark of the time axis in the person's zone. `kind` as the library counts: year, month, day, time, time with seconds. */
export function formatAxisMark(at: number, kind: number): string {
  const { year, month, day } = wallTime(at);
  if (kind === 0) return String(year);
  if (kind === 1) return MONTHS[month] ?? "";
  if (kind === 2) return String(day);
  return kind === 3 ? withoutSeconds(formatClock(at)) : formatClock(at);
}

/** `21 Nov 2026 02:14`; of whole days the day alone. */
export const formatBarTime = (at: number, isDay: boolean): string =>
  isDay ? formatDay(at) : `${formatDay(at)} ${withoutSeconds(formatClock(at))}`;

/** `21 Nov 2026 02:14 UTC+2`. */
export const formatBarTimeZone = (at: number): string => `${formatBarTime(at, false)} ${zoneLabel(at)}`;

/** `02:14:33`, `04:59`: how long until something; never below nothing. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return `${hours === 0 ? "" : `${pad(hours)}:`}${pad(minutes)}:${pad(seconds % 60)}`;
}
