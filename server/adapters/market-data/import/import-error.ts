import type { ImportRefusal, ImportRefusalCode } from "../../../domain/markets/import-report.ts";

/** A file that cannot be imported: says what was seen and what to do. Nothing of the whole import is written. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  readonly refusal: ImportRefusal;

  constructor(code: ImportRefusalCode, file: string | null, message: string) {
    super(file === null ? message : `${file}: ${message}`);
    this.refusal = { code, file, message: this.message };
  }
}

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
