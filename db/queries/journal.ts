import type { Client } from "../client.ts";

export type JournalRow = {
  readonly portfolioId: string;
  readonly sequence: number;
  readonly at: number;
  readonly feedPosition: number | null;
  /** The exact JSON text of the changes. */
  readonly changes: string;
  readonly stateHash: string | null;
};

/** The commits after a sequence, oldest first. Row 0 is the portfolio's opening: ask after -1 for the whole story. */
export async function readJournal(
  sql: Client,
  portfolioId: string,
  afterSequence: number,
  limit: number,
): Promise<JournalRow[]> {
  const rows = await sql<
    { sequence: string; at: string; feed_position: string | null; changes: string; state_hash: string | null }[]
  >`
    select sequence, at, feed_position, changes, state_hash from journal
    where portfolio_id = ${portfolioId} and sequence > ${afterSequence} order by sequence limit ${limit}`;
  return rows.map((row) => ({
    portfolioId,
    sequence: Number(row.sequence),
    at: Number(row.at),
    feedPosition: row.feed_position === null ? null : Number(row.feed_position),
    changes: row.changes,
    stateHash: row.state_hash,
  }));
}
