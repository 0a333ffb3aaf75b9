import type { Client } from "../client.ts";

/**
 * Takes the portfolio for `holder` when nobody holds it, its lease has run out, or it is the holder's own; null when
 * another holds it. Each taking raises the epoch, so that an older session's commits are refused.
 */
export async function acquireLease(
  sql: Client,
  portfolioId: string,
  holder: string,
  ttlMs: number,
): Promise<{ epoch: number } | null> {
  const [row] = await sql<{ epoch: string }[]>`
    update portfolio_state
    set epoch = epoch + 1, lease_holder = ${holder}, lease_expires_at = clock_timestamp() + ${ttlMs} * interval '1 ms'
    where portfolio_id = ${portfolioId}
      and (lease_holder is null or lease_holder = ${holder} or lease_expires_at <= clock_timestamp())
    returning epoch`;
  return row === undefined ? null : { epoch: Number(row.epoch) };
}

/** False when the lease is no longer ours. */
export async function renewLease(
  sql: Client,
  portfolioId: string,
  holder: string,
  epoch: number,
  ttlMs: number,
): Promise<boolean> {
  const { count } = await sql`
    update portfolio_state set lease_expires_at = clock_timestamp() + ${ttlMs} * interval '1 ms'
    where portfolio_id = ${portfolioId} and lease_holder = ${holder} and epoch = ${epoch}`;
  return count === 1;
}

/** Who holds the portfolio now; null when nobody does. */
export async function readLease(sql: Client, portfolioId: string): Promise<{ holder: string; epoch: number } | null> {
  const [row] = await sql<{ lease_holder: string | null; epoch: string }[]>`
    select lease_holder, epoch from portfolio_state where portfolio_id = ${portfolioId}`;
  return row === undefined || row.lease_holder === null ? null : { holder: row.lease_holder, epoch: Number(row.epoch) };
}

export async function releaseLease(sql: Client, portfolioId: string, holder: string, epoch: number): Promise<void> {
  await sql`
    update portfolio_state set lease_holder = null, lease_expires_at = null
    where portfolio_id = ${portfolioId} and lease_holder = ${holder} and epoch = ${epoch}`;
}
