import { add, type Integer, min, subtract } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import { type BorrowLeverage, nextStampAt } from "./lending-terms.ts";

/** What a portfolio owes of a currency, in its units. Interest bears none itself, and is repaid first. */
export type Loan = {
  readonly currency: string;
  readonly borrowedUnits: Integer;
  /** Charged and not paid yet. It is charged in the portfolio's own currency, whatever was borrowed. */
  readonly interestUnits: Integer;
  /** All that this debt has ever cost, in units of the portfolio's own currency. */
  readonly chargedTotalUnits: Integer;
  /** The newest stamp that was charged, or when the debt began. */
  readonly chargedAt: Timestamp;
};

/** How far a portfolio may borrow, and all that it owes; those repaid stay for what they have cost. */
export type Borrowing = { readonly leverage: BorrowLeverage; readonly loans: readonly Loan[] };

export const NO_BORROWING: Borrowing = { leverage: 1, loans: [] };

const noLoan = (currency: string): Loan => ({
  currency,
  borrowedUnits: 0,
  interestUnits: 0,
  chargedTotalUnits: 0,
  chargedAt: 0,
});

export const loanOf = ({ loans }: Borrowing, currency: string): Loan =>
  loans.find((loan) => loan.currency === currency) ?? noLoan(currency);

export const owedUnits = ({ borrowedUnits, interestUnits }: Loan): Integer => add(borrowedUnits, interestUnits);

export const owesAnything = ({ loans }: Borrowing): boolean => loans.some((loan) => owedUnits(loan) > 0);

export function withLoan({ leverage, loans }: Borrowing, loan: Loan): Borrowing {
  const isKnown = loans.some(({ currency }) => currency === loan.currency);
  return {
    leverage,
    loans: isKnown ? loans.map((other) => (other.currency === loan.currency ? loan : other)) : [...loans, loan],
  };
}

/**
 * A wallet and its debt after money has come or gone: what is missing is borrowed, what is over repays, interest first. `keptUnits` of
 * the wallet stand behind something else. Null where nothing is to be done.
 */
export function squared(
  loan: Loan,
  totalUnits: Integer,
  keptUnits: Integer,
  at: Timestamp,
): { readonly loan: Loan; readonly totalUnits: Integer } | null {
  const over = subtract(totalUnits, keptUnits);
  const { borrowedUnits, interestUnits } = loan;
  if (over < 0) {
    const chargedAt = borrowedUnits === 0 ? at : loan.chargedAt;
    return { loan: { ...loan, borrowedUnits: subtract(borrowedUnits, over), chargedAt }, totalUnits: keptUnits };
  }
  const repaid = min(over, owedUnits(loan));
  if (repaid === 0) return null;
  const interest = min(repaid, interestUnits);
  return {
    loan: {
      ...loan,
      interestUnits: subtract(interestUnits, interest),
      borrowedUnits: subtract(borrowedUnits, subtract(repaid, interest)),
    },
    totalUnits: subtract(totalUnits, repaid),
  };
}

/** When the next interest is due; infinite while nothing is borrowed. */
export function nextInterestAt({ loans }: Borrowing): Timestamp {
  let next = Number.POSITIVE_INFINITY;
  for (const { borrowedUnits, chargedAt } of loans) {
    if (borrowedUnits > 0) next = Math.min(next, nextStampAt(chargedAt));
  }
  return next;
}
