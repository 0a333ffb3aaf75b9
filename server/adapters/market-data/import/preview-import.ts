import type { ImportPreview } from "../../../domain/markets/import-report.ts";
import type { ImportFile, ImportOptions } from "./import-options.ts";

/** Reads files whole without writing: what they are, their first rows, the columns as understood, and what is wrong. */
export function previewImport(_files: readonly ImportFile[], _options: ImportOptions): Promise<ImportPreview> {
  throw new Error("being written");
}
