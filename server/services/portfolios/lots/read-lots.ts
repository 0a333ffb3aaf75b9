import { storedInstrument } from "../../../../db/queries/decimals.ts";
import { type FillRow, fillFromRow } from "../../../../db/queries/fill-row.ts";
import { type LotRow, lotFromRow } from "../../../../db/queries/lot-row.ts";
import { readStoredClosings } from "../../../../db/queries/lots/stored-closings.ts";
import { executionOf } from "../../../domain/positions/fill-executions.ts";
import type { Lot } from "../../../domain/positions/lot.ts";
import type { PositionSide } from "../../../domain/positions/position-side.ts";
import { type Closing, type LotView, realiseGains } from "../../../domain/positions/realised-gains.ts";
import type { Desk } from "../../desk.ts";

/** The method that the ledger itself closes lots by: what it shows is stored, the others are computed from the same fills. */
const OWN_METHOD: LotView = "FIFO";

/** Lots of a portfolio under one method, and which fill closed what of them. */
export type LotReading = {
  readonly method: LotView;
  /** Read as the ledger booked it, not computed. */
  readonly isStored: boolean;
  /** Oldest first. */
  readonly open: readonly Lot[];
  /** In the order of the closing fills. */
  readonly closings: readonly Closing[];
};

/** Of one instrument, or of all when none is named. */
export async function readLots(
  { sql }: Desk,
  portfolioId: string,
  { method, instrumentId }: { readonly method: LotView; readonly instrumentId: string | null },
): Promise<LotReading> {
  const isMeant = instrumentId === null ? sql`true` : sql`instrument_id = ${instrumentId}`;
  if (method === OWN_METHOD) {
    const [lots, closings] = await Promise.all([
      sql<LotRow[]>`
        select * from lots where portfolio_id = ${portfolioId} and quantity <> 0 and ${isMeant} order by number`,
      readStoredClosings(sql, portfolioId, instrumentId),
    ]);
    return { method, isStored: true, open: lots.map(lotFromRow), closings };
  }
  const fills = await sql<(FillRow & { position_side: PositionSide | null })[]>`
    select f.*, (select o.position_side from orders o where o.portfolio_id = f.portfolio_id and o.id = f.order_id)
    from fills f where portfolio_id = ${portfolioId} and ${isMeant} order by length(id), id`;
  const executions = fills.map((row) => {
    const fill = fillFromRow(row);
    return { ...executionOf(storedInstrument(fill.instrumentId), fill), positionSide: row.position_side };
  });
  return { method, isStored: false, ...realiseGains(executions, method) };
}
