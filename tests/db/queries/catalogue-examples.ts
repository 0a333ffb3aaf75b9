import { type CatalogueInstrument, instrumentIdOf } from "../../../server/domain/markets/catalogue.ts";

/** A spot instrument against USDT on the venue "example", unless said otherwise. */
export function aCatalogueInstrument(
  terms: Partial<CatalogueInstrument> & { readonly base: string },
): CatalogueInstrument {
  const { base, quote = "USDT", kind = "spot", venue = "example" } = terms;
  return {
    id: instrumentIdOf(venue, { base, quote, kind }),
    venue,
    symbol: kind === "spot" ? `${base}/${quote}` : `${base}/${quote}:${quote}`,
    kind,
    quote,
    settle: kind === "spot" ? null : quote,
    tick: "0.01",
    lot: "0.0001",
    minNotional: "5",
    contractSize: "1",
    status: "trading",
    source: null,
    fees: [{ validFrom: 0, makerRate: "0.001", takerRate: "0.001" }],
    ...terms,
  };
}
