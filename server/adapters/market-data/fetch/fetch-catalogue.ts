import type { Client } from "../../../../db/client.ts";
import { upsertInstruments } from "../../../../db/queries/instruments.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { CatalogueReport } from "../../../domain/markets/data-job.ts";
import { findExchange } from "../../exchanges/exchange-catalog.ts";
import { type ExchangeContext, type ExchangeRefusal, withExchange } from "./exchange-refusals.ts";

export type FetchedCatalogue = CatalogueReport & {
  readonly venue: string;
  readonly unchanged: number;
  /** Rows of fees that were appended. */
  readonly fees: number;
  /** Markets of kinds that the desk does not know: options, dated futures, contracts settled in their base. */
  readonly leftOut: number;
};

/** Brings what an exchange lists into the catalogue, in one transaction. */
export async function fetchCatalogue(
  sql: Client,
  exchangeId: string,
  context: ExchangeContext,
): Promise<Result<FetchedCatalogue, "exchange-unknown" | ExchangeRefusal>> {
  const terms = findExchange(exchangeId);
  if (!terms.ok) return terms;
  const { id, name, venue, isWholeVenue } = terms.value;
  return withExchange(terms.value, context, async (exchange) => {
    const { instruments, leftOut } = await exchange.catalogue();
    if (instruments.length === 0) {
      return refuse(
        "exchange-unreachable",
        `${name} listed no market at all. Try again later; the catalogue stays as it is.`,
      );
    }
    const written = await upsertInstruments(sql, instruments, isWholeVenue ? { delistMissingOf: venue } : {});
    const { added, changed, unchanged, fees, delisted, clashes } = written;
    const counts = { added, changed, unchanged, fees, delisted, leftOut: leftOut + clashes.length };
    return accept({ exchange: id, venue, instruments: instruments.length - clashes.length, ...counts });
  });
}
