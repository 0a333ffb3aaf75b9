import { TIMEFRAMES, timeframeMs } from "../time/timeframe.ts";
import { ByteReader, ByteWriter } from "./byte-codec.ts";
import { QUALITY_CODES, STREAM_STATES, STREAMS } from "./data-quality.ts";
import type { BookEvent, CandleEvent, FundingEvent, MarketEvent, StreamEvent, TradeEvent } from "./market-event.ts";

const FORMAT = 1;
/** In the low bits of an event's first byte. */
const BOOK = 0;
const TRADE = 1;
const CANDLE = 2;
const FUNDING = 3;
const STREAM = 4;
const KIND_MASK = 7;
/** Beside the kind in an event's first byte: a snapshot, a seller as aggressor, a trade id that is no number. */
const FLAG = 8;
const FLAG_TEXT = 16;

/** What the fields of an instrument's next event are told relative to. Writer and reader keep the same. */
type Place = { readonly id: string; readonly number: number; ticks: number; tradeId: number };

const placeOf = (id: string, number: number): Place => ({ id, number, ticks: 0, tradeId: 0 });

/**
 * A run of market events as bytes, exact and complete in itself: kinds, numbers relative to the last of their kind, ids written once.
 * Prices, quantities and instants are whole numbers from 0 to 2^53 − 1; anything else throws a RangeError
 * that quotes it, and the run must be started again.
 */
export class EventWriter {
  readonly bytes = new ByteWriter();
  readonly #places = new Map<string, Place>();
  at = 0;
  count = 0;

  constructor() {
    this.reset();
  }

  /** Starts a new run in the same memory. */
  reset(): void {
    this.bytes.reset();
    this.#places.clear();
    this.at = 0;
    this.count = 0;
    this.bytes.byte(FORMAT);
  }

  /** The run so far, as a copy. */
  finish(): Uint8Array {
    return this.bytes.copy();
  }

  place(id: string): Place {
    const known = this.#places.get(id);
    if (known !== undefined) {
      this.bytes.unsigned(known.number);
      return known;
    }
    const place = placeOf(id, this.#places.size + 1);
    this.#places.set(id, place);
    this.bytes.unsigned(0);
    this.bytes.text(id);
    return place;
  }
}

export function encodeEvent(writer: EventWriter, event: MarketEvent): void {
  const { bytes } = writer;
  switch (event.kind) {
    case "book":
      bytes.byte(BOOK + (event.isSnapshot ? FLAG : 0));
      writeBook(bytes, head(writer, event), event);
      break;
    case "trade": {
      const isNumber = isPlainNumber(event.tradeId);
      bytes.byte(TRADE + (event.aggressor === "sell" ? FLAG : 0) + (isNumber ? 0 : FLAG_TEXT));
      writeTrade(bytes, head(writer, event), event, isNumber);
      break;
    }
    case "candle":
      bytes.byte(CANDLE);
      writeCandle(bytes, head(writer, event), event);
      break;
    case "funding":
      bytes.byte(FUNDING);
      head(writer, event);
      bytes.text(event.rate);
      bytes.unsigned(event.markTicks);
      break;
    case "stream":
      bytes.byte(STREAM);
      head(writer, event);
      bytes.byte(STREAMS.indexOf(event.stream));
      bytes.byte(STREAM_STATES.indexOf(event.state));
      bytes.byte(QUALITY_CODES.indexOf(event.code));
      bytes.text(event.detail);
      break;
  }
  writer.count += 1;
}

/** Instrument and instant. */
function head(writer: EventWriter, { instrumentId, at }: MarketEvent): Place {
  const place = writer.place(instrumentId);
  writer.bytes.step(at, writer.at);
  writer.at = at;
  return place;
}

function writeBook(bytes: ByteWriter, place: Place, event: BookEvent): void {
  bytes.step(event.bestBidTicks, place.ticks);
  bytes.unsigned(event.bestBidLots);
  bytes.step(event.bestAskTicks, event.bestBidTicks);
  bytes.unsigned(event.bestAskLots);
  writeLevels(bytes, event.bids, event.bestBidTicks);
  writeLevels(bytes, event.asks, event.bestAskTicks);
  place.ticks = event.bestBidTicks;
}

function writeLevels(bytes: ByteWriter, flat: readonly number[], fromTicks: number): void {
  if (flat.length % 2 !== 0) throw new RangeError(`A book side of ${flat.length} numbers is not price and quantity`);
  bytes.unsigned(flat.length / 2);
  let before = fromTicks;
  for (let index = 0; index < flat.length; index += 2) {
    const ticks = flat[index] as number;
    bytes.step(ticks, before);
    bytes.unsigned(flat[index + 1] as number);
    before = ticks;
  }
}

function writeTrade(bytes: ByteWriter, place: Place, event: TradeEvent, isNumber: boolean): void {
  bytes.step(event.priceTicks, place.ticks);
  bytes.unsigned(event.quantityLots);
  place.ticks = event.priceTicks;
  if (isNumber) {
    const number = Number(event.tradeId);
    bytes.step(number, place.tradeId);
    place.tradeId = number;
  } else bytes.text(event.tradeId);
}

function writeCandle(bytes: ByteWriter, place: Place, { at, candle }: CandleEvent): void {
  bytes.byte(TIMEFRAMES.indexOf(candle.timeframe));
  bytes.step(candle.openAt, Math.max(0, at - timeframeMs(candle.timeframe)));
  bytes.step(candle.openTicks, place.ticks);
  bytes.step(candle.highTicks, candle.openTicks);
  bytes.step(candle.lowTicks, candle.openTicks);
  bytes.step(candle.closeTicks, candle.openTicks);
  bytes.unsigned(candle.volumeLots);
  place.ticks = candle.closeTicks;
}

/** A text that is exactly how a whole number is written. */
function isPlainNumber(text: string): boolean {
  if (text.length === 0 || text.length > 16) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  if (text.length > 1 && text.charCodeAt(0) === 48) return false;
  return text.length < 16 || Number.isSafeInteger(Number(text));
}

/** Events of one run, as they were encoded. Throws a RangeError for bytes that are none. */
export function decodeEvents(bytes: Uint8Array): MarketEvent[] {
  const reader = new ByteReader(bytes);
  const format = reader.byte();
  if (format !== FORMAT) throw new RangeError(`Bytes of format ${format} are no market events of format ${FORMAT}`);
  const places: Place[] = [];
  const events: MarketEvent[] = [];
  let at = 0;
  while (!reader.isAtEnd) {
    const first = reader.byte();
    const place = readPlace(reader, places);
    at = reader.step(at);
    events.push(readEvent(reader, first, place, at));
  }
  return events;
}

function readPlace(reader: ByteReader, places: Place[]): Place {
  const number = reader.unsigned();
  if (number === 0) {
    const place = placeOf(reader.text(), places.length + 1);
    places.push(place);
    return place;
  }
  const place = places[number - 1];
  if (place === undefined) throw new RangeError(`Instrument ${number} of ${places.length} was never named`);
  return place;
}

function readEvent(reader: ByteReader, first: number, place: Place, at: number): MarketEvent {
  switch (first & KIND_MASK) {
    case BOOK:
      return readBook(reader, place, at, (first & FLAG) !== 0);
    case TRADE:
      return readTrade(reader, place, at, first);
    case CANDLE:
      return readCandle(reader, place, at);
    case FUNDING:
      return readFunding(reader, place, at);
    case STREAM:
      return readStream(reader, place, at);
    default:
      throw new RangeError(`First byte ${first} begins no event`);
  }
}

function readBook(reader: ByteReader, place: Place, at: number, isSnapshot: boolean): BookEvent {
  const bestBidTicks = reader.step(place.ticks);
  const bestBidLots = reader.unsigned();
  const bestAskTicks = reader.step(bestBidTicks);
  const bestAskLots = reader.unsigned();
  place.ticks = bestBidTicks;
  const bids = readLevels(reader, bestBidTicks);
  const asks = readLevels(reader, bestAskTicks);
  return {
    kind: "book",
    instrumentId: place.id,
    at,
    isSnapshot,
    bids,
    asks,
    bestBidTicks,
    bestBidLots,
    bestAskTicks,
    bestAskLots,
  };
}

function readLevels(reader: ByteReader, fromTicks: number): number[] {
  const count = reader.count();
  const flat: number[] = [];
  let ticks = fromTicks;
  for (let index = 0; index < count; index += 1) {
    ticks = reader.step(ticks);
    flat.push(ticks, reader.unsigned());
  }
  return flat;
}

function readTrade(reader: ByteReader, place: Place, at: number, first: number): TradeEvent {
  const priceTicks = reader.step(place.ticks);
  const quantityLots = reader.unsigned();
  place.ticks = priceTicks;
  let tradeId: string;
  if ((first & FLAG_TEXT) !== 0) tradeId = reader.text();
  else {
    place.tradeId = reader.step(place.tradeId);
    tradeId = String(place.tradeId);
  }
  const aggressor = (first & FLAG) !== 0 ? "sell" : "buy";
  return { kind: "trade", instrumentId: place.id, at, tradeId, priceTicks, quantityLots, aggressor };
}

function readCandle(reader: ByteReader, place: Place, at: number): CandleEvent {
  const timeframe = reader.oneOf(TIMEFRAMES);
  const openAt = reader.step(Math.max(0, at - timeframeMs(timeframe)));
  const openTicks = reader.step(place.ticks);
  const highTicks = reader.step(openTicks);
  const lowTicks = reader.step(openTicks);
  const closeTicks = reader.step(openTicks);
  const volumeLots = reader.unsigned();
  place.ticks = closeTicks;
  const candle = { timeframe, openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots };
  return { kind: "candle", instrumentId: place.id, at, candle };
}

function readFunding(reader: ByteReader, place: Place, at: number): FundingEvent {
  const rate = reader.text();
  return { kind: "funding", instrumentId: place.id, at, rate, markTicks: reader.unsigned() };
}

function readStream(reader: ByteReader, place: Place, at: number): StreamEvent {
  const stream = reader.oneOf(STREAMS);
  const state = reader.oneOf(STREAM_STATES);
  const code = reader.oneOf(QUALITY_CODES);
  return { kind: "stream", instrumentId: place.id, at, stream, state, code, detail: reader.text() };
}
