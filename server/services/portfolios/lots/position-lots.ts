import { type FillRow, fillFromRow } from "../../../../db/queries/fill-row.ts";
import type { Fill } from "../../../domain/orders/fill.ts";
import type { LotView } from "../../../domain/positions/realised-gains.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { type LotReading, readLots } from "./read-lots.ts";

/** Closings are shown newest first, and so many of them. */
const CLOSINGS_SHOWN = 200;

export type PositionLots = LotReading & {
  readonly closingsTotal: number;
  /** The fills that opened or closed what is shown, so that each part can be traced to its orders. */
  readonly fills: readonly Fill[];
};

/** A position lot by lot, and the newest parts that fills have closed of it. */
export async function positionLots(
  desk: Desk,
  actor: Actor,
  { portfolioId, instrumentId, method }: { portfolioId: string; instrumentId: string; method: LotView },
): Promise<PositionLots> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const reading = await readLots(desk, portfolioId, { method, instrumentId });
  const closings = reading.closings.slice(-CLOSINGS_SHOWN).reverse();
  const ids = new Set(closings.flatMap(({ openedBy, closedBy }) => [openedBy, closedBy]));
  for (const lot of reading.open) ids.add(lot.fillId);
  const fills = await desk.sql<FillRow[]>`
    select * from fills where portfolio_id = ${portfolioId} and id = any(${[...ids]})`;
  return { ...reading, closings, closingsTotal: reading.closings.length, fills: fills.map(fillFromRow) };
}
