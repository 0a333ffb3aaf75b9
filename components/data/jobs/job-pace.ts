import type { Job } from "../data-client.ts";
import { formatBytes, formatCount, formatDuration } from "../format-data.ts";

const SETTLED_MS = 1_500;

/** `4.2 MB of 17.1 MB · 2.1 MB/s · 6 s left`; what is not known yet is left out. */
export function describePace(progress: NonNullable<Job["progress"]>, now: number): string {
  const { done, total, unit, startedAt } = progress;
  if (done === 0 && total === null) return "Beginning";
  const amount = (value: number) => (unit === "bytes" ? formatBytes(value) : formatCount(value));
  const named = unit === "bytes" || unit === "" ? "" : ` ${unit}`;
  const parts = [total === null ? `${amount(done)}${named}` : `${amount(done)} of ${amount(total)}${named}`];
  const tookMs = now - startedAt;
  if (done > 0 && tookMs > SETTLED_MS) {
    const perMs = done / tookMs;
    parts.push(`${amount(perMs * 1_000)}/s`);
    if (total !== null && total > done) parts.push(`${formatDuration((total - done) / perMs)} left`);
  }
  return parts.join(" · ");
}
