// A spreadsheet runs what begins so as a formula.
const FORMULA = /^[=+\-@\t\r]/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** One value of a row: quoted where it must be; text that a spreadsheet would run gets an apostrophe before it. */
function csvCell(value: string | null): string {
  if (value === null) return "";
  const safe = FORMULA.test(value) && !DECIMAL.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of RFC 4180 with its line break; null is an empty field. Numbers are decimal texts and stay as they are. */
export const csvLine = (values: readonly (string | null)[]): string => `${values.map(csvCell).join(",")}\r\n`;

/** An instant as ISO 8601 in UTC. */
export const csvInstant = (at: number): string => new Date(at).toISOString();
