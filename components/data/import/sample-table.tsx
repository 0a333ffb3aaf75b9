import type { PreviewedFile } from "../data-client.ts";
import { ScrollBox } from "../scroll-box.tsx";

const CELL_LENGTH_MAX = 120;

/** The first rows as the file writes them, each column under its name and what it is read as. */
export function SampleTable({ file }: { readonly file: PreviewedFile }) {
  const { rows, columns, mapping } = file;
  if (rows.length === 0) return null;
  const readAs = new Map(Object.entries(mapping?.columns ?? {}).map(([field, column]) => [column, field]));
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  const heads = Array.from({ length: width }, (_, index) => columns[index] ?? String(index + 1));
  return (
    <section aria-label="First rows" className="flex shrink-0 flex-col gap-1.5">
      <h3 className="font-semibold">
        First {rows.length} {rows.length === 1 ? "row" : "rows"}
      </h3>
      <ScrollBox label="Rows as the file writes them" className="max-h-[420px] rounded-md border border-line">
        <table className="grid-table" data-testid="sample">
          <thead>
            <tr>
              <th>#</th>
              {heads.map((head) => (
                <th key={head}>
                  {head}
                  {readAs.has(head) && readAs.get(head) !== head ? (
                    <span className="ml-1 text-accent">→ {readAs.get(head)?.replaceAll("_", " ")}</span>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: Rows of a file have no other name than their place.
              <tr key={index}>
                <td className="text-fg-3">{index + 1}</td>
                {heads.map((head, column) => (
                  <td key={head}>{short(row[column] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

const short = (cell: string): string =>
  cell.length <= CELL_LENGTH_MAX ? cell : `${cell.slice(0, CELL_LENGTH_MAX - 1)}…`;
