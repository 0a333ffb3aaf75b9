import { countByVenue, type VenueCount } from "../../../db/queries/instrument-search.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/** The venues of the catalogue with how many instruments each lists. */
export async function listVenues(desk: Desk, actor: Actor): Promise<readonly VenueCount[]> {
  await authorize(desk.database, actor, "data:view", null);
  return countByVenue(desk.sql);
}
