import type { ImportReport } from "../data-client.ts";

const quoted = (cell: string | number): string => {
  const text = String(cell);
  // A cell that begins like a formula is read as one by spreadsheets.
  const safe = /^[=+\-@\t]/.test(text) && typeof cell === "string" ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;

const instant = (at: number | null): string => (at === null ? "" : new Date(at).toISOString());

/** The report's series, conflicts and bad rows as one table: the first column says which of them a line is. */
export function reportCsv({ series, problems }: ImportReport): string {
  const head = ["what", "name", "at", "line", "code", "rows", "added", "unchanged", "conflicts", "detail"];
  const ofSeries = series.map((each) => {
    const name = [each.series.source, each.series.symbol, each.series.kind, each.series.timeframe ?? ""]
      .join(" ")
      .trim();
    const span = each.lastAt === null ? "" : `until ${instant(each.lastAt)}`;
    return { name, each, span };
  });
  return csv([
    head,
    ...ofSeries.map(({ name, each, span }) => [
      "series",
      name,
      instant(each.firstAt),
      "",
      "",
      each.rows,
      each.added,
      each.unchanged,
      each.conflicts,
      span,
    ]),
    ...ofSeries.flatMap(({ name, each }) =>
      each.firstConflicts.map(({ at, stored, given }) => [
        "conflict",
        name,
        instant(at),
        "",
        "",
        "",
        "",
        "",
        "",
        `stored ${stored}, given ${given}`,
      ]),
    ),
    ...problems.first.map(({ file, row, code, message }) => ["bad row", file, "", row, code, "", "", "", "", message]),
  ]);
}

export const reportJson = (report: ImportReport): string => `${JSON.stringify(report, null, 2)}\n`;

/** Hands a text to the browser as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
