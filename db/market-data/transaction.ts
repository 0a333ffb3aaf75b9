import type postgres from "postgres";
import type { Client } from "../client.ts";

/** A client, or a transaction somebody else commits. */
export type Connection = Client | postgres.TransactionSql;

/** Runs `action` in the transaction that is open, or in one of its own. */
export async function inTransaction<T>(
  sql: Connection,
  action: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  if ("savepoint" in sql) return action(sql);
  let result: { value: T } | undefined;
  await sql.begin(async (transaction) => {
    result = { value: await action(transaction) };
  });
  if (result === undefined) throw new Error("The transaction ended without a result");
  return result.value;
}
