import { type CellValue, compareValues, isData, isSortable, type TableColumn } from "./table-column.ts";
import { orderedIds, type TableLayout } from "./table-layout.ts";

type ColumnLayout = Pick<TableLayout, "order" | "shown">;
type RowLayout = Pick<TableLayout, "sorting" | "filters" | "text">;

export const isColumnShown = <Row>(
  { id, isHidden }: TableColumn<Row>,
  { shown }: Pick<TableLayout, "shown">,
): boolean => shown[id] ?? isHidden !== true;

/** All columns in the person's order, and those of them that are on screen. */
export function arrangeColumns<Row>(columns: readonly TableColumn<Row>[], layout: ColumnLayout) {
  const order = orderedIds(
    columns.map(({ id }) => id),
    layout.order,
  );
  const arranged = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  return { order, shown: arranged.filter((column) => isColumnShown(column, layout)) };
}

/** The rows that pass the filters, sorted; rows that sort alike stay in their order, and those without a value come last. */
export function arrangeRows<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  layout: RowLayout,
): readonly Row[] {
  return sortRows(columns, filterRows(columns, rows, layout), layout);
}

/** The words of one column, with how many of the rows that pass the other filters have them. */
export function countWords<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  layout: RowLayout,
  id: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const column = columns.find((other) => other.id === id);
  if (column === undefined) return counts;
  for (const row of filterRows(columns, rows, { ...layout, filters: { ...layout.filters, [id]: [] } })) {
    const word = wordOf(column, row);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

const wordOf = <Row>(column: TableColumn<Row>, row: Row): string => String(column.value(row) ?? "");

function filterRows<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  { filters, text }: RowLayout,
): readonly Row[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const searched = columns.filter(isData);
  const limits = columns.flatMap((column) => {
    const words = filters[column.id] ?? [];
    return words.length === 0 ? [] : [{ column, words }];
  });
  if (wanted.length === 0 && limits.length === 0) return rows;
  return rows.filter(
    (row) =>
      limits.every(({ column, words }) => words.includes(wordOf(column, row))) &&
      wanted.every((word) => searched.some((column) => wordOf(column, row).toLowerCase().includes(word))),
  );
}

function sortRows<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  { sorting }: RowLayout,
): readonly Row[] {
  const keys = sorting.flatMap(({ id, desc }) => {
    const column = columns.find((other) => other.id === id);
    return column === undefined || !isSortable(column) ? [] : [{ column, desc }];
  });
  if (keys.length === 0) return rows;
  const valued = rows.map((row) => ({ row, values: keys.map(({ column }) => column.value(row)) }));
  const compare = (a: readonly CellValue[], b: readonly CellValue[]): number => {
    for (const [place, { column, desc }] of keys.entries()) {
      const [one = null, other = null] = [a[place], b[place]];
      const order = compareValues(column.kind, one, other);
      if (order !== 0) return desc && one !== null && other !== null ? -order : order;
    }
    return 0;
  };
  return valued.sort((a, b) => compare(a.values, b.values)).map(({ row }) => row);
}
