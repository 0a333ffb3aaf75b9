import {
  type ColumnDef,
  columnFacetingFeature,
  columnFilteringFeature,
  columnOrderingFeature,
  columnVisibilityFeature,
  createFacetedRowModel,
  createFacetedUniqueValues,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { compareValues, isSortable, type TableColumn } from "./table-column.ts";
import { orderedIds, type TableLayout } from "./table-layout.ts";

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  columnFacetingFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  facetedRowModel: createFacetedRowModel(),
  facetedUniqueValues: createFacetedUniqueValues(),
});

type Features = typeof features;

/** The table's columns as TanStack Table takes them; keep the result while the columns stay the same. */
export function columnDefs<Row extends object>(columns: readonly TableColumn<Row>[]): ColumnDef<Features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => column.value(row) ?? undefined,
    enableSorting: isSortable(column),
    enableGlobalFilter: column.kind !== "actions",
    sortUndefined: "last" as const,
    sortFn: (a, b) => compareValues(column.kind, column.value(a.original), column.value(b.original)),
    filterFn: (row, id, words: readonly string[]) => words.includes(String(row.getValue(id) ?? "")),
  }));
}

export type TableInput<Row extends object> = {
  readonly columns: readonly TableColumn<Row>[];
  readonly defs: ColumnDef<Features, Row>[];
  readonly rows: Row[];
  readonly rowId: (row: Row) => string;
  readonly layout: TableLayout;
  /** The rows come sorted and filtered. */
  readonly isServed: boolean;
};

export const isColumnShown = <Row>({ id, isHidden }: TableColumn<Row>, { shown }: TableLayout): boolean =>
  shown[id] ?? isHidden !== true;

/** What a person has made of the table, in the words of TanStack Table. */
export function tableOptionsFor<Row extends object>(input: TableInput<Row>) {
  const { columns, defs, rows, rowId, layout, isServed } = input;
  return {
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    manualSorting: isServed,
    manualFiltering: isServed,
    globalFilterFn: (row: { getValue: (id: string) => unknown }, id: string, text: string) =>
      String(row.getValue(id) ?? "")
        .toLowerCase()
        .includes(text.toLowerCase()),
    getColumnCanGlobalFilter: () => true,
    state: {
      columnOrder: orderedIds(
        columns.map(({ id }) => id),
        layout.order,
      ),
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, isColumnShown(column, layout)])),
      sorting: layout.sorting
        .filter(({ id }) => columns.some((column) => column.id === id))
        .map((entry) => ({ ...entry })),
      columnFilters: Object.entries(layout.filters)
        .filter(([id, words]) => words.length > 0 && columns.some((column) => column.id === id))
        .map(([id, value]) => ({ id, value })),
      globalFilter: layout.text.trim(),
    },
  };
}
