import { readInstrument, type StoredSpan, sameElsewhere, storedSpans } from "../../../db/queries/instrument-details.ts";
import { type FoundInstrument, instrumentsById } from "../../../db/queries/instrument-search.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { CatalogueInstrument } from "../../domain/markets/catalogue.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";
import { type InstrumentStatistics, statisticsOf } from "./statistics.ts";

export type InstrumentDetails = {
  readonly instrument: CatalogueInstrument;
  readonly isFavourite: boolean;
  /** What is stored of it here; empty while nothing is. */
  readonly stored: readonly StoredSpan[];
  readonly statistics: InstrumentStatistics | null;
  /** The same base, quote and kind on other venues. */
  readonly elsewhere: readonly (FoundInstrument & { readonly statistics: InstrumentStatistics | null })[];
};

/** All that is known of one entry of the catalogue. */
export async function instrumentDetails(
  desk: Desk,
  actor: Actor,
  input: { readonly instrumentId: string },
): Promise<Result<InstrumentDetails>> {
  await authorize(desk.database, actor, "data:view", null);
  const userId = requireUser(actor);
  const { instrumentId } = input;
  const instrument = await readInstrument(desk.sql, instrumentId);
  if (instrument === null) {
    return refuse("instrument-unknown", `No venue of this desk lists "${instrumentId}". Search for it again.`);
  }
  const { source, symbol } = instrument;
  const [stored, others] = await Promise.all([
    source === null ? [] : storedSpans(desk.sql, source, symbol),
    sameElsewhere(desk.sql, instrumentId),
  ]);
  const [self, ...elsewhere] = await instrumentsById(desk.sql, userId, [instrumentId, ...others]);
  const statistics = await statisticsOf(desk, [instrument, ...elsewhere]);
  return accept({
    instrument,
    isFavourite: self?.isFavourite ?? false,
    stored,
    statistics: statistics.get(instrumentId) ?? null,
    elsewhere: elsewhere.map((found) => ({ ...found, statistics: statistics.get(found.id) ?? null })),
  });
}
