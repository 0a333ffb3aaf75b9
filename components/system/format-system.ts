import { UNKNOWN } from "../ui/format-decimal.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** `812 MB`, `4.1 GB`: three digits at most, in powers of a thousand. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return UNKNOWN;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** `12 d 4 h`, `3 h 20 min`, `45 s`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `0.4 ms`, `12 ms`, `1.2 s`. */
export function formatMs(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

export const formatShare = (fraction: number | null): string =>
  fraction === null ? UNKNOWN : `${Math.round(fraction * 100)}%`;
