import { csvInstant, csvLine } from "../../../server/domain/export/csv.ts";
import type { TableColumn } from "./table-column.ts";

/** The rows as raw values: decimals ungrouped, instants in ISO 8601 UTC, and whose money it is in the last column. */
export function tableCsv<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], mode: string): string {
  const data = columns.filter((column) => column.kind !== "actions");
  const head = csvLine([...data.map((column) => csvName(column)), "mode"]);
  const lines = rows.map((row) => csvLine([...data.map((column) => rawText(column, row)), mode]));
  return [head, ...lines].join("");
}

const csvName = <Row>({ id, kind }: TableColumn<Row>): string => (kind === "time" ? `${id}_utc` : id);

function rawText<Row>({ kind, value }: TableColumn<Row>, row: Row): string | null {
  const raw = value(row);
  if (raw === null) return null;
  return kind === "time" ? csvInstant(Number(raw)) : String(raw);
}
