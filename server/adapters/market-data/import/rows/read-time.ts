import type { TimeUnit } from "../../../../domain/markets/import-report.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const NUMBER = /^\d{1,20}(?:\.\d{1,12})?$/;
const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** A reader of one column of times: UTC milliseconds, rounded down; NaN for what is no instant between 2009 and 2100. */
export type TimeReader = (text: string) => Timestamp;

/** The unit that makes a number a present-day instant; `iso` for what is no number. */
export function unitOf(text: string): TimeUnit {
  if (!NUMBER.test(text)) return "iso";
  const value = Number(text);
  return value < 1e11 ? "s" : value < 1e14 ? "ms" : value < 1e17 ? "us" : "ns";
}

export function timeReader(unit: TimeUnit, timezone: string | undefined): TimeReader {
  const read = unit === "iso" ? writtenReader(timezone) : numberReader(unit);
  return (text) => {
    const at = read(text);
    return at >= EARLIEST && at < LATEST ? at : Number.NaN;
  };
}

function numberReader(unit: Exclude<TimeUnit, "iso">): TimeReader {
  switch (unit) {
    case "ms":
      return (text) => (NUMBER.test(text) ? Math.floor(Number(text)) : Number.NaN);
    case "us":
      return (text) => (NUMBER.test(text) ? Math.floor(Number(text) / 1_000) : Number.NaN);
    // Beyond 2^53: cut the digits instead of dividing the number.
    case "ns":
      return (text) => (NUMBER.test(text) ? Number((text.split(".")[0] ?? "").slice(0, -6)) : Number.NaN);
    case "s":
      return (text) => (NUMBER.test(text) ? secondsToMs(text) : Number.NaN);
  }
}

/** Seconds with a fraction, by their digits: times 1000 as a float could fall into the millisecond before. */
function secondsToMs(text: string): Timestamp {
  const [whole = "", fraction = ""] = text.split(".");
  return Number(whole) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function writtenReader(timezone: string | undefined): TimeReader {
  const offsetAt = timezone === undefined || timezone === "UTC" ? null : zoneOffset(timezone);
  return (text) => {
    const match = WRITTEN.exec(text);
    if (match === null) return Number.NaN;
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
    const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    if (new Date(wall).getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59) return Number.NaN;
    const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
    if (offset === "Z" || offset === "UTC" || (offset === undefined && offsetAt === null)) return wall + ms;
    if (offset !== undefined) return wall - offsetMs(offset) + ms;
    return offsetAt === null ? Number.NaN : fromWall(wall, offsetAt) + ms;
  };
}

function offsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(":", "") || "0");
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

const DAY_MS = 86_400_000;

/** NaN for an hour that the clocks skip, and for one that they show twice: nobody can tell which is meant. */
function fromWall(wall: number, offsetAt: (at: number) => number): Timestamp {
  const candidates = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)];
  const valid = new Set(candidates.filter((at) => at + offsetAt(at) === wall));
  return valid.size === 1 ? ([...valid][0] as number) : Number.NaN;
}

/** Throws a RangeError for an unknown timezone. */
function zoneOffset(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / 900_000) * 900_000;
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const part = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter;
    known.set(quarter, offset);
    return offset;
  };
}
