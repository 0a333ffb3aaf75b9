import * as z from "zod";
import type { TradeEvent } from "../../../../domain/markets/market-event.ts";
import type { GridReader } from "../../tape/grid-reader.ts";
import type { BookMessage } from "../book-message.ts";
import {
  type CaptureProtocol,
  flatLevels,
  type LineContext,
  parseMessage,
  type Said,
  sideOfLevels,
  wholeNumber,
} from "./capture-protocol.ts";
import { BINANCE_FUTURES, BINANCE_SPOT } from "./sequence-rules.ts";

const SNAPSHOT = z.object({
  lastUpdateId: wholeNumber,
  T: wholeNumber.optional(),
  bids: sideOfLevels,
  asks: sideOfLevels,
});
const DIFF = z.object({
  E: wholeNumber,
  T: wholeNumber.optional(),
  s: z.string(),
  U: wholeNumber,
  u: wholeNumber,
  pu: wholeNumber.optional(),
  b: sideOfLevels,
  a: sideOfLevels,
});
const TRADE = z.object({
  s: z.string(),
  t: wholeNumber,
  p: z.string(),
  q: z.string(),
  T: wholeNumber,
  m: z.boolean(),
  X: z.string().optional(),
});
const MESSAGE = z.object({ stream: z.string(), data: z.unknown() });

const shared = {
  framing: /^\d+ \{/,
  framingName: "a local time, a space and a JSON object",
  passedOver: /^\d+ \{"stream":"[a-z0-9]+@bookTicker","data":\{.*\}\}$/,
  hasTradeNumbers: true,
  decode,
} as const;

/**
 * Raw captures of Binance streams: lines of `<local time in ns> <json>` with `@depth`, `@trade` and `@bookTicker` messages, and
 * REST snapshots where they arrived.
 */
export const BINANCE_SPOT_CAPTURE: CaptureProtocol = { ...shared, rule: BINANCE_SPOT };
export const BINANCE_FUTURES_CAPTURE: CaptureProtocol = { ...shared, rule: BINANCE_FUTURES };

function decode(message: unknown, context: LineContext): readonly Said[] {
  if (typeof message === "object" && message !== null && "lastUpdateId" in message) {
    return [snapshot(parseMessage(SNAPSHOT, message, context), context)];
  }
  const { stream, data } = parseMessage(MESSAGE, message, context);
  const channel = stream.slice(stream.indexOf("@") + 1);
  if (channel.startsWith("depth")) return [diff(parseMessage(DIFF, data, context), context)];
  if (channel === "trade") return trade(parseMessage(TRADE, data, context), context);
  if (channel === "bookTicker") return [];
  throw context.malformed(`has unknown stream "${stream}"`);
}

function snapshot({ lastUpdateId, T = 0, bids, asks }: z.infer<typeof SNAPSHOT>, context: LineContext): Said {
  const grid = context.grid(null);
  const what: BookMessage = {
    kind: "snapshot",
    at: T, // A spot snapshot does not say when it was taken.
    lastId: lastUpdateId,
    checksum: null,
    bids: flatLevels(bids, "bids", grid, context),
    asks: flatLevels(asks, "asks", grid, context),
  };
  return { grid, what };
}

function diff({ E, T = E, s, U, u, pu, b, a }: z.infer<typeof DIFF>, context: LineContext): Said {
  const grid = context.grid(s);
  const what: BookMessage = {
    kind: "diff",
    at: T,
    firstId: U,
    lastId: u,
    previousId: pu ?? null,
    checksum: null,
    bids: flatLevels(b, "b", grid, context),
    asks: flatLevels(a, "a", grid, context),
  };
  return { grid, what };
}

function trade({ s, t, p, q, T, m, X = "MARKET" }: z.infer<typeof TRADE>, context: LineContext): readonly Said[] {
  const grid = context.grid(s);
  if (X !== "MARKET") return []; // The insurance fund's, which no book has seen.
  return [{ grid, what: tradeEvent(grid, { t, p, q, T, m }, context.line) }];
}

function tradeEvent(
  grid: GridReader,
  { t, p, q, T, m }: Pick<z.infer<typeof TRADE>, "t" | "p" | "q" | "T" | "m">,
  line: number,
): TradeEvent {
  return {
    kind: "trade",
    instrumentId: grid.instrumentId,
    at: T,
    tradeId: `${t}`,
    priceTicks: grid.ticks(p, "Price", line),
    quantityLots: grid.lots(q, "Quantity", line),
    aggressor: m ? "sell" : "buy",
  };
}
