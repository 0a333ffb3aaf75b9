import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { TapeError } from "./tape-error.ts";
import type { TapeFile } from "./tape-file.ts";

/** The columns of a CSV by name, from its header; throws naming those that are missing. */
export function findColumns<Name extends string>(
  file: TapeFile,
  wanted: Readonly<Record<Name, readonly string[]>>,
): Record<Name, number> {
  const header = (file.lines[0] ?? "").split(",").map((name) => name.trim().toLowerCase());
  const found = {} as Record<Name, number>;
  for (const name of Object.keys(wanted) as Name[]) {
    const place = header.findIndex((column) => wanted[name].includes(column));
    if (place < 0) {
      throw new TapeError(
        file.name,
        1,
        `has no column "${wanted[name].join('" or "')}". Its header is "${file.lines[0]}".`,
      );
    }
    found[name] = place;
  }
  return found;
}

export const headerNames = (file: TapeFile): readonly string[] =>
  (file.lines[0] ?? "").split(",").map((name) => name.trim().toLowerCase());

const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** UTC milliseconds from a whole or fractional count of `unitMs`. */
export function readInstant(file: TapeFile, line: number, text: string | undefined, unitMs: number): Timestamp {
  const at = text !== undefined && /^\d{1,17}(\.\d{1,9})?$/.test(text) ? Math.floor(Number(text) * unitMs) : Number.NaN;
  if (at >= EARLIEST && at < LATEST) return at;
  throw new TapeError(
    file.name,
    line,
    `Time "${text ?? ""}" is no instant in ${unitMs === 1 ? "milliseconds" : "seconds"} since 1970.`,
  );
}
