import type { RowProblem, RowProblemCode, RowProblems } from "../../../../domain/markets/import-report.ts";

const FIRST = 100;

/** Problems as they are found: all counted, the first ones kept. */
export class ProblemList {
  readonly #byCode: Partial<Record<RowProblemCode, number>> = {};
  readonly #first: RowProblem[] = [];
  total = 0;

  add(file: string, row: number, code: RowProblemCode, message: string): void {
    this.total += 1;
    this.#byCode[code] = (this.#byCode[code] ?? 0) + 1;
    if (this.#first.length < FIRST) this.#first.push({ file, row, code, message });
  }

  taken(): RowProblems {
    return { total: this.total, byCode: { ...this.#byCode }, first: [...this.#first] };
  }
}
