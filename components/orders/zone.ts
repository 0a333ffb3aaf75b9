import { dayIn, zonedDay } from "../../server/domain/time/zoned-day.ts";
import { formatLocale } from "../ui/format-locale.ts";

/** The chosen zone under a name that the desk knows as well. */
export function zoneName(): string {
  const { timeZone } = formatLocale();
  return timeZone === "local" ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone;
}

/** The calendar day of an instant in the chosen zone, as `2026-11-21`. */
export const dayOf = (at: number): string => dayIn(at, zoneName()) ?? new Date(at).toISOString().slice(0, 10);

/** A calendar day of the chosen zone as instants; null for a day that no calendar has. */
export const boundsOf = (day: string): { readonly from: number; readonly until: number } | null =>
  zonedDay(day, zoneName());
