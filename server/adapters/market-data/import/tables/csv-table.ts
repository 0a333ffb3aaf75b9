import type { FileMember } from "../files/file-member.ts";
import { CsvCells, splitLine } from "./csv-cells.ts";
import { SAMPLE_ROWS, type Table } from "./table.ts";
import { forEachLine } from "./text-lines.ts";

const DELIMITERS = [",", ";", "\t", "|"];

/** A text in rows and columns; null when its first lines are none. Lines that begin with # before the header are remarks. */
export function readCsvTable(
  member: FileMember,
  lines: readonly string[],
  givenDelimiter: string | undefined,
): Table | null {
  const start = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const first = lines[start];
  if (first === undefined) return null;
  const delimiter = givenDelimiter ?? mostFrequent(first);
  const firstCells = splitLine(first, delimiter);
  if (firstCells.length < 2) return null;
  const hasHeader = firstCells.every((cell) => cell !== "" && !/^-?\d/.test(cell)) && new Set(firstCells).size > 1;
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
