import { listCoverage, type SeriesCoverage } from "../../../db/market-data/coverage.ts";
import { accept } from "../../domain/errors/rejection.ts";
import { seriesName } from "../../domain/markets/data-series.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { count, counted } from "../count-words.ts";
import { withDesk } from "../desk-database.ts";

export const dataListCommand: Command = {
  name: "data list",
  usage: "data list",
  summary: "lists what market data is stored",
  details: "",
  options: {},
  run: async (positionals) => {
    if (positionals.length > 0) return misused(`data list takes no "${positionals[0]}".`);
    const result = await withDesk(async ({ desk }) => accept(await listCoverage(desk.sql)));
    if (!result.ok) return refused(result.rejection);
    const series = result.value.map(({ series: key, months: _months, ...found }) => ({ ...key, ...found }));
    const text = result.value.length === 0 ? "Nothing is stored yet: tradewind data import FILE…" : table(result.value);
    return done({ series }, text);
  },
};

function table(coverage: readonly SeriesCoverage[]): string {
  const rows = coverage.map(({ series, rows: stored, firstAt, lastAt, gaps, missing, bytes }) => [
    seriesName(series),
    count(stored),
    shortInstant(firstAt),
    shortInstant(lastAt),
    missing === null || missing === 0 ? "" : `${count(missing)} missing in ${counted(gaps, "gap")}`,
    `${count(Math.ceil(bytes / 1_000))} kB`,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column === 1 || column === 5;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const shortInstant = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");
