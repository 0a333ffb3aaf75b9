import { add, type Integer, min, subtract } from "../money/integer.ts";
import { type Loan, owedUnits } from "./loan.ts";

/** What a journal tells of debts, in its order. */
export type DebtChange =
  | { readonly kind: "borrowing-changed"; readonly loans: readonly Loan[] }
  /** In units of the portfolio's own currency, whatever was borrowed. */
  | { readonly kind: "interest-charged"; readonly currency: string; readonly units: Integer }
  | { readonly kind: "debt-forgiven"; readonly currency: string; readonly units: Integer };

/** What happened to the debt in one currency, in its units; the interest is in those of the portfolio's own currency. */
export type DebtLine = {
  readonly currency: string;
  readonly borrowedUnits: Integer;
  /** Interest that was paid counts. */
  readonly repaidUnits: Integer;
  /** Written off by the venue. */
  readonly forgivenUnits: Integer;
  /** Charged for what was borrowed of this currency. */
  readonly interestUnits: Integer;
  /** At the end, with interest that was not paid yet. */
  readonly owedUnits: Integer;
};

type Line = { -readonly [Key in keyof DebtLine]: DebtLine[Key] };

const positive = (units: Integer): Integer => (units > 0 ? units : 0);

/**
 * What was borrowed, repaid and charged between two moments, by currency in the order of the alphabet; those of which nothing was and is
 * owed are left out. `before` is what was owed at the first of them. Exact.
 */
export function debtLines(before: readonly Loan[], changes: Iterable<DebtChange>): readonly DebtLine[] {
  const lines = new Map<string, Line>();
  const loans = new Map(before.map((loan) => [loan.currency, loan]));
  const forgiven = new Map<string, Integer>();
  const lineOf = (currency: string): Line => {
    let line = lines.get(currency);
    if (line === undefined) {
      line = { currency, borrowedUnits: 0, repaidUnits: 0, forgivenUnits: 0, interestUnits: 0, owedUnits: 0 };
      lines.set(currency, line);
    }
    return line;
  };
  for (const change of changes) {
    if (change.kind === "interest-charged") {
      const line = lineOf(change.currency);
      line.interestUnits = add(line.interestUnits, change.units);
    } else if (change.kind === "debt-forgiven") {
      const line = lineOf(change.currency);
      line.forgivenUnits = add(line.forgivenUnits, change.units);
      forgiven.set(change.currency, add(forgiven.get(change.currency) ?? 0, change.units));
    } else {
      for (const loan of change.loans) {
        const was = loans.get(loan.currency);
        loans.set(loan.currency, loan);
        const grown = subtract(loan.borrowedUnits, was?.borrowedUnits ?? 0);
        const unpaid = subtract(loan.interestUnits, was?.interestUnits ?? 0);
        if (grown === 0 && unpaid >= 0) continue;
        const line = lineOf(loan.currency);
        const fallen = add(positive(subtract(0, grown)), positive(subtract(0, unpaid)));
        const writtenOff = min(fallen, forgiven.get(loan.currency) ?? 0);
        forgiven.set(loan.currency, subtract(forgiven.get(loan.currency) ?? 0, writtenOff));
        line.borrowedUnits = add(line.borrowedUnits, positive(grown));
        line.repaidUnits = add(line.repaidUnits, subtract(fallen, writtenOff));
      }
    }
  }
  for (const loan of loans.values()) if (owedUnits(loan) > 0) lineOf(loan.currency).owedUnits = owedUnits(loan);
  return [...lines.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
