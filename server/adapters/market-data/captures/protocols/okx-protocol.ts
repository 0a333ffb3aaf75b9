import * as z from "zod";
import { okxChecksum } from "./book-checksum.ts";
import { type CaptureProtocol, flatLevels, parseMessage, type Said, sideOfLevels } from "./capture-protocol.ts";
import { OKX, UNNUMBERED } from "./sequence-rules.ts";

const MESSAGE = z.object({
  arg: z.object({ channel: z.string(), instId: z.string().optional() }),
  action: z.enum(["snapshot", "update"]).optional(),
  data: z.array(z.unknown()).optional(),
});
const instant = z.string().regex(/^\d{13}$/);
const BOOK = z.object({
  asks: sideOfLevels,
  bids: sideOfLevels,
  ts: instant,
  checksum: z.int().optional(),
  seqId: z.int().optional(),
  prevSeqId: z.int().optional(),
});
const TRADE = z.object({
  tradeId: z.string(),
  px: z.string(),
  sz: z.string(),
  side: z.enum(["buy", "sell"]),
  ts: instant,
});

/** OKX v5 public streams as a session records them, `<epoch>: <json>`: `books` and `trades`; the rest is passed over. */
export const OKX_SESSION: CaptureProtocol = {
  framing: /^[\d.]+: \{/,
  framingName: "a local time, a colon and a JSON object",
  rule: {
    ...OKX,
    // Sessions from before the numbers have but the checksum.
    joins: (diff, lastId) => (diff.previousId === null ? UNNUMBERED : OKX).joins(diff, lastId),
    follows: (diff, lastId) => (diff.previousId === null ? UNNUMBERED : OKX).follows(diff, lastId),
    isOld: (diff, lastId) => (diff.previousId === null ? UNNUMBERED : OKX).isOld(diff, lastId),
  },
  hasTradeNumbers: false,
  verifier: (grid) => (book, checksum) => okxChecksum(book, grid) === checksum,
  decode: (message, context) => {
    const { arg, action, data } = parseMessage(MESSAGE, message, context);
    const grid = arg.instId === undefined ? undefined : context.knownGrid(arg.instId);
    if (grid === undefined || data === undefined) return [];
    if (arg.channel === "trades") {
      return data.map((each): Said => {
        const { tradeId, px, sz, side, ts } = parseMessage(TRADE, each, context);
        const priceTicks = grid.ticks(px, "Price", context.line);
        const quantityLots = grid.lots(sz, "Quantity", context.line);
        const { instrumentId } = grid;
        return {
          grid,
          what: { kind: "trade", instrumentId, at: Number(ts), tradeId, priceTicks, quantityLots, aggressor: side },
        };
      });
    }
    if (arg.channel !== "books" || action === undefined) return [];
    return data.map((each): Said => {
      const { asks, bids, ts, checksum = 0, seqId = 0, prevSeqId } = parseMessage(BOOK, each, context);
      const levels = {
        at: Number(ts),
        lastId: seqId,
        checksum: checksum === 0 ? null : checksum,
        bids: flatLevels(bids, "bids", grid, context),
        asks: flatLevels(asks, "asks", grid, context),
      };
      if (action === "snapshot") return { grid, what: { kind: "snapshot", ...levels } };
      return { grid, what: { kind: "diff", firstId: seqId, previousId: prevSeqId ?? null, ...levels } };
    });
  },
};
