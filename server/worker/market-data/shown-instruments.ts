import type { Instrument } from "../../domain/markets/instrument.ts";
import { findInstrument, SYNTHETIC_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";
import { findRecordedInstrument } from "../../domain/markets/recorded-instruments.ts";

const synthetic = new Map(SYNTHETIC_INSTRUMENTS.map((instrument) => [instrument.id, instrument]));

/** An instrument that some tape can show, whether or not the desk trades it. */
export const findShownInstrument = (id: string): Instrument | undefined =>
  findInstrument(id) ?? synthetic.get(id) ?? findRecordedInstrument(id);
