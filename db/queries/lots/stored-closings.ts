import { subtract } from "../../../server/domain/money/integer.ts";
import type { Direction } from "../../../server/domain/positions/lot.ts";
import type { Closing } from "../../../server/domain/positions/realised-gains.ts";
import type { Client } from "../../client.ts";
import { readUnits, storedInstrument } from "../decimals.ts";

type ClosingRow = {
  lot_id: string;
  opened_by: string;
  fill_id: string;
  instrument_id: string;
  direction: Direction;
  opened_at: string;
  closed_at: string;
  quantity: string;
  cost: string;
  proceeds: string;
};

/** The parts of lots that fills have closed, as they were booked, in the order of the fills; of all instruments when none is named. */
export async function readStoredClosings(
  sql: Client,
  portfolioId: string,
  instrumentId: string | null,
): Promise<readonly Closing[]> {
  const rows = await sql<ClosingRow[]>`
    select c.lot_id, l.fill_id as opened_by, c.fill_id, c.instrument_id, l.direction, l.opened_at, f.at as closed_at,
      c.quantity, c.cost, c.proceeds
    from lot_closing c
    join lots l on l.portfolio_id = c.portfolio_id and l.id = c.lot_id
    join fills f on f.portfolio_id = c.portfolio_id and f.id = c.fill_id
    where c.portfolio_id = ${portfolioId}
      and ${instrumentId === null ? sql`true` : sql`c.instrument_id = ${instrumentId}`}
    order by f.at, length(f.id), f.id, l.number`;
  return rows.map(closingFromRow);
}

/** A short lot brought what is stored as its cost, and what closing it cost is stored as its proceeds. */
function closingFromRow(row: ClosingRow): Closing {
  const { base, quote } = storedInstrument(row.instrument_id);
  const [first, second] = [readUnits(row.cost, quote), readUnits(row.proceeds, quote)];
  const [costUnits, proceedsUnits] = row.direction === "long" ? [first, second] : [second, first];
  return {
    lotId: row.lot_id,
    openedBy: row.opened_by,
    closedBy: row.fill_id,
    instrumentId: row.instrument_id,
    direction: row.direction,
    openedAt: Number(row.opened_at),
    closedAt: Number(row.closed_at),
    quantityUnits: readUnits(row.quantity, base),
    costUnits,
    proceedsUnits,
    gainUnits: subtract(proceedsUnits, costUnits),
  };
}
