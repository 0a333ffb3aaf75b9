import type { Client } from "../../../../db/client.ts";
import type { ImportReport } from "../../../domain/markets/import-report.ts";
import type { ImportFile, ImportOptions } from "./import-options.ts";

/**
 * Reads files of market data and writes what they hold in one transaction: everything, or nothing when a file is refused or,
 * unless only the good rows are wanted, a row is bad. Importing the same again adds nothing.
 */
export function importFiles(
  _sql: Client,
  _files: readonly ImportFile[],
  _options: ImportOptions,
): Promise<ImportReport> {
  throw new Error("being written");
}
