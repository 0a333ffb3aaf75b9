import { accept, type Result } from "../errors/rejection.ts";
import type { Instrument } from "../markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../markets/listed-instruments.ts";
import { unknownWord } from "./grid-text.ts";
import { SIDES, type Side } from "./order-type.ts";

/** Which instrument is meant, and which side of it. Refuses a word that is none with those there are. */
export function parseMarket(text: {
  readonly instrumentId: string;
  readonly side: string;
}): Result<{ readonly instrument: Instrument; readonly side: Side }> {
  const instrument = findInstrument(text.instrumentId);
  if (instrument === undefined) {
    const known = LISTED_INSTRUMENTS.map(({ id }) => id);
    return unknownWord("instrument", text.instrumentId, known);
  }
  const side = SIDES.find((word) => word === text.side);
  return side === undefined ? unknownWord("side", text.side, SIDES) : accept({ instrument, side });
}
