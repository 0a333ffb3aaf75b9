import { formatScaledShort } from "../money/decimal.ts";
import { fromBigInt } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import { newSlot, readDecimal } from "./columns/decimal-text.ts";

/** Funding of a perpetual, ascending by time: `rate` is a plain decimal text, a signed fraction of notional longs pay to shorts. */
export type FundingRates = {
  readonly length: number;
  /** When it was settled, UTC milliseconds. */
  readonly at: Float64Array;
  readonly rate: readonly string[];
};

export type FundingProblem = {
  readonly code: "bad-time" | "not-a-number" | "absurd";
  /** Quotes the value. */
  readonly message: string;
};

/** A time that came again: `row` and `firstRow` count the rows that were accepted, from 0. */
type RepeatedFunding = { readonly at: Timestamp; readonly row: number; readonly firstRow: number };

export type BuiltFunding = {
  readonly columns: FundingRates;
  readonly duplicates: readonly RepeatedFunding[];
  /** Rows that differ from an earlier one of the same time, which was kept. */
  readonly conflicts: readonly RepeatedFunding[];
};

/** No venue charges its whole notional at once: such a rate is a percentage or another column. */
const RATE_MAX = 1;

/** Exact decimal texts in, rates by time out; rows may come in any order. */
export class FundingRatesBuilder {
  readonly #at: number[] = [];
  readonly #rate: string[] = [];
  readonly #slot = newSlot();

  /** Rows accepted so far. */
  get length(): number {
    return this.#at.length;
  }

  add(at: Timestamp, rate: string): FundingProblem | null {
    if (!Number.isSafeInteger(at) || at < 0) return { code: "bad-time", message: `Time "${at}" is no UTC millisecond` };
    if (!readDecimal(rate, this.#slot))
      return { code: "not-a-number", message: `Funding rate "${rate}" is no plain decimal number` };
    const { mantissa, decimals, wide } = this.#slot;
    if (Math.abs(mantissa / 10 ** decimals) >= RATE_MAX)
      return {
        code: "absurd",
        message: `Funding rate "${rate}" is at least 1: give it as a fraction, 0.0001 for 0.01 %`,
      };
    this.#at.push(at);
    this.#rate.push(formatScaledShort(wide === null ? mantissa : fromBigInt(wide), decimals));
    return null;
  }

  finish(): BuiltFunding {
    const duplicates: RepeatedFunding[] = [];
    const conflicts: RepeatedFunding[] = [];
    const rowOf = new Map<number, number>();
    for (const [row, at] of this.#at.entries()) {
      const firstRow = rowOf.get(at);
      if (firstRow === undefined) rowOf.set(at, row);
      else (this.#rate[row] === this.#rate[firstRow] ? duplicates : conflicts).push({ at, row, firstRow });
    }
    const rows = [...rowOf].sort(([a], [b]) => a - b);
    const columns = {
      length: rows.length,
      at: Float64Array.from(rows, ([at]) => at),
      rate: rows.map(([, row]) => this.#rate[row] as string),
    };
    return { columns, duplicates, conflicts };
  }
}
