import * as z from "zod";
import type { GridReader } from "../../tape/grid-reader.ts";
import { type CaptureProtocol, type LineContext, parseMessage, type Said, wholeNumber } from "./capture-protocol.ts";
import { HYPERLIQUID } from "./sequence-rules.ts";

const level = z.object({ px: z.string(), sz: z.string() });
const BOOK = z.object({
  coin: z.string(),
  time: wholeNumber,
  levels: z.tuple([z.array(level), z.array(level)]),
});
const TRADES = z.array(
  z.object({
    coin: z.string(),
    side: z.enum(["A", "B"]),
    px: z.string(),
    sz: z.string(),
    time: wholeNumber,
    tid: wholeNumber,
  }),
);
const MESSAGE = z.object({ channel: z.string(), data: z.unknown() });

/** Hyperliquid streams, lines of `<local time in ns> <json>`: `l2Book` (twenty levels a side, whole) and `trades`. */
export const HYPERLIQUID_CAPTURE: CaptureProtocol = {
  framing: /^\d+ \{/,
  framingName: "a local time, a space and a JSON object",
  rule: HYPERLIQUID,
  hasTradeNumbers: false,
  decode: (message, context) => {
    const { channel, data } = parseMessage(MESSAGE, message, context);
    if (channel === "l2Book") return [book(parseMessage(BOOK, data, context), context)];
    if (channel === "trades") return trades(parseMessage(TRADES, data, context), context);
    return [];
  },
};

function book({ coin, time, levels: [bids, asks] }: z.infer<typeof BOOK>, context: LineContext): Said {
  const grid = context.grid(coin);
  const flat = (side: typeof bids): number[] => side.flatMap((each) => flatLevel(each, grid, context.line));
  return {
    grid,
    what: { kind: "snapshot", at: time, lastId: time, checksum: null, bids: flat(bids), asks: flat(asks) },
  };
}

const flatLevel = ({ px, sz }: z.infer<typeof level>, grid: GridReader, line: number): [number, number] => [
  grid.ticks(px, "Price", line),
  grid.shownLots(sz, "Quantity", line),
];

function trades(prints: z.infer<typeof TRADES>, context: LineContext): readonly Said[] {
  return prints.map(({ coin, side, px, sz, time, tid }) => {
    const grid = context.grid(coin);
    return {
      grid,
      what: {
        kind: "trade",
        instrumentId: grid.instrumentId,
        at: time,
        tradeId: `${tid}`,
        priceTicks: grid.ticks(px, "Price", context.line),
        quantityLots: grid.lots(sz, "Quantity", context.line),
        aggressor: side === "B" ? "buy" : "sell",
      },
    };
  });
}
