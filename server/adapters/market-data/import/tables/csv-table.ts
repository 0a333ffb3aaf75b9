import type { FileMember } from "../files/file-member.ts";
import { CsvCells, splitLine } from "./csv-cells.ts";
import { SAMPLE_ROWS, type Table } from "./table.ts";
import { forEachLine } from "./text-lines.ts";

/** What stands in a row and names no column: a number, a time, a truth. */
const VALUE = /^(?:-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\d{4}-\d{2}-\d{2}.*|true|false)$/i;
const DELIMITERS = [",", ";", "\t", "|"];

/** A text in rows and columns; null when its first lines are none. Remarks (#) and the address that some sites write before the header are passed over. */
export function readCsvTable(
  member: FileMember,
  lines: readonly string[],
  givenDelimiter: string | undefined,
): Table | null {
  const start = lines.findIndex((line) => line.trim() !== "" && !/^(#|https?:\/\/)/.test(line));
  const first = lines[start];
  if (first === undefined) return null;
  const delimiter = givenDelimiter ?? mostFrequent(first);
  const firstCells = splitLine(first, delimiter);
  if (firstCells.length < 2) return null;
  const names = firstCells.filter((cell) => cell !== "");
  const hasHeader = names.length > 1 && names.every((name) => !VALUE.test(name));
  const headerLine = hasHeader ? start + 1 : start;
  const sample = lines
    .slice(headerLine)
    .filter((line) => line !== "")
    .slice(0, SAMPLE_ROWS)
    .map((line) => splitLine(line, delimiter));
  return {
    format: "csv",
    columns: hasHeader ? firstCells : null,
    sample,
    forEachRow(handle, afterPortion) {
      const cells = new CsvCells(delimiter);
      return forEachLine(
        member,
        (text, from, to, line) => {
          if (line > headerLine && to > from) handle(cells.load(text, from, to), line);
        },
        afterPortion,
      );
    },
  };
}

function mostFrequent(line: string): string {
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string;
}
