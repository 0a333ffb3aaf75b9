import { csvInstant, csvLine } from "../../../server/domain/export/csv.ts";
import type { DailyStatement } from "../../../server/domain/orders/daily-statement.ts";

const HEAD =
  "day,time_zone,from_utc,until_utc,portfolio,instrument,orders,fills,bought,sold,volume,fees,realised_pnl,funding,borrowed_currency,borrowed,repaid,forgiven,borrow_interest,interest_currency,owed,mode";

const NO_LINE: readonly string[] = Array(9).fill("");
const NO_DEBT: readonly string[] = Array(7).fill("");

/**
 * The day by instrument, one line each, then by borrowed currency, with raw numbers; fees as `amount currency`, several with a space
 * between.
 */
export function statementCsv(statement: DailyStatement): string {
  const { day, timeZone, from, until, portfolio, mode, lines, debts, baseCurrency } = statement;
  const written = (line: readonly string[], debt: readonly string[]) =>
    csvLine([day, timeZone, csvInstant(from), csvInstant(until), portfolio, ...line, ...debt, mode]);
  const rows = lines.map((line) =>
    written(
      [
        line.instrumentId,
        String(line.orders),
        String(line.fills),
        line.bought,
        line.sold,
        line.volume,
        line.fees.map(({ amount, currency }) => `${amount} ${currency}`).join(" "),
        line.realised,
        line.funding,
      ],
      NO_DEBT,
    ),
  );
  const owing = debts.map(({ currency, borrowed, repaid, forgiven, interest, owed }) =>
    written(NO_LINE, [currency, borrowed, repaid, forgiven, interest, baseCurrency, owed]),
  );
  return [`${HEAD}\r\n`, ...rows, ...owing].join("");
}
