import { readFileSync } from "node:fs";

type Row = Readonly<Record<string, string>>;
type Table = { readonly columns: readonly string[]; readonly rows: readonly Row[] };
/** The tables under each heading of the page. */
export type FormatsPage = ReadonlyMap<string, readonly Table[]>;

export function readFormatsPage(): FormatsPage {
  const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
  const sections = text.split(/^#+ /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const tables = lines.join("\n").match(/(^\|.*\|$\n?)+/gm) ?? [];
      return [heading.trim(), tables.map(readTable)];
    }),
  );
}

function readTable(text: string): Table {
  const cells = text
    .trim()
    .split("\n")
    .map((line) => line.slice(1, -1).split("|"))
    .map((row) => row.map((cell) => cell.trim().replace(/^`([^`]*)`$/, "$1")));
  const [columns = [], , ...rows] = cells;
  return { columns, rows: rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""]))) };
}

/** The rows of a section's table whose first column has this name; none without such a table. */
export function rowsOf(page: FormatsPage, heading: string, firstColumn: string): readonly Row[] {
  return page.get(heading)?.find(({ columns }) => columns[0] === firstColumn)?.rows ?? [];
}

/** Every leaf of a JSON document with its type: `users[].email` → string. */
export function typesOfLeaves(value: unknown, path = ""): [path: string, type: string][] {
  if (Array.isArray(value)) return value.flatMap((item) => typesOfLeaves(item, `${path}[]`));
  if (value === null || typeof value !== "object") return [[path, value === null ? "null" : typeof value]];
  return Object.entries(value).flatMap(([key, inner]) => typesOfLeaves(inner, path === "" ? key : `${path}.${key}`));
}
