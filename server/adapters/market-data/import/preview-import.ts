import type { ImportPreview, PreviewedFile } from "../../../domain/markets/import-report.ts";
import type { FileMember } from "./files/file-member.ts";
import { openMembers } from "./files/open-members.ts";
import { ImportError } from "./import-error.ts";
import type { ImportFile, ImportOptions } from "./import-options.ts";
import { mappingOf } from "./layouts/layout.ts";
import { readCapture } from "./read-capture.ts";
import { readRows } from "./read-rows.ts";
import { ProblemList } from "./rows/problem-list.ts";
import { openContent } from "./tables/open-table.ts";
import { SAMPLE_ROWS, type Table } from "./tables/table.ts";
import { SeriesTargets } from "./targets/series-targets.ts";
import { requireIdentity, type UnderstoodTable, understandTable } from "./understand-table.ts";

/** Reads files whole without writing: what they are, their first rows, the columns as understood, and what is wrong. */
export async function previewImport(files: readonly ImportFile[], options: ImportOptions): Promise<ImportPreview> {
  const previewed: PreviewedFile[] = [];
  for (const file of files) {
    try {
      for (const member of await openMembers(file)) previewed.push(await previewMember(member, options));
    } catch (cause) {
      if (!(cause instanceof ImportError)) throw cause;
      previewed.push({ ...unread(file.name), refusal: cause.refusal });
    }
  }
  return { files: previewed };
}

async function previewMember(member: FileMember, options: ImportOptions): Promise<PreviewedFile> {
  const problems = new ProblemList();
  let preview = unread(member.name);
  try {
    const content = await openContent(member, options.mapping?.delimiter);
    const onPortion = () =>
      options.onProgress?.({
        done: member.packedRead(),
        total: member.packedBytes,
        unit: "bytes",
        note: member.name,
      });
    const into = { targets: new SeriesTargets(null, problems), problems, onPortion };
    const read = async () => {
      if (content.kind === "capture") {
        preview = { ...preview, ...ofCapture(content.lines) };
        return readCapture(member, content.lines, options, into);
      }
      preview = { ...preview, ...ofTable(content.table) };
      const understood = understandTable(member, content.table, options);
      preview = { ...preview, ...ofUnderstood(understood) };
      requireIdentity(understood);
      return readRows(understood, options, into);
    };
    const { rows, keptOut } = await read();
    const { targets } = into;
    await targets.finish();
    const series = targets.report();
    return {
      ...preview,
      series: series.map((one) => one.series),
      rowCount: rows,
      keptOut,
      firstAt: extreme(
        Math.min,
        series.map((one) => one.firstAt),
      ),
      lastAt: extreme(
        Math.max,
        series.map((one) => one.lastAt),
      ),
      problems: problems.taken(),
    };
  } catch (cause) {
    if (!(cause instanceof ImportError)) throw cause;
    return { ...preview, problems: problems.taken(), refusal: cause.refusal };
  }
}

function extreme(pick: (...values: number[]) => number, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

const ofTable = ({ format, columns, sample }: Table) => ({
  format,
  columns: columns ?? (sample[0] ?? []).map((_, column) => String(column + 1)),
  rows: sample,
});

const ofCapture = (lines: readonly string[]) => ({
  format: "capture" as const,
  description: "messages of an exchange as they were received",
  columns: ["message"],
  rows: lines.slice(0, SAMPLE_ROWS).map((line) => [line.slice(0, 200)]),
});

function ofUnderstood({ table, layout, identity }: UnderstoodTable) {
  const series = identity.seriesOf(null);
  return {
    description: layout.description,
    mapping: mappingOf(layout, table.columns),
    kind: identity.kind,
    missing: identity.missing,
    series: series === null ? [] : [series],
  };
}

const unread = (file: string): PreviewedFile => ({
  file,
  format: null,
  description: "",
  columns: [],
  mapping: null,
  kind: null,
  series: [],
  missing: [],
  rows: [],
  rowCount: 0,
  keptOut: 0,
  firstAt: null,
  lastAt: null,
  problems: new ProblemList().taken(),
  refusal: null,
});
