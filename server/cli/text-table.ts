const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rows under their heads, for the eye: numbers stand point under point and show no more places than the column needs. */
export function textTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const columns = heads.map((head, at) =>
    columnOf(
      head,
      rows.map((row) => row[at] ?? ""),
    ),
  );
  return Array.from({ length: rows.length + 1 }, (_, line) =>
    columns
      .map((cells) => cells[line] ?? "")
      .join("  ")
      .trimEnd(),
  );
}

function columnOf(head: string, cells: readonly string[]): readonly string[] {
  const isNumeric = cells.every((cell) => NUMBER.test(cell));
  const places = Math.max(0, ...cells.map((cell) => decimalsOf(cell).length));
  const shown = isNumeric ? cells.map((cell) => toPlaces(cell, places)) : cells;
  const width = Math.max(head.length, ...shown.map((cell) => cell.length));
  return [head, ...shown].map((cell) => (isNumeric ? cell.padStart(width) : cell.padEnd(width)));
}

/** Without the zeros at its end. */
const decimalsOf = (cell: string): string => (cell.split(".")[1] ?? "").replace(/0+$/, "");

const toPlaces = (cell: string, places: number): string =>
  places === 0 ? (cell.split(".")[0] ?? "") : `${cell.split(".")[0]}.${decimalsOf(cell).padEnd(places, "0")}`;
