import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import { TapeError } from "../tape-error.ts";

/** A CSV file's name and its first line. */
export type CsvHeader = { readonly name: string; readonly text: string };

/** The columns of a CSV by name, from its header; throws naming those that are missing. */
export function findColumns<Name extends string>(
  header: CsvHeader,
  wanted: Readonly<Record<Name, readonly string[]>>,
): Record<Name, number> {
  const names = headerNames(header.text);
  const found = {} as Record<Name, number>;
  for (const name of Object.keys(wanted) as Name[]) {
    const place = names.findIndex((column) => wanted[name].includes(column));
    if (place < 0) {
      const missing = wanted[name].join('" or "');
      throw new TapeError(header.name, 1, `has no column "${missing}". Its header is "${header.text.slice(0, 200)}".`);
    }
    found[name] = place;
  }
  return found;
}

export const headerNames = (header: string): readonly string[] =>
  header.split(",").map((name) => name.trim().toLowerCase());

const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** UTC milliseconds from a whole or fractional count of `unitMs`. */
export function readInstant(name: string, line: number, text: string | undefined, unitMs: number): Timestamp {
  const at = text !== undefined && /^\d{1,17}(\.\d{1,9})?$/.test(text) ? Math.floor(Number(text) * unitMs) : Number.NaN;
  if (at >= EARLIEST && at < LATEST) return at;
  throw new TapeError(
    name,
    line,
    `Time "${text ?? ""}" is no instant in ${unitMs === 1 ? "milliseconds" : "seconds"} since 1970.`,
  );
}
