import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";

/** What a page must know of a market by its id in the address; null for one that is not listed. */
export function marketNamed(id: string): { readonly id: string; readonly symbol: string } | null {
  const instrument = findInstrument(id);
  return instrument === undefined ? null : { id: instrument.id, symbol: instrument.symbol };
}
