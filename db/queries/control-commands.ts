import type { Client } from "../client.ts";

export type PendingControlCommand = {
  readonly portfolioId: string;
  /** Grows with each command asked, over all portfolios. */
  readonly number: number;
  readonly key: string;
  /** JSON text; read it with `parseExact`. */
  readonly action: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** By the database's clock, which also set both instants. */
  readonly isExpired: boolean;
};

/** What waits for these portfolios with a number above `afterNumber`, in the order in which it was asked. */
export async function pendingControlCommands(
  sql: Client,
  portfolioIds: readonly string[],
  afterNumber = 0,
): Promise<PendingControlCommand[]> {
  const rows = await sql<
    {
      portfolio_id: string;
      number: string;
      key: string;
      action: string;
      user_id: string;
      created: string;
      expires: string;
      is_expired: boolean;
    }[]
  >`
    select portfolio_id, number, key, action::text as action, user_id,
      (extract(epoch from created_at) * 1000)::bigint as created, (extract(epoch from expires_at) * 1000)::bigint as expires,
      expires_at <= clock_timestamp() as is_expired
    from control_command
    where status = 'pending' and portfolio_id = any(${[...portfolioIds]}::uuid[]) and number > ${afterNumber}
    order by portfolio_id, number`;
  return rows.map((row) => ({
    portfolioId: row.portfolio_id,
    number: Number(row.number),
    key: row.key,
    action: row.action,
    userId: row.user_id,
    createdAt: Number(row.created),
    expiresAt: Number(row.expires),
    isExpired: row.is_expired,
  }));
}
