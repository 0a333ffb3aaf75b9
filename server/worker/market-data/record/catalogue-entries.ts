import { type CatalogueInstrument, PAPER_VENUE } from "../../../domain/markets/catalogue.ts";
import type { Instrument } from "../../../domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../domain/markets/listed-instruments.ts";
import { currencyOf } from "../../../domain/money/currency.ts";
import { formatScaledShort } from "../../../domain/money/decimal.ts";
import { findShownInstrument } from "../shown-instruments.ts";

const MILLIONTHS_DECIMALS = 6;

/** What the candles of a running tape are stored under: venues that list the same symbol must not share a series. */
export const sourceOf = (feedKey: string, { venue }: Instrument): string =>
  venue === PAPER_VENUE ? feedKey : `${feedKey}@${venue}`;

/** The desk's own instruments and those that its tape shows; the latter have stored data, under the tape's key. */
export function catalogueEntries(feedKey: string, shownIds: readonly string[]): CatalogueInstrument[] {
  const shown = new Set(shownIds);
  const found = shownIds.map(findShownInstrument).filter((instrument) => instrument !== undefined);
  const all = new Map([...LISTED_INSTRUMENTS, ...found].map((instrument) => [instrument.id, instrument]));
  return [...all.values()].map((instrument) =>
    catalogueEntry(instrument, shown.has(instrument.id) ? sourceOf(feedKey, instrument) : null),
  );
}

function catalogueEntry(instrument: Instrument, source: string | null): CatalogueInstrument {
  const { id, venue, symbol, kind, base, quote, tick, lot } = instrument;
  const rate = (millionths: number) => formatScaledShort(millionths, MILLIONTHS_DECIMALS);
  return {
    id,
    venue,
    symbol,
    kind,
    base,
    quote,
    settle: kind === "perpetual" ? quote : null,
    tick,
    lot,
    minNotional: formatScaledShort(instrument.minNotionalUnits, currencyOf(quote).decimals),
    contractSize: "1",
    status: "trading",
    source,
    fees: [
      {
        validFrom: 0,
        makerRate: rate(instrument.makerRateMillionths),
        takerRate: rate(instrument.takerRateMillionths),
      },
    ],
  };
}
