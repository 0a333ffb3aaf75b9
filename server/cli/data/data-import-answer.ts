import { seriesName } from "../../domain/markets/data-series.ts";
import type { ImportReport, RowProblems } from "../../domain/markets/import-report.ts";
import { formatTimestamp } from "../../domain/time/timestamp.ts";
import { count, counted } from "../count-words.ts";

const PROBLEMS_SHOWN = 20;
const CONFLICTS_SHOWN = 5;

export function importDocument({ outcome, files, series, problems }: ImportReport) {
  return {
    outcome,
    files,
    series: series.map(({ series: key, ...written }) => ({ ...key, ...written })),
    problems: {
      total: problems.total,
      byCode: Object.entries(problems.byCode).map(([code, rows]) => ({ code, rows })),
      first: problems.first,
    },
  };
}

export function importText({ outcome, files, series, problems }: ImportReport): string {
  const isWritten = outcome === "imported";
  const lines = series.map(({ series: key, rows, added, unchanged, conflicts, firstAt, lastAt, corrected }) => {
    const span =
      firstAt === null || lastAt === null ? "" : `, ${formatTimestamp(firstAt)} to ${formatTimestamp(lastAt)}`;
    const known = isWritten ? `: ${count(added)} added, ${count(unchanged)} stored already` : "";
    const differing =
      conflicts === 0 ? "" : `, ${count(conflicts)} ${conflicts === 1 ? "differs" : "differ"} from what is stored`;
    const corrections =
      corrected === 0
        ? ""
        : ` and ${conflicts === 1 ? "was" : "were"} corrected in ${counted(corrected, "new version")}`;
    return `${seriesName(key)}: ${counted(rows, "row")}${span}${known}${differing}${corrections}`;
  });
  for (const { series: key, conflicts, corrected, firstConflicts } of series) {
    if (conflicts === 0 || corrected > 0) continue;
    lines.push(`What differs of ${seriesName(key)} was not written; --correct --reason TEXT makes it new versions:`);
    for (const { at, stored, given } of firstConflicts.slice(0, CONFLICTS_SHOWN))
      lines.push(`  ${formatTimestamp(at)}: stored ${stored}; given ${given}`);
  }
  for (const { file, keptOut } of files) {
    if (keptOut === 0) continue;
    const what = keptOut === 1 ? "1 candle was" : `${count(keptOut)} candles were`;
    lines.push(`${file}: ${what} left out, perhaps still forming; --last-candle keep takes what had closed.`);
  }
  if (problems.total > 0)
    lines.push(`${counted(problems.total, "bad row was", "bad rows were")} left out:`, ...problemLines(problems));
  if (!isWritten) lines.push("Only read: nothing was written.");
  return lines.join("\n");
}

export function problemLines({ total, first }: RowProblems): readonly string[] {
  const shown = first.slice(0, PROBLEMS_SHOWN).map(({ file, row, message }) => `  ${file}, row ${row}: ${message}`);
  return total > shown.length ? [...shown, `  and ${count(total - shown.length)} more`] : shown;
}
