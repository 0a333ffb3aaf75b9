import { basename } from "node:path";
import { DATA_SOURCES } from "../../domain/markets/data-source.ts";
import type { Instrument } from "../../domain/markets/instrument.ts";
import {
  findRecordedInstrument,
  RECORDED_INSTRUMENTS,
  type RecordedInstrument,
  recordedAs,
} from "../../domain/markets/recorded-instruments.ts";
import { CAPTURE_HEAD_LINES, type CaptureOrigin, identifyCapture } from "./captures/identify-capture.ts";
import { CandleCsvReader } from "./tape/readers/candle-csv.ts";
import { CaptureTapeReader } from "./tape/readers/capture-tape.ts";
import { headerNames } from "./tape/readers/csv-columns.ts";
import { FundingCsvReader } from "./tape/readers/funding-csv.ts";
import { TradeCsvReader } from "./tape/readers/trade-csv.ts";
import type { TapeReader } from "./tape/recorded-tape.ts";
import { TapeError } from "./tape/tape-error.ts";
import { readTapeLines } from "./tape/tape-lines.ts";

/** A file that can be played: of which instrument, and a reader that takes its lines. */
export type Recording = {
  readonly name: string;
  readonly instrument: Instrument;
  readonly hasHeader: boolean;
  reader(): TapeReader;
};

/** What a file is a recording of, from its first lines and its name; a TapeError in one line says why it is none. */
export async function identifyRecording(path: string): Promise<Recording | TapeError> {
  try {
    return await findRecording(path, null);
  } catch (error) {
    if (error instanceof TapeError) return error;
    throw error;
  }
}

/** Like {@link identifyRecording} with the instrument given, or null to find it; rejects with a TapeError. */
export async function findRecording(path: string, instrumentId: string | null): Promise<Recording> {
  const name = basename(path);
  const given = instrumentId === null ? null : findRecordedInstrument(instrumentId);
  if (given === undefined) throw new TapeError(name, 0, `belongs to "${instrumentId}", which is not listed.`);
  const head: string[] = [];
  await readTapeLines(path, (text) => head.push(text) < CAPTURE_HEAD_LINES);
  const origin = identifyCapture(head);
  return origin === null ? ofCsv(name, head[0] ?? "", given) : ofCapture(name, origin, given);
}

function ofCapture(
  name: string,
  { source, nativeSymbol, protocol }: CaptureOrigin,
  given: Instrument | null,
): Recording {
  const recorded = given === null ? recordedAs(source, nativeSymbol ?? "") : entryOf(given);
  if (recorded === undefined) {
    const what = `${source} ${nativeSymbol ?? "without a symbol"}`;
    throw new TapeError(name, 0, `is a recording of ${what}, which is not known. Use one of ${knownNames(source)}.`);
  }
  if (recorded.source !== source) {
    throw new TapeError(
      name,
      0,
      `is a recording of ${source}, not of ${recorded.source} as ${recorded.instrument.id} is.`,
    );
  }
  const { instrument, nativeSymbol: symbol } = recorded;
  return {
    name,
    instrument,
    hasHeader: false,
    reader: () => new CaptureTapeReader(name, protocol, symbol, instrument),
  };
}

const entryOf = (instrument: Instrument): RecordedInstrument | undefined =>
  RECORDED_INSTRUMENTS.find((each) => each.instrument.id === instrument.id);

const READERS = {
  open_time: CandleCsvReader,
  trade_id: TradeCsvReader,
  funding_time: FundingCsvReader,
} as const;

function ofCsv(name: string, header: string, given: Instrument | null): Recording {
  const names = headerNames(header);
  const telling = (Object.keys(READERS) as (keyof typeof READERS)[]).find((column) => names.includes(column));
  if (telling === undefined) {
    const known = "candles (open_time,open,…), trades (…,trade_id,price,…), funding (funding_time,…) or a raw capture";
    throw new TapeError(
      name,
      1,
      `"${header.slice(0, 80).replaceAll(/\p{Cc}/gu, "·")}" begins no known recording. Use ${known} of an exchange's streams.`,
    );
  }
  const instrument = given ?? instrumentNamed(name, telling === "funding_time");
  return { name, instrument, hasHeader: true, reader: () => new READERS[telling]({ name, text: header }, instrument) };
}

const PERPETUAL_WORDS = /usdm|futures|perp|swap|linear/;
const venueOf = ({ source }: { readonly source: string }): string => source.split("-", 1)[0] ?? "";
const VENUES: ReadonlySet<string> = new Set([...RECORDED_INSTRUMENTS, ...DATA_SOURCES].map(venueOf));

/** The instrument that a file's name names, such as `binance-usdm-BTCUSDT-1m-2023.csv.gz`. */
function instrumentNamed(name: string, isPerpetual: boolean): Instrument {
  const text = name.toLowerCase();
  const venue = text.split(/[-_.]/).find((word) => VENUES.has(word)) ?? "binance";
  const kind = isPerpetual || PERPETUAL_WORDS.test(text) ? "perpetual" : "spot";
  const known = RECORDED_INSTRUMENTS.filter((each) => venueOf(each) === venue && each.instrument.kind === kind);
  const found = known.find(({ instrument: { base, quote } }) =>
    new RegExp(`(^|[^a-z])${base}[-_/]?${quote}([^a-z]|$)`, "i").test(name),
  );
  if (found !== undefined) return found.instrument;
  const names = known.map(({ instrument: { base, quote } }) => `${base}${quote}`).join(", ");
  const advice =
    names === "" ? `none of ${venue} ${kind} can` : `of ${venue} ${kind} its name must hold one of ${names}`;
  throw new TapeError(name, 0, `names no instrument that can be played: ${advice}.`);
}

const knownNames = (source: string): string =>
  RECORDED_INSTRUMENTS.filter((each) => each.source === source || source === "")
    .map(({ instrument: { base, quote } }) => `${base}${quote}`)
    .join(", ") || "the exchanges that are known";
