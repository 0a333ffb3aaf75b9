import { csvInstant, csvLine } from "../../../server/domain/export/csv.ts";
import type { DailyStatement } from "../../../server/domain/orders/daily-statement.ts";

const HEAD =
  "day,time_zone,from_utc,until_utc,portfolio,instrument,orders,fills,bought,sold,volume,fees,realised_pnl,funding,mode";

/** The day by instrument, one line each, with raw numbers; fees as `amount currency`, several with a space between. */
export function statementCsv(statement: DailyStatement): string {
  const { day, timeZone, from, until, portfolio, mode, lines } = statement;
  const rows = lines.map((line) =>
    csvLine([
      day,
      timeZone,
      csvInstant(from),
      csvInstant(until),
      portfolio,
      line.instrumentId,
      String(line.orders),
      String(line.fills),
      line.bought,
      line.sold,
      line.volume,
      line.fees.map(({ amount, currency }) => `${amount} ${currency}`).join(" "),
      line.realised,
      line.funding,
      mode,
    ]),
  );
  return [`${HEAD}\r\n`, ...rows].join("");
}
