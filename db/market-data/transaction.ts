import type postgres from "postgres";
import type { Client } from "../client.ts";

/** A client, or a transaction somebody else commits. */
export type Connection = Client | postgres.TransactionSql;

/** Runs `action` in the transaction that is open, or in one of its own. */
export const inTransaction = <T>(sql: Connection, action: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> =>
  run(sql, "", action);

/** Runs `action`, which only reads, on one unchanging picture of the database; in an open transaction on what that one sees. */
export const inSnapshot = <T>(sql: Connection, action: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> =>
  run(sql, "isolation level repeatable read read only", action);

async function run<T>(sql: Connection, mode: string, action: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> {
  if ("savepoint" in sql) return action(sql);
  let result: { value: T } | undefined;
  await sql.begin(mode, async (transaction) => {
    result = { value: await action(transaction) };
  });
  if (result === undefined) throw new Error("The transaction ended without a result");
  return result.value;
}
