import * as z from "zod";
import { QUALITY_CODES, STREAM_STATES, STREAMS } from "../../../../domain/markets/data-quality.ts";
import type { BookEvent, MarketEvent } from "../../../../domain/markets/market-event.ts";
import { formatScaledShort, parseScaled } from "../../../../domain/money/decimal.ts";
import { TIMEFRAMES } from "../../../../domain/time/timeframe.ts";
import type { Grid, GridReader } from "../../tape/grid-reader.ts";
import {
  type CaptureProtocol,
  flatLevels,
  type LineContext,
  parseMessage,
  type Said,
  sideOfLevels,
  wholeNumber,
} from "./capture-protocol.ts";
import { UNNUMBERED } from "./sequence-rules.ts";

const VERSION = 1;
const RATE_DECIMALS_MAX = 30;

const HEADER = z.object({ tradewind: z.literal("events"), version: z.literal(VERSION) });
const BOOK = z.object({
  at: wholeNumber,
  book: z.enum(["snapshot", "diff"]),
  update: wholeNumber,
  bids: sideOfLevels,
  asks: sideOfLevels,
});
const TRADE = z.object({
  at: wholeNumber,
  trade: z.string(),
  price: z.string(),
  quantity: z.string(),
  taker: z.enum(["buy", "sell"]),
});
const CANDLE = z.object({
  at: wholeNumber,
  candle: z.enum(TIMEFRAMES),
  openAt: wholeNumber,
  open: z.string(),
  high: z.string(),
  low: z.string(),
  close: z.string(),
  volume: z.string(),
});
const FUNDING = z.object({
  at: wholeNumber,
  funding: z.string().refine((rate) => "value" in parseScaled(rate, RATE_DECIMALS_MAX), "no plain decimal number"),
  mark: z.string().optional(),
});
const STREAM = z.object({
  at: wholeNumber,
  stream: z.enum(STREAMS),
  state: z.enum(STREAM_STATES),
  code: z.enum(QUALITY_CODES),
  detail: z.string(),
});

/**
 * Our own layout of market events, a JSON object a line: the first names source and unified symbol,
 * `{"tradewind":"events","version":1,"source":"binance-usdm","symbol":"BTC/USDT:USDT"}`, each other holds one event with its time
 * `at` in UTC milliseconds and exact decimals as texts:
 * `{"at":…,"book":"snapshot"|"diff","update":…,"bids":[["61837.63","3.78826"],…],"asks":[…]}`,
 * `{"at":…,"trade":"3735683259","price":…,"quantity":…,"taker":"buy"|"sell"}`,
 * `{"at":…,"candle":"1m","openAt":…,"open":…,"high":…,"low":…,"close":…,"volume":…}`,
 * `{"at":…,"funding":"-0.0001","mark":…}`, `{"at":…,"stream":"book","state":"invalid","code":"sequence-gap","detail":…}`.
 */
export const EVENT_LINES: CaptureProtocol = {
  framing: /^\{/,
  framingName: "a JSON object",
  rule: UNNUMBERED,
  hasTradeNumbers: false,
  decode: (message, context) => {
    const grid = context.grid(null);
    if (typeof message !== "object" || message === null) throw context.malformed("is no event");
    if ("book" in message) return [book(parseMessage(BOOK, message, context), grid, context)];
    if ("trade" in message) return [trade(parseMessage(TRADE, message, context), grid, context.line)];
    if ("candle" in message) return [candle(parseMessage(CANDLE, message, context), grid, context.line)];
    if ("funding" in message) return [funding(parseMessage(FUNDING, message, context), grid, context.line)];
    if ("stream" in message) {
      const { instrumentId } = grid;
      return [{ grid, what: { kind: "stream", instrumentId, ...parseMessage(STREAM, message, context) } }];
    }
    parseMessage(HEADER, message, context);
    return [];
  },
};

function book(
  { at, book: kind, update, bids, asks }: z.infer<typeof BOOK>,
  grid: GridReader,
  context: LineContext,
): Said {
  const levels = {
    at,
    lastId: update,
    checksum: null,
    bids: flatLevels(bids, "bids", grid, context),
    asks: flatLevels(asks, "asks", grid, context),
  };
  if (kind === "snapshot") return { grid, what: { kind, ...levels } };
  return { grid, what: { kind, firstId: update, previousId: null, ...levels } };
}

function trade(
  { at, trade: tradeId, price, quantity, taker }: z.infer<typeof TRADE>,
  grid: GridReader,
  line: number,
): Said {
  const { instrumentId } = grid;
  const priceTicks = grid.ticks(price, "Price", line);
  const quantityLots = grid.lots(quantity, "Quantity", line);
  return { grid, what: { kind: "trade", instrumentId, at, tradeId, priceTicks, quantityLots, aggressor: taker } };
}

function candle(
  { at, candle: timeframe, openAt, ...texts }: z.infer<typeof CANDLE>,
  grid: GridReader,
  line: number,
): Said {
  const figures = {
    openTicks: grid.ticks(texts.open, "Open", line),
    highTicks: grid.ticks(texts.high, "High", line),
    lowTicks: grid.ticks(texts.low, "Low", line),
    closeTicks: grid.ticks(texts.close, "Close", line),
    volumeLots: grid.lots(texts.volume, "Volume", line),
  };
  const { instrumentId } = grid;
  return { grid, what: { kind: "candle", instrumentId, at, candle: { timeframe, openAt, ...figures } } };
}

function funding({ at, funding: rate, mark }: z.infer<typeof FUNDING>, grid: GridReader, line: number): Said {
  const markTicks = mark === undefined ? 0 : grid.ticks(mark, "Mark price", line);
  return { grid, what: { kind: "funding", instrumentId: grid.instrumentId, at, rate, markTicks } };
}

/** The first line of a file of event lines. */
export const eventLinesHeader = (source: string, symbol: string): string =>
  JSON.stringify({ tradewind: "events", version: VERSION, source, symbol });

/** An event as far as a line tells it: the best levels of a book follow from the others. */
type LineEvent = Exclude<MarketEvent, BookEvent> | Pick<BookEvent, "kind" | "at" | "isSnapshot" | "bids" | "asks">;

type Units = Pick<Grid, "priceDecimals" | "quantityDecimals" | "ticksMantissa" | "lotsMantissa">;

/** One event as a line; `updateId` is the venue's number of the book after it. */
export function eventLine(event: LineEvent, units: Units, updateId = 0): string {
  const price = (ticks: number) => formatScaledShort(ticks * units.ticksMantissa, units.priceDecimals);
  const quantity = (lots: number) => formatScaledShort(lots * units.lotsMantissa, units.quantityDecimals);
  const levels = (flat: readonly number[]) =>
    Array.from({ length: flat.length / 2 }, (_, index) => [
      price(flat[index * 2] as number),
      quantity(flat[index * 2 + 1] as number),
    ]);
  return JSON.stringify(fieldsOf(event, updateId, { price, quantity, levels }));
}

type Format = {
  readonly price: (ticks: number) => string;
  readonly quantity: (lots: number) => string;
  readonly levels: (flat: readonly number[]) => readonly string[][];
};

function fieldsOf(event: LineEvent, update: number, { price, quantity, levels }: Format) {
  const { at } = event;
  switch (event.kind) {
    case "book": {
      const kind = event.isSnapshot ? "snapshot" : "diff";
      return { at, book: kind, update, bids: levels(event.bids), asks: levels(event.asks) };
    }
    case "trade": {
      const { tradeId, priceTicks, quantityLots, aggressor } = event;
      return { at, trade: tradeId, price: price(priceTicks), quantity: quantity(quantityLots), taker: aggressor };
    }
    case "candle": {
      const { timeframe, openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots } = event.candle;
      return {
        at,
        candle: timeframe,
        openAt,
        open: price(openTicks),
        high: price(highTicks),
        low: price(lowTicks),
        close: price(closeTicks),
        volume: quantity(volumeLots),
      };
    }
    case "funding":
      return { at, funding: event.rate, ...(event.markTicks === 0 ? {} : { mark: price(event.markTicks) }) };
    case "stream": {
      const { stream, state, code, detail } = event;
      return { at, stream, state, code, detail };
    }
  }
}
