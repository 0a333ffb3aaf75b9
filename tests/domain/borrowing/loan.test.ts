import fc from "fast-check";
import { expect, it } from "vitest";
import { borrowTermsOf } from "../../../server/domain/borrowing/lending-terms.ts";
import { type Borrowing, loanOf, squared, withLoan } from "../../../server/domain/borrowing/loan.ts";
import { interestUnits } from "../../../server/domain/margin/borrow-interest.ts";
import { add } from "../../../server/domain/money/integer.ts";

const HOUR = 3_600_000;
/** USDT: millionths a day. */
const RATE = 300n;

type Step = { readonly kind: "moved"; readonly units: number; readonly kept: number } | { readonly kind: "hour" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("moved" as const),
      units: fc.integer({ min: -400, max: 400 }),
      kept: fc.nat(50),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "hour" as const }) },
);

/** One unit after the other: taken from the wallet while it has some to spare, else lent; given to interest, then to principal, then kept. */
class UnitByUnit {
  wallet = 0;
  principal = 0;
  interest = 0;

  moved(units: number, kept: number): void {
    this.wallet += units;
    while (this.wallet < kept) {
      this.wallet += 1;
      this.principal += 1;
    }
    while (this.wallet > kept && this.principal + this.interest > 0) {
      this.wallet -= 1;
      if (this.interest > 0) this.interest -= 1;
      else this.principal -= 1;
    }
  }

  hour(): void {
    // As many whole units as it takes to cover a 24th of the day's interest.
    let due = 0n;
    while (due * 24n * 1_000_000n < BigInt(this.principal) * RATE) due += 1n;
    this.interest += Number(due);
  }
}

it("borrows what is missing, repays with what is over, interest first, and charges each hour, as one unit after the other would", () => {
  const seen = { borrowed: 0, repaid: 0, charged: 0 };
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const slow = new UnitByUnit();
      let borrowing: Borrowing = { leverage: 3, loans: [] };
      let wallet = 0;
      let now = 0;
      for (const step of steps) {
        const loan = loanOf(borrowing, "USDT");
        if (step.kind === "hour") {
          now += HOUR;
          slow.hour();
          const units = interestUnits(loan.borrowedUnits, HOUR, borrowTermsOf("USDT"));
          borrowing = withLoan(borrowing, { ...loan, interestUnits: add(loan.interestUnits, units), chargedAt: now });
          if (units > 0) seen.charged += 1;
        } else {
          slow.moved(step.units, step.kept);
          const total = wallet + step.units;
          const done = squared(loan, total, step.kept, now);
          wallet = Number(done?.totalUnits ?? total);
          borrowing = withLoan(borrowing, done?.loan ?? loan);
          const grown = Number(loanOf(borrowing, "USDT").borrowedUnits) - Number(loan.borrowedUnits);
          if (grown > 0) seen.borrowed += 1;
          if (grown < 0) seen.repaid += 1;
        }
        const { borrowedUnits, interestUnits: unpaid } = loanOf(borrowing, "USDT");
        expect([wallet, Number(borrowedUnits), Number(unpaid)]).toEqual([slow.wallet, slow.principal, slow.interest]);
      }
    }),
    { numRuns: 200 },
  );
  // Each comes hundreds of times; a run with few is rare, one with none says that the steps are wrong.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});
