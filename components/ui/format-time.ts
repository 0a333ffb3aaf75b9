import { formatLocale } from "./format-locale.ts";

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type WallTime = {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormatter(timeZone);
  formatters.set(timeZone, made);
  return made;
}

/** Null for a zone that this browser does not know: then UTC is shown, and the zone's label says so. */
function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const zone = timeZone === "local" ? {} : { timeZone };
  try {
    return new Intl.DateTimeFormat("en-US", {
      ...parts,
      second: "numeric",
      hourCycle: "h23",
      timeZoneName: "shortOffset",
      ...zone,
    });
  } catch {
    return null;
  }
}

/** What calendar and clock say at this instant in the zone that the person chose. */
export function wallTime(at: number): WallTime {
  const { timeZone } = formatLocale();
  const formatter = timeZone === "UTC" ? null : formatterOf(timeZone);
  if (formatter === null) {
    const date = new Date(at);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth(),
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    };
  }
  const read = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return {
    year: read.get("year") ?? 0,
    month: (read.get("month") ?? 1) - 1,
    day: read.get("day") ?? 1,
    hour: read.get("hour") ?? 0,
    minute: read.get("minute") ?? 0,
    second: read.get("second") ?? 0,
  };
}

/** `UTC`, `UTC+2`, `UTC-3:30`: the distance of the chosen zone at this instant. */
export function zoneLabel(at: number): string {
  const { timeZone } = formatLocale();
  if (timeZone === "UTC") return "UTC";
  const name = formatterOf(timeZone)
    ?.formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return (name ?? "UTC").replace("GMT", "UTC");
}

const hourOf = (hour: number): string => pad(formatLocale().hour12 ? hour % 12 || 12 : hour);
const halfOf = (hour: number): string => (formatLocale().hour12 ? (hour < 12 ? " AM" : " PM") : "");

/** `02:14:33`, or `02:14:33 AM`, in the chosen zone. */
export function formatClock(at: number): string {
  const { hour, minute, second } = wallTime(at);
  return `${hourOf(hour)}:${pad(minute)}:${pad(second)}${halfOf(hour)}`;
}

/** `02:14:33 UTC`: a clock that says where it hangs. */
export const formatClockZone = (at: number): string => `${formatClock(at)} ${zoneLabel(at)}`;

/** `21 Nov 2026` in the chosen zone. */
export function formatDay(at: number): string {
  const { year, month, day } = wallTime(at);
  return `${day} ${MONTHS[month]} ${year}`;
}

/** `11-21 02:14:33` in the chosen zone, for tables. */
export function formatRowTime(at: number): string {
  const { month, day } = wallTime(at);
  return `${pad(month + 1)}-${pad(day)} ${formatClock(at)}`;
}

/** When the day of this instant began in the chosen zone. */
export function dayBegin(at: number): number {
  const { hour, minute, second } = wallTime(at);
  const begin = at - ((hour * 60 + minute) * 60 + second) * 1_000 - (((at % 1_000) + 1_000) % 1_000);
  // Where the clocks were changed since, the way back is an hour too long or too short.
  const { hour: off } = wallTime(begin);
  if (off === 0) return begin;
  return begin + (off > 12 ? 24 - off : -off) * 3_600_000;
}
