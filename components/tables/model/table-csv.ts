import { csvInstant, csvLine } from "../../../server/domain/export/csv.ts";
import { isData, type TableColumn } from "./table-column.ts";

/** The rows as raw values: decimals ungrouped, instants in ISO 8601 UTC, and where it is money, whose in the last column. */
export function tableCsv<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], mode: string | null): string {
  const data = columns.filter(isData);
  const last = (text: string | null) => (text === null ? [] : [text]);
  const head = csvLine([...data.map((column) => csvName(column)), ...last(mode === null ? null : "mode")]);
  const lines = rows.map((row) => csvLine([...data.map((column) => rawText(column, row)), ...last(mode)]));
  return [head, ...lines].join("");
}

const csvName = <Row>({ id, kind }: TableColumn<Row>): string => (kind === "time" ? `${id}_utc` : id);

function rawText<Row>({ kind, value }: TableColumn<Row>, row: Row): string | null {
  const raw = value(row);
  if (raw === null) return null;
  return kind === "time" ? csvInstant(Number(raw)) : String(raw);
}
