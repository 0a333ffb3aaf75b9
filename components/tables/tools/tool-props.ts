import type { DataTableModel } from "../use-data-table.ts";

export type ToolProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  /** What the table is called, where the tool has to do with an icon. */
  readonly compactFor: string | undefined;
};
