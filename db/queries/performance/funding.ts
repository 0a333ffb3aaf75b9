import { add, type Integer } from "../../../server/domain/money/integer.ts";
import { parseExact } from "../../../server/domain/money/integer-json.ts";
import { formatUnits } from "../../../server/domain/money/money.ts";
import type { Reader } from "../recovery.ts";
import type { CommitSpan } from "./lending.ts";

const ROWS_MAX = 2_000;

/** Funding of one position at one stamp; the amount is an exact decimal text, received when positive. */
export type FundingPayment = {
  readonly instrumentId: string;
  readonly at: number;
  readonly currency: string;
  readonly amount: string;
  /** An exact signed fraction of the notional, paid by longs when positive. */
  readonly rate: string;
};

type Booked = {
  readonly kind: string;
  readonly instrumentId: string;
  readonly currency: string;
  readonly rate: string;
  readonly units: Integer;
  readonly at: number;
};

/** The funding that was booked after `from`, until `to`, by the tape: newest first, at most 2,000 commits of it. */
export async function readFunding(
  sql: Reader,
  portfolioId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<FundingPayment[]> {
  // A commit stands at or after what it books.
  const rows = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at > ${from} and changes like '%"kind":"funding-booked"%'
    order by at desc limit ${ROWS_MAX}`;
  return rows
    .flatMap(({ changes }) => parseExact(changes) as readonly Booked[])
    .filter(({ kind, at }) => kind === "funding-booked" && at > from && at <= to)
    .map(({ instrumentId, at, currency, rate, units }) => ({
      instrumentId,
      at,
      currency,
      amount: formatUnits(units, currency),
      rate,
    }))
    .sort((a, b) => b.at - a.at || (a.instrumentId < b.instrumentId ? -1 : 1));
}

/** All funding that was booked in a span of commits, whatever its stamp: an exact sum in units of each currency. */
export async function sumFunding(
  sql: Reader,
  portfolioId: string,
  { from, to, after, until }: Required<CommitSpan>,
): Promise<ReadonlyMap<string, Integer>> {
  const rows = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at >= ${from} and at <= ${to} and sequence > ${after} and sequence <= ${until}
      and changes like '%"kind":"funding-booked"%'`;
  const sums = new Map<string, Integer>();
  for (const { kind, currency, units } of rows.flatMap(({ changes }) => parseExact(changes) as readonly Booked[]))
    if (kind === "funding-booked") sums.set(currency, add(sums.get(currency) ?? 0, units));
  return sums;
}
