import fc from "fast-check";
import { expect, it } from "vitest";
import { type DebtChange, debtLines } from "../../../server/domain/borrowing/debt-lines.ts";
import {
  type Borrowing,
  type Loan,
  loanOf,
  owedUnits,
  squared,
  withLoan,
} from "../../../server/domain/borrowing/loan.ts";
import { add } from "../../../server/domain/money/integer.ts";

const loan = (currency: string, borrowedUnits: number, interestUnits = 0): Loan => ({
  currency,
  borrowedUnits,
  interestUnits,
  chargedTotalUnits: interestUnits,
  chargedAt: 0,
});

const changed = (...loans: readonly Loan[]): DebtChange => ({ kind: "borrowing-changed", loans });

it("tells borrowing, repaying, interest and what the venue wrote off apart", () => {
  const lines = debtLines(
    [loan("USDT", 500, 3)],
    [
      changed(loan("USDT", 900, 3)),
      changed(loan("USDT", 900, 3), loan("BTC", 40)),
      { kind: "interest-charged", currency: "BTC", units: 7 },
      changed(loan("USDT", 900, 10), loan("BTC", 40)),
      changed(loan("USDT", 600, 0), loan("BTC", 40)),
      changed(loan("USDT", 600, 0), loan("BTC", 0)),
      { kind: "debt-forgiven", currency: "USDT", units: 600 },
      changed(loan("USDT", 0), loan("BTC", 0)),
    ],
  );
  const none = { forgivenUnits: 0, interestUnits: 0, owedUnits: 0 };
  expect(lines).toEqual([
    { currency: "BTC", borrowedUnits: 40, repaidUnits: 40, ...none, interestUnits: 7 },
    { currency: "USDT", borrowedUnits: 400, repaidUnits: 310, ...none, forgivenUnits: 600 },
  ]);
});

it("shows a debt that stood all day, and leaves out one that was repaid long ago", () => {
  expect(debtLines([loan("USDT", 5), loan("ETH", 0)], [changed(loan("USDT", 5), loan("ETH", 0))])).toEqual([
    { currency: "USDT", borrowedUnits: 0, repaidUnits: 0, forgivenUnits: 0, interestUnits: 0, owedUnits: 5 },
  ]);
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant("money" as const),
    currency: fc.constantFrom("USDT", "BTC"),
    units: fc.integer({ min: -1e9, max: 1e9 }),
  }),
  fc.record({
    kind: fc.constant("stamp" as const),
    currency: fc.constantFrom("USDT", "BTC"),
    units: fc.integer({ min: 1, max: 1e6 }),
  }),
  fc.record({ kind: fc.constant("forgive" as const), currency: fc.constantFrom("USDT", "BTC"), units: fc.constant(0) }),
);

it("adds up: owed at first + borrowed + charged − repaid − written off = owed at the end, cut anywhere", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, cut) => {
      let borrowing: Borrowing = { leverage: 3, loans: [] };
      const wallets = new Map<string, number | bigint>();
      const changes: DebtChange[] = [];
      let [before, from]: [Borrowing, number] = [borrowing, 0];
      steps.forEach(({ kind, currency, units }, index) => {
        if (index === cut) [before, from] = [borrowing, changes.length];
        if (kind === "stamp") {
          // Whatever was borrowed, the interest is owed in the portfolio's own currency.
          const own = loanOf(borrowing, "USDT");
          borrowing = withLoan(borrowing, { ...own, interestUnits: add(own.interestUnits, units) });
          changes.push({ kind: "interest-charged", currency, units }, changed(...borrowing.loans));
        } else if (kind === "forgive") {
          const debt = loanOf(borrowing, currency);
          borrowing = withLoan(borrowing, { ...debt, borrowedUnits: 0, interestUnits: 0 });
          changes.push({ kind: "debt-forgiven", currency, units: owedUnits(debt) }, changed(...borrowing.loans));
        }
        const total = add(wallets.get(currency) ?? 0, kind === "money" ? units : 0);
        const after = squared(loanOf(borrowing, currency), total, 0, index);
        wallets.set(currency, after?.totalUnits ?? total);
        if (after === null) return;
        borrowing = withLoan(borrowing, after.loan);
        changes.push(changed(...borrowing.loans));
      });
      const lines = debtLines(before.loans, changes.slice(from));
      const charged = lines.reduce((sum, { interestUnits }) => sum + BigInt(interestUnits), 0n);
      for (const currency of ["USDT", "BTC"]) {
        const line = lines.find((other) => other.currency === currency);
        const of = (units: number | bigint | undefined) => BigInt(units ?? 0);
        const end =
          of(owedUnits(loanOf(before, currency))) +
          of(line?.borrowedUnits) +
          (currency === "USDT" ? charged : 0n) -
          of(line?.repaidUnits) -
          of(line?.forgivenUnits);
        expect(end).toBe(of(owedUnits(loanOf(borrowing, currency))));
        expect(of(line?.owedUnits)).toBe(end);
      }
    }),
  );
});
