import { listCoverage as readCoverage, type SeriesCoverage } from "../../../db/market-data/coverage.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/** Every stored series: from when to when, how whole, how large. */
export async function listCoverage(desk: Desk, actor: Actor): Promise<SeriesCoverage[]> {
  await authorize(desk.database, actor, "data:view", null);
  return readCoverage(desk.sql);
}
