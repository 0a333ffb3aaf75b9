import { eq } from "drizzle-orm";
import { storedInstrument } from "../../../db/queries/decimals.ts";
import { readStatement, type StatementRows } from "../../../db/queries/orders/statement.ts";
import { portfolio } from "../../../db/schema/index.ts";
import { debtLines } from "../../domain/borrowing/debt-lines.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { currencyOf } from "../../domain/money/currency.ts";
import { formatScaled, parseScaled } from "../../domain/money/decimal.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type {
  CurrencyAmount,
  DailyStatement,
  StatementDebt,
  StatementLine,
} from "../../domain/orders/daily-statement.ts";
import { zonedDay } from "../../domain/time/zoned-day.ts";
import { AccessError, type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

export type DailyStatementInput = {
  readonly portfolioId: string;
  /** `2026-11-21`. */
  readonly day: string;
  /** An IANA name. */
  readonly timeZone: string;
};

/** What a portfolio did on one calendar day of a time zone, by the tape: every sum exact. */
export async function dailyStatement(
  desk: Desk,
  actor: Actor,
  { portfolioId, day, timeZone }: DailyStatementInput,
): Promise<Result<DailyStatement>> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const window = zonedDay(day, timeZone);
  if (window === null) {
    return refuse(
      "day-unknown",
      `"${day}" in the zone "${timeZone}" is no day. Write it like 2026-11-21, with a zone like Europe/Berlin.`,
    );
  }
  const [named] = await desk.database
    .select({ name: portfolio.name, mode: portfolio.mode, baseCurrency: portfolio.baseCurrency })
    .from(portfolio)
    .where(eq(portfolio.id, portfolioId));
  if (named === undefined) throw new AccessError("not-found");
  const rows = await readStatement(desk.sql, { portfolioId, ...window });
  const lines = linesOf(rows);
  const statuses = new Map<string, number>();
  for (const { status, count } of rows.orders) statuses.set(status, (statuses.get(status) ?? 0) + Number(count));
  const quoted = (amount: (line: StatementLine) => string) =>
    lines.map((line) => ({ currency: storedInstrument(line.instrumentId).quote, amount: amount(line) }));
  return accept({
    day,
    timeZone,
    ...window,
    portfolio: named.name,
    mode: named.mode,
    orders: [...statuses].map(([status, count]) => ({ status, count })),
    lines,
    volume: byCurrency(quoted((line) => line.volume)),
    fees: byCurrency(rows.fees),
    realised: byCurrency(quoted((line) => line.realised)),
    funding: byCurrency(rows.funding),
    baseCurrency: named.baseCurrency,
    debts: debtsOf(rows, named.baseCurrency),
    marginCalls: rows.marginCalls.map(({ at, assetsUnits, debtUnits }) => ({
      at,
      assets: formatUnits(assetsUnits, named.baseCurrency),
      debts: formatUnits(debtUnits, named.baseCurrency),
    })),
    cashFlows: byCurrency(rows.cashFlows),
  });
}

function linesOf({ orders, fills, fees, realised, funding }: StatementRows): StatementLine[] {
  const ids = new Set([
    ...[...orders, ...fills, ...realised].map(({ instrument_id }) => instrument_id),
    ...funding.map(({ instrumentId }) => instrumentId),
  ]);
  return [...ids].sort().map((instrumentId) => {
    const of = <Row extends { instrument_id: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.instrument_id === instrumentId);
    const [filled] = of(fills);
    return {
      instrumentId,
      orders: of(orders).reduce((sum, { count }) => sum + Number(count), 0),
      fills: Number(filled?.count ?? 0),
      bought: filled?.bought ?? "0",
      sold: filled?.sold ?? "0",
      volume: filled?.volume ?? "0",
      fees: of(fees).map(({ currency, amount }) => ({ currency, amount })),
      realised: of(realised)[0]?.amount ?? "0",
      funding: byCurrency(funding.filter((payment) => payment.instrumentId === instrumentId))[0]?.amount ?? "0",
    };
  });
}

const debtsOf = ({ debts }: StatementRows, baseCurrency: string): StatementDebt[] =>
  debtLines(debts.before, debts.changes).map(({ currency, ...units }) => ({
    currency,
    borrowed: formatUnits(units.borrowedUnits, currency),
    repaid: formatUnits(units.repaidUnits, currency),
    forgiven: formatUnits(units.forgivenUnits, currency),
    interest: formatUnits(units.interestUnits, baseCurrency),
    owed: formatUnits(units.owedUnits, currency),
  }));

/** One exact sum a currency. */
function byCurrency(amounts: readonly { readonly currency: string; readonly amount: string }[]): CurrencyAmount[] {
  const sums = new Map<string, Integer>();
  for (const { currency, amount } of amounts) {
    const parsed = parseScaled(amount, currencyOf(currency).decimals);
    if ("problem" in parsed) throw new RangeError(`A sum of ${currency} is ${parsed.problem}: "${amount}"`);
    sums.set(currency, add(sums.get(currency) ?? 0, parsed.value));
  }
  return [...sums]
    .map(([currency, units]) => ({ currency, amount: formatScaled(units, currencyOf(currency).decimals) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
