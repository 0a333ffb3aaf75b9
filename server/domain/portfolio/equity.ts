import { type Instrument, valueOfBaseUnits } from "../markets/instrument.ts";
import { add, type Integer } from "../money/integer.ts";
import type { Balance } from "./balance.ts";

/** Mark prices in ticks, by instrument. */
export type Marks = ReadonlyMap<string, number>;

/**
 * Net worth in units of `baseCurrency`: its own balance plus every other balance at the mark of the instrument that trades
 * it against the base currency. Null when a balance has no mark: a missing price is missing, not zero.
 */
export function equityUnits(
  balances: Iterable<Balance>,
  instruments: Iterable<Instrument>,
  marks: Marks,
  baseCurrency: string,
): Integer | null {
  const byBase = new Map<string, Instrument>();
  for (const instrument of instruments)
    if (instrument.kind === "spot" && instrument.quote === baseCurrency) byBase.set(instrument.base, instrument);
  let equity: Integer = 0;
  for (const { currency, totalUnits } of balances) {
    if (totalUnits === 0) continue;
    if (currency === baseCurrency) {
      equity = add(equity, totalUnits);
      continue;
    }
    const instrument = byBase.get(currency);
    const mark = instrument === undefined ? undefined : marks.get(instrument.id);
    if (instrument === undefined || mark === undefined) return null;
    equity = add(equity, valueOfBaseUnits(instrument, totalUnits, mark));
  }
  return equity;
}
