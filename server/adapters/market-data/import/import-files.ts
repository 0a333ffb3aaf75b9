import postgres from "postgres";
import type { Client } from "../../../../db/client.ts";
import type {
  ImportedFile,
  ImportOutcome,
  ImportRefusal,
  ImportReport,
} from "../../../domain/markets/import-report.ts";
import type { FileMember } from "./files/file-member.ts";
import { openMembers } from "./files/open-members.ts";
import { ImportError } from "./import-error.ts";
import type { ImportFile, ImportOptions } from "./import-options.ts";
import { readMember } from "./read-member.ts";
import { ProblemList } from "./rows/problem-list.ts";
import { SeriesTargets } from "./targets/series-targets.ts";
import { seriesWriter } from "./targets/series-writer.ts";

const ATTEMPTS_MAX = 5;
const DEADLOCK = "40P01";

/**
 * Reads files of market data and writes what they hold in one transaction: everything, or nothing when a file is refused or,
 * unless only the good rows are wanted, a row is bad. Importing the same again adds nothing. Rejects when it is aborted or the
 * database fails; then nothing is written either.
 */
export async function importFiles(
  sql: Client,
  files: readonly ImportFile[],
  options: ImportOptions,
): Promise<ImportReport> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await importOnce(sql, files, options);
    } catch (cause) {
      // Files name their series as they are read, so two imports may lock the same ones in opposite order.
      const isDeadlock = cause instanceof postgres.PostgresError && cause.code === DEADLOCK;
      if (!isDeadlock || attempt === ATTEMPTS_MAX) throw cause;
    }
  }
}

async function importOnce(sql: Client, files: readonly ImportFile[], options: ImportOptions): Promise<ImportReport> {
  const run = new ImportRun(files, options);
  let report: ImportReport | undefined;
  try {
    await sql.begin(async (transaction) => {
      report = await run.carryOut(transaction);
      if (report.outcome !== "imported") throw new RolledBack();
    });
  } catch (cause) {
    if (!(cause instanceof RolledBack)) throw cause;
  }
  if (report === undefined) throw new Error("The import ended without a report");
  return report;
}

/** What {@link importFiles} would read, and what is wrong with it; without a store, so what it holds already is not known. */
export function checkFiles(files: readonly ImportFile[], options: ImportOptions): Promise<ImportReport> {
  return new ImportRun(files, options).carryOut(null);
}

/** Ends the transaction of an import that writes nothing. */
class RolledBack extends Error {}

class ImportRun {
  readonly #files: readonly ImportFile[];
  readonly #options: ImportOptions;
  readonly #problems = new ProblemList();
  readonly #read: ImportedFile[] = [];

  constructor(files: readonly ImportFile[], options: ImportOptions) {
    this.#files = files;
    this.#options = options;
  }

  async carryOut(transaction: postgres.TransactionSql | null): Promise<ImportReport> {
    const { correctionReason = null, userId = null, onBadRows } = this.#options;
    const reason = `import of ${this.#files.map(({ name }) => name).join(", ")}`.slice(0, 500);
    const writer = transaction === null ? null : seriesWriter(transaction, { reason, userId, correctionReason });
    const targets = new SeriesTargets(writer, this.#problems);
    try {
      await this.#readAll(targets);
      if (this.#problems.total > 0 && onBadRows === "refuse-all")
        return this.#report("refused", targets, this.#badRows());
      await targets.finish();
    } catch (cause) {
      if (cause instanceof ImportError) return this.#report("refused", targets, cause.refusal);
      if (cause instanceof RangeError) return this.#report("refused", targets, outOfRange(cause));
      throw cause;
    }
    return this.#report(transaction === null ? "checked" : "imported", targets, null);
  }

  async #readAll(targets: SeriesTargets): Promise<void> {
    const members: FileMember[] = [];
    for (const file of this.#files) members.push(...(await openMembers(file)));
    const total = members.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    let done = 0;
    for (const member of members) {
      const onPortion = () =>
        this.#options.onProgress?.({ done: done + member.packedRead(), total, unit: "bytes", note: member.name });
      const before = this.#problems.total;
      const { format, rows, keptOut } = await readMember(member, this.#options, {
        targets,
        problems: this.#problems,
        onPortion,
      });
      this.#read.push({ file: member.name, format, rows, bad: this.#problems.total - before, keptOut });
      done += member.packedBytes;
    }
    this.#options.onProgress?.({ done, total, unit: "bytes", note: "" });
  }

  #badRows(): ImportRefusal {
    const { total, first } = this.#problems.taken();
    const [one] = first;
    const where = one === undefined ? "" : ` The first is row ${one.row} of ${one.file}: ${one.message}`;
    const message = `${total.toLocaleString("en-US")} bad ${total === 1 ? "row" : "rows"}, so nothing was imported.${where} Repair the file, or import the good rows only.`;
    return { code: "bad-rows", file: one?.file ?? null, message };
  }

  #report(outcome: ImportOutcome, targets: SeriesTargets, refusal: ImportRefusal | null): ImportReport {
    const series = outcome === "refused" ? targets.report().map(unwritten) : targets.report();
    return { outcome, refusal, files: this.#read, series, problems: this.#problems.taken() };
  }
}

/** A refused import is rolled back whatever it had written until then. */
const unwritten = <Series extends object>(series: Series) => ({ ...series, added: 0, corrected: 0 });

const outOfRange = (cause: RangeError): ImportRefusal => ({
  code: "bad-rows",
  file: null,
  message: `What was read cannot be kept exactly: ${cause.message}.`,
});
