import type { Reader } from "../../../../db/queries/recovery.ts";
import { present } from "../../../domain/errors/invariant.ts";

/** What a portfolio is counted in. */
export async function readBaseCurrency(sql: Reader, portfolioId: string): Promise<string> {
  const [row] = await sql<{ base_currency: string }[]>`select base_currency from portfolio where id = ${portfolioId}`;
  return present(row, `Portfolio ${portfolioId} is not stored`).base_currency;
}
