import type { DebtChange } from "../../../server/domain/borrowing/debt-lines.ts";
import type { Loan } from "../../../server/domain/borrowing/loan.ts";
import type { Integer } from "../../../server/domain/money/integer.ts";
import { parseExact } from "../../../server/domain/money/integer-json.ts";
import type { Reader } from "../recovery.ts";

type Told = DebtChange | { readonly kind: "" };

/** What was owed before the first commit at or after `from`, and all that was told of debts before `until`, in order. */
export async function readDebts(
  sql: Reader,
  portfolioId: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<{ readonly before: readonly Loan[]; readonly changes: readonly DebtChange[] }> {
  // Whatever is charged or written off changes what is owed, in the same commit.
  const earlier = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at < ${from} and changes like '%"kind":"borrowing-changed"%'
    order by at desc, sequence desc limit 1`;
  const rows = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at >= ${from} and at < ${until} and changes like '%"kind":"borrowing-changed"%'
    order by at, sequence`;
  const told = ({ changes }: { changes: string }) => (parseExact(changes) as readonly Told[]).filter(isOfDebts);
  const before = earlier.flatMap(told).findLast(({ kind }) => kind === "borrowing-changed");
  return { before: before?.kind === "borrowing-changed" ? before.loans : [], changes: rows.flatMap(told) };
}

const isOfDebts = (change: Told): change is DebtChange =>
  change.kind === "borrowing-changed" || change.kind === "interest-charged" || change.kind === "debt-forgiven";

/** The venue warned how little stands behind what is borrowed; in units of the portfolio's own currency. */
export type MarginCall = { readonly at: number; readonly assetsUnits: Integer; readonly debtUnits: Integer };

/** The venue's warnings of a range, in order. */
export async function readMarginCalls(
  sql: Reader,
  portfolioId: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<readonly MarginCall[]> {
  const rows = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at >= ${from} and at < ${until} and changes like '%"kind":"margin-called"%'
    order by at, sequence`;
  return rows
    .flatMap(({ changes }) => parseExact(changes) as readonly (MarginCall & { readonly kind: string })[])
    .filter(({ kind }) => kind === "margin-called");
}

/** Interest of a stamp in units of the portfolio's own currency, or a debt that the venue wrote off. */
export type Charge = {
  readonly kind: "interest-charged" | "debt-forgiven";
  readonly currency: string;
  readonly units: Integer;
  /** Of the stamp, or of the tape. */
  readonly at: number;
};

/** Commits of a portfolio: at or after the one instant and until the other, and after the one sequence and until the other. */
export type CommitSpan = {
  readonly from: number;
  readonly to: number;
  readonly after?: number;
  readonly until?: number;
};

/** What borrowing cost and what was written off, as it was booked, in order. */
export async function readCharges(
  sql: Reader,
  portfolioId: string,
  { from, to, after = -1, until = Number.MAX_SAFE_INTEGER }: CommitSpan,
): Promise<readonly Charge[]> {
  const rows = await sql<{ changes: string }[]>`
    select changes from journal
    where portfolio_id = ${portfolioId} and at >= ${from} and at <= ${to} and sequence > ${after} and sequence <= ${until}
      and (changes like '%"kind":"interest-charged"%' or changes like '%"kind":"debt-forgiven"%')
    order by at, sequence`;
  return rows
    .flatMap(({ changes }) => parseExact(changes) as readonly (Charge | { readonly kind: "" })[])
    .filter(isCharge);
}

const isCharge = (change: Charge | { readonly kind: "" }): change is Charge =>
  change.kind === "interest-charged" || change.kind === "debt-forgiven";
