import type { TableLayout } from "../model/table-layout.ts";

/** How many filters are in force. */
export const filterCount = ({ text, filters }: Pick<TableLayout, "text" | "filters">): number =>
  (text.trim() === "" ? 0 : 1) + Object.values(filters).filter((words) => words.length > 0).length;
