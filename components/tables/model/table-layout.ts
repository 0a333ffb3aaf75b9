export type Sorting = { readonly id: string; readonly desc: boolean };

/** What a person has made of a table: kept for them, on every machine. */
export type TableLayout = {
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** Columns shown against the table's own choice (true) or put away (false). */
  readonly shown: Readonly<Record<string, boolean>>;
  readonly sorting: readonly Sorting[];
  /** The words that a column may have, by column. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
  readonly density: "desk" | "dense" | "comfortable";
  /** Arrangements under a name. */
  readonly views: Readonly<Record<string, SavedView>>;
};

export type SavedView = Omit<TableLayout, "views">;

export const PLAIN_LAYOUT: TableLayout = {
  order: [],
  widths: {},
  shown: {},
  sorting: [],
  filters: {},
  text: "",
  density: "desk",
  views: {},
};

const WIDTH_MIN = 40;
const WIDTH_MAX = 600;

/** A layout as it was stored, perhaps by an older desk: what is missing or broken is as on the first day. */
export function readLayout(stored: Partial<TableLayout>): TableLayout {
  const layout = { ...PLAIN_LAYOUT, ...stored };
  return {
    ...layout,
    order: Array.isArray(layout.order) ? layout.order : [],
    sorting: Array.isArray(layout.sorting) ? layout.sorting : [],
    text: typeof layout.text === "string" ? layout.text : "",
    widths: Object.fromEntries(
      Object.entries(layout.widths ?? {}).map(([id, width]) => [id, clampWidth(Number(width))]),
    ),
  };
}

export const clampWidth = (width: number): number =>
  Number.isFinite(width) ? Math.round(Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width))) : WIDTH_MIN;

/** All columns in the person's order; ones that came later stand where the table has them, after their neighbour. */
export function orderedIds(ids: readonly string[], order: readonly string[]): string[] {
  const known = order.filter((id) => ids.includes(id));
  return ids.reduce<string[]>((list, id, index) => {
    if (list.includes(id)) return list;
    const before = ids.slice(0, index).findLast((other) => list.includes(other));
    list.splice(before === undefined ? 0 : list.indexOf(before) + 1, 0, id);
    return list;
  }, known);
}

/** The order with one column moved by so many places. */
export function moveColumn(ids: readonly string[], id: string, places: number): string[] {
  const from = ids.indexOf(id);
  const to = Math.min(ids.length - 1, Math.max(0, from + places));
  const rest = ids.filter((other) => other !== id);
  rest.splice(to, 0, id);
  return rest;
}

/** The first press sorts, the second the other way, the third not at all; with shift other columns keep theirs. */
export function pressSort(sorting: readonly Sorting[], id: string, isNumber: boolean, isMulti: boolean): Sorting[] {
  const now = sorting.find((entry) => entry.id === id);
  const next = now === undefined ? { id, desc: isNumber } : now.desc === isNumber ? { id, desc: !isNumber } : null;
  if (!isMulti) return next === null ? [] : [next];
  if (now === undefined) return [...sorting, { id, desc: isNumber }];
  return sorting.flatMap((entry) => (entry.id === id ? (next === null ? [] : [next]) : [entry]));
}
