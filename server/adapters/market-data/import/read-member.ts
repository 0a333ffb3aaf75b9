import type { ImportFormat } from "../../../domain/markets/import-report.ts";
import type { FileMember } from "./files/file-member.ts";
import type { ReadOptions } from "./import-options.ts";
import { readCapture } from "./read-capture.ts";
import { type ReadInto, type ReadRows, readRows } from "./read-rows.ts";
import { openContent } from "./tables/open-table.ts";
import { requireIdentity, understandTable } from "./understand-table.ts";

/** Reads one file into the series it belongs to, whatever it is. */
export async function readMember(
  member: FileMember,
  options: ReadOptions,
  into: ReadInto,
): Promise<ReadRows & { readonly format: ImportFormat }> {
  const content = await openContent(member, options.mapping?.delimiter);
  if (content.kind === "capture")
    return { format: "capture", ...(await readCapture(member, content.lines, options, into)) };
  const understood = understandTable(member, content.table, options);
  requireIdentity(understood);
  return { format: content.table.format, ...(await readRows(understood, options, into)) };
}
