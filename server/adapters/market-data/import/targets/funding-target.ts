import {
  type FundingProblem,
  type FundingRates,
  FundingRatesBuilder,
} from "../../../../domain/markets/funding-rates.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

/** Where the funding rates of one series go. */
export class FundingTarget {
  #builder = new FundingRatesBuilder();
  /** The latest of the rates taken. */
  lastAt = 0;

  get length(): number {
    return this.#builder.length;
  }

  /** Takes a rate, or says what is wrong with it. */
  add(at: Timestamp, rate: string): FundingProblem | null {
    const problem = this.#builder.add(at, rate);
    if (problem === null && at > this.lastAt) this.lastAt = at;
    return problem;
  }

  /** The rates since the last time, and begins anew. */
  take(): FundingRates {
    const { columns } = this.#builder.finish();
    this.#builder = new FundingRatesBuilder();
    return columns;
  }
}
