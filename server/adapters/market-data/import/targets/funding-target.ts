import { newSlot, readDecimal } from "../../../../domain/markets/columns/decimal-text.ts";
import type { RowProblemCode } from "../../../../domain/markets/import-report.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

export type FundingTexts = { readonly at: Timestamp; readonly rate: string; readonly markPrice: string };

type Problem = { readonly code: RowProblemCode; readonly message: string };

const slot = newSlot();

/** Where the funding rates of one series go. */
export class FundingTarget {
  #rates: FundingTexts[] = [];

  /** The latest of the rows taken. */
  lastAt = 0;

  get length(): number {
    return this.#rates.length;
  }

  add(funding: FundingTexts): Problem | null {
    const { rate, markPrice } = funding;
    if (rate === "") return { code: "missing-cell", message: "The rate is missing." };
    if (!readDecimal(rate, slot))
      return { code: "not-a-number", message: `Rate "${rate}" is no plain decimal number.` };
    if (markPrice !== "" && !(readDecimal(markPrice, slot) && slot.mantissa > 0))
      return { code: "not-positive", message: `Mark price "${markPrice}" must be a number above 0.` };
    this.#rates.push(funding);
    this.lastAt = Math.max(this.lastAt, funding.at);
    return null;
  }

  take(): readonly FundingTexts[] {
    const taken = this.#rates;
    this.#rates = [];
    return taken;
  }
}
