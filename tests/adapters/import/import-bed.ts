import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, connect } from "../../../db/client.ts";
import type { ImportFile } from "../../../server/adapters/market-data/import/import-options.ts";
import { startTestPostgres } from "../../support/postgres.ts";

const now = Date.UTC(2026, 10, 21);
export const refuseAll = { now, onBadRows: "refuse-all" } as const;
export const keepGood = { now, onBadRows: "keep-good" } as const;

export type FilesOnDisk = { put(name: string, content: string | Uint8Array): ImportFile; remove(): void };

/** A folder of its own for files to import. */
export function filesOnDisk(): FilesOnDisk {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-import-"));
  return {
    put(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return { path, name };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type ImportBed = FilesOnDisk & {
  readonly sql: Client;
  /** Forgets everything stored. */
  empty(): Promise<void>;
  close(): Promise<void>;
};

/** A folder for files and a database to import them into. */
export async function openImportBed(): Promise<ImportBed> {
  const files = filesOnDisk();
  const database = await startTestPostgres();
  const sql = connect(database.owner, { max: 4, applicationName: "import-test" });
  return {
    ...files,
    sql,
    empty: async () => {
      await sql`truncate data_series restart identity cascade`;
    },
    close: async () => {
      await sql.end();
      await database.stop();
      files.remove();
    },
  };
}

const HOUR = 3_600_000;
export const firstHour = Date.UTC(2023, 0, 1);

/** Sound candles of an hour each, as texts; the header names the usual columns. */
export function hourRows(count: number, from = firstHour): string[][] {
  return Array.from({ length: count }, (_, row) => {
    const open = 16_500 + row;
    return [`${from + row * HOUR}`, `${open}.5`, `${open + 3}.25`, `${open - 2}.75`, `${open + 1}`, `${row + 1}.001`];
  });
}

const CANDLE_HEADER = "open_time,open,high,low,close,volume";

export const csvOf = (rows: readonly (readonly string[])[], header = CANDLE_HEADER): string =>
  `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n`;
