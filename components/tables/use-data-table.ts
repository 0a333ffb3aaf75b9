"use client";

import { useMemo, useState } from "react";
import { useStored } from "../preferences/preferences.ts";
import { arrangeColumns, arrangeRows, countWords } from "./model/arrange-rows.ts";
import type { TableColumn } from "./model/table-column.ts";
import { tableCsv } from "./model/table-csv.ts";
import { clampWidth, PLAIN_LAYOUT, readLayout, type Sorting, type TableLayout } from "./model/table-layout.ts";
import { saveText } from "./save-text.ts";

/** Rows that the desk itself sorts and filters, a page at a time. */
type ServedRows = {
  readonly sorting: readonly Sorting[];
  readonly onSort: (sorting: readonly Sorting[]) => void;
  readonly total: number | null;
  /** The last row has come into view. */
  readonly onEnd: () => void;
  /** Brings all of them as a file. */
  readonly onExport: () => void;
  /** Rows that are not there yet are held a place each: none stands anywhere but where the desk has put it. */
  readonly isSparse?: boolean;
};

export type DataTableInput<Row extends object> = {
  /** Its layout is kept under this name. */
  readonly name: string;
  readonly label: string;
  /** The same array while nothing of it changes. */
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Whose money it is: a column of the export. Null where it is about no money. */
  readonly mode: string | null;
  readonly isSelectable?: boolean;
  readonly sorting?: readonly Sorting[];
  readonly served?: ServedRows;
};

const NO_SORTING: readonly Sorting[] = [];
const NOTHING: Partial<TableLayout> = {};

/** A table's rows as a person has arranged them, and every way to arrange them anew. */
export function useDataTable<Row extends object>(input: DataTableInput<Row>) {
  const { name, columns, rowId, mode, served, sorting = NO_SORTING } = input;
  const [stored, store] = useStored<Partial<TableLayout>>(`table.${name}`, NOTHING);
  const [selected, setSelected] = useState<Readonly<Record<string, boolean>>>({});
  const layout = useMemo(() => {
    const read = readLayout(stored);
    if (served !== undefined) return { ...read, sorting: served.sorting, filters: {}, text: "" };
    return stored.sorting === undefined ? { ...read, sorting } : read;
  }, [stored, sorting, served]);
  const change = (part: Partial<TableLayout>) => {
    if (part.sorting !== undefined && served !== undefined) return served.onSort(part.sorting);
    store({ ...stored, ...part });
  };
  const { rows } = input;
  const { order, shown } = useMemo(() => arrangeColumns(columns, layout), [columns, layout]);
  const isServed = served !== undefined;
  const arranged = useMemo(
    () => (isServed ? rows : arrangeRows(columns, rows, layout)),
    [isServed, columns, rows, layout],
  );
  const chosen = rows.filter((row) => selected[rowId(row)] === true);

  return {
    name,
    label: input.label,
    mode,
    rowId,
    columns,
    layout,
    change,
    served,
    isSelectable: input.isSelectable === true,
    /** The columns on screen, in their order. */
    shown,
    /** Filtered and sorted. */
    rows: arranged,
    total: served === undefined ? rows.length : served.total,
    order,
    selected,
    /** The chosen rows that still exist. */
    chosen,
    select: (ids: readonly string[], isChosen: boolean) =>
      setSelected((known) => ({ ...known, ...Object.fromEntries(ids.map((id) => [id, isChosen])) })),
    clearSelection: () => setSelected({}),
    /** The words of a column with how many rows have them, under the other filters. */
    facetsOf: (id: string) => countWords(columns, rows, layout, id),
    setWidth: (id: string, width: number) => change({ widths: { ...layout.widths, [id]: clampWidth(width) } }),
    reset: () => store({ views: layout.views, density: layout.density }),
    restore: (view: Partial<TableLayout>) => {
      store({ ...PLAIN_LAYOUT, ...view, views: layout.views });
      served?.onSort(view.sorting ?? NO_SORTING);
    },
    exportCsv: () => {
      if (served !== undefined) served.onExport();
      else saveText(`tradewind-${name}.csv`, tableCsv(shown, arranged, mode));
    },
  };
}

export type DataTableModel<Row extends object> = ReturnType<typeof useDataTable<Row>>;
