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
  scan,
  decode,
} as const;

/**
 * Raw captures of Binance streams: lines of `<local time in ns> <json>` with `@depth`, `@trade` and `@bookTicker` messages, and
 * REST snapshots where they arrived.
 */
export const BINANCE_SPOT_CAPTURE: CaptureProtocol = { ...shared, rule: BINANCE_SPOT };
export const BINANCE_FUTURES_CAPTURE: CaptureProtocol = { ...shared, rule: BINANCE_FUTURES };

/** A diff as the venue writes it, up to the bids. */
const DIFF_HEAD =
  /^\d+ \{"stream":"[a-z0-9]+@depth[@a-z0-9]*","data":\{"e":"depthUpdate","E":(\d{1,15}),(?:"T":(\d{1,15}),)?"s":"([A-Z0-9]+)","U":(\d{1,15}),"u":(\d{1,15}),(?:"pu":(\d{1,15}),)?"b":/;

function scan(text: string, context: LineContext): readonly Said[] | null {
  const head = DIFF_HEAD.exec(text);
  if (head === null) return null;
  const [start, E, T = E, symbol = "", U, u, pu] = head;
  const grid = context.knownGrid(symbol);
  if (grid === undefined) return null;
  const { scanner } = grid;
  const bids = scanner.side(text, start.length);
  if (bids === null || !text.startsWith(',"a":', scanner.end)) return null;
  const asks = scanner.side(text, scanner.end + 5);
  if (asks === null || text.length !== scanner.end + 2 || !text.endsWith("}}")) return null;
  const what: BookMessage = {
    kind: "diff",
    at: Number(T),
    firstId: Number(U),
    lastId: Number(u),
    previousId: pu === undefined ? null : Number(pu),
    checksum: null,
    bids,
    asks,
  };
  return [{ grid, what }];
}

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
