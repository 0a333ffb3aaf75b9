import { currencyOf } from "../../../server/domain/money/currency.ts";
import type { Reader } from "../recovery.ts";

/** One unit of the currency as a decimal text: what a count of units is multiplied with to be an amount. */
export const unitOf = (currency: string): string => `1e-${currencyOf(currency).decimals}`;

/** What the portfolio began with, in its base currency: an exact decimal text. */
export async function readOpeningBalance(sql: Reader, portfolioId: string, baseCurrency: string): Promise<string> {
  const [row] = await sql<{ total: string }[]>`
    select trim_scale(coalesce(sum(rtrim(c ->> 'totalUnits', 'n')::numeric * ${unitOf(baseCurrency)}::numeric), 0)) as total
    from journal j, json_array_elements(j.changes::json) c
    where j.portfolio_id = ${portfolioId} and j.sequence = 0
      and c ->> 'kind' = 'balance-changed' and c ->> 'currency' = ${baseCurrency}`;
  return row?.total ?? "0";
}

/** All that was paid in less all that was paid out until now, the opening balance included: an exact decimal text. */
export async function readNetFlow(sql: Reader, portfolioId: string, baseCurrency: string): Promise<string> {
  const opening = await readOpeningBalance(sql, portfolioId, baseCurrency);
  const [row] = await sql<{ total: string }[]>`
    select trim_scale(${opening}::numeric + coalesce(sum(amount), 0)) as total
    from cash_flow where portfolio_id = ${portfolioId} and currency = ${baseCurrency}`;
  return row?.total ?? opening;
}
