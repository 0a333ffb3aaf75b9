const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/**
 * The first instant of a calendar day in a time zone and the first of the next, in UTC ms; a day with a change of clocks has 23
 * or 25 hours. Null for a day that no calendar has, or a zone that nobody knows.
 */
export function zonedDay(day: string, timeZone: string): { readonly from: number; readonly until: number } | null {
  const found = DAY.exec(day);
  if (found === null) return null;
  const midnight = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  if (new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const offsetAt = offsetReader(timeZone);
  if (offsetAt === null) return null;
  return { from: startOf(midnight, offsetAt), until: startOf(midnight + DAY_MS, offsetAt) };
}

/** The calendar day of an instant in a time zone, as `2026-11-21`; null for a zone that nobody knows. */
export function dayIn(at: number, timeZone: string): string | null {
  const offsetAt = offsetReader(timeZone);
  return offsetAt === null ? null : new Date(at + offsetAt(at)).toISOString().slice(0, 10);
}

/** The first instant of the day whose midnight a clock in UTC would show at `midnight`. */
function startOf(midnight: number, offsetAt: (at: number) => number): number {
  const before = offsetAt(midnight - DAY_MS);
  for (const offset of [before, offsetAt(midnight + DAY_MS)]) {
    if (offsetAt(midnight - offset) === offset) return midnight - offset;
  }
  return midnight - before; // Midnight is skipped: the day begins where the clocks are put forward.
}

function offsetReader(timeZone: string): ((at: number) => number) | null {
  try {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    const formatter = new Intl.DateTimeFormat("en-US", { timeZone, ...parts, ...clock });
    return (at) => {
      const read = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const part = (name: Intl.DateTimeFormatPartTypes) => read.get(name) ?? 0;
      const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
      return wall - Math.floor(at / 1_000) * 1_000;
    };
  } catch {
    return null;
  }
}
