import type { Shortcut } from "../../shortcuts/shortcut-desk.ts";

type TableKey = Omit<Shortcut, "run" | "worksInInputs">;

/** What a key does with the row that has the focus. Several tables mean the same by the same key. */
export type RowKey<Row> = TableKey & { readonly run: (row: Row) => void };

export const ACT_KEY: TableKey = {
  id: "table.act",
  keys: "x",
  scope: "table",
  label: "Cancel the order, close the position",
};
export const EDIT_KEY: TableKey = { id: "table.edit", keys: "a", scope: "table", label: "Change the order" };
export const CLOSE_KEY: TableKey = { id: "table.close", keys: "c", scope: "table", label: "Close the row's position" };
export const HALF_KEY: TableKey = {
  id: "table.half",
  keys: "Shift+c",
  scope: "table",
  label: "Close half of the row's position",
};
