import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { groupDigits, UNKNOWN } from "../ui/format-decimal.ts";

/** `4,860,212`. */
export const formatCount = (count: number): string => groupDigits(String(Math.round(count)));

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** `512 B`, `28.4 MB`; thousands, as disks are sold. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${UNITS[unit]}`;
}

/** `99.98`, and `100` only when nothing at all is missing; cut, never rounded up. */
export function formatShare(rows: number, expected: number | null): string {
  if (expected === null || expected === 0) return UNKNOWN;
  if (rows >= expected) return "100";
  const hundredths = Math.floor((rows / expected) * 10_000);
  return (hundredths / 100).toFixed(2);
}

const pad = (value: number) => String(value).padStart(2, "0");

/** `2023-03-24` in UTC. */
export const formatDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `2023-03-24 12:31` in UTC; with seconds where there are any. */
export function formatInstant(at: number): string {
  const date = new Date(at);
  const seconds = date.getUTCSeconds();
  const clock = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  return `${formatDate(at)} ${clock}${seconds === 0 ? "" : `:${pad(seconds)}`}`;
}

/** `45 s`, `80 min`, `3.5 h`, `12 d`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = seconds / 60;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  if (hours < 48) return `${Number(hours.toFixed(1))} h`;
  return `${formatCount(hours / 24)} d`;
}

/** What a series holds, short: `1m`, `1h mark`, `trades`. */
export function kindLabel({ kind, timeframe }: Pick<DataSeries, "kind" | "timeframe">): string {
  if (kind === "candles") return timeframe ?? "candles";
  if (kind === "mark-candles") return `${timeframe ?? ""} mark`.trim();
  return kind;
}
