import * as z from "zod";
import {
  type CaptureProtocol,
  flatLevels,
  type LineContext,
  parseMessage,
  type Said,
  sideOfLevels,
  wholeNumber,
} from "./capture-protocol.ts";
import { BYBIT } from "./sequence-rules.ts";

const BOOK = z.object({
  type: z.enum(["snapshot", "delta"]),
  ts: wholeNumber,
  cts: wholeNumber.optional(),
  data: z.object({ s: z.string(), b: sideOfLevels, a: sideOfLevels, u: wholeNumber }),
});
const TRADES = z.object({
  data: z.array(
    z.object({
      T: wholeNumber,
      s: z.string(),
      S: z.enum(["Buy", "Sell"]),
      v: z.string(),
      p: z.string(),
      i: z.string(),
    }),
  ),
});
const MESSAGE = z.object({ topic: z.string() });

/** Bybit v5 public streams, one message a line: `orderbook.*` and `publicTrade.*`; other topics are passed over. */
export const BYBIT_CAPTURE: CaptureProtocol = {
  framing: /^(\d+ )?\{/,
  framingName: "a JSON object",
  rule: BYBIT,
  hasTradeNumbers: false,
  decode: (message, context) => {
    const { topic } = parseMessage(MESSAGE, message, context);
    if (topic.startsWith("orderbook.")) return [book(parseMessage(BOOK, message, context), context)];
    if (topic.startsWith("publicTrade.")) return trades(parseMessage(TRADES, message, context), context);
    return [];
  },
};

function book({ type, ts, cts = ts, data }: z.infer<typeof BOOK>, context: LineContext): Said {
  const grid = context.grid(data.s);
  const levels = {
    at: cts,
    lastId: data.u,
    checksum: null,
    bids: flatLevels(data.b, "data.b", grid, context),
    asks: flatLevels(data.a, "data.a", grid, context),
  };
  if (type === "snapshot") return { grid, what: { kind: "snapshot", ...levels } };
  return { grid, what: { kind: "diff", firstId: data.u, previousId: null, ...levels } };
}

function trades({ data }: z.infer<typeof TRADES>, context: LineContext): readonly Said[] {
  return data.map(({ T, s, S, v, p, i }) => {
    const grid = context.grid(s);
    return {
      grid,
      what: {
        kind: "trade",
        instrumentId: grid.instrumentId,
        at: T,
        tradeId: i,
        priceTicks: grid.ticks(p, "Price", context.line),
        quantityLots: grid.lots(v, "Quantity", context.line),
        aggressor: S === "Buy" ? "buy" : "sell",
      },
    };
  });
}
