const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** `02:14:33` in UTC. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `21 Nov 2026` in UTC. */
export function formatDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `11-21 02:14:33` in UTC, for tables. */
export function formatRowTime(at: number): string {
  const date = new Date(at);
  return `${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())} ${formatClock(at)}`;
}
