import { readEquityPoints, type StoredEquityPoint } from "../../../../db/queries/performance/equity-points.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";

/** Every recorded point of a range, exact, for a file. */
export async function equityPoints(
  desk: Desk,
  actor: Actor,
  { portfolioId, from, to }: { readonly portfolioId: string; readonly from: number; readonly to: number },
): Promise<StoredEquityPoint[]> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  return readEquityPoints(desk.sql, portfolioId, { from, to });
}
