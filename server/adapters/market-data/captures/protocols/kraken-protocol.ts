import * as z from "zod";
import { krakenChecksum } from "./book-checksum.ts";
import { type CaptureProtocol, flatLevels, type LineContext, parseMessage, type Said } from "./capture-protocol.ts";
import { UNNUMBERED } from "./sequence-rules.ts";

const LEVELS_MAX = 1_000;

const level = z.union([
  z.tuple([z.string(), z.string(), z.string()]),
  z.tuple([z.string(), z.string(), z.string(), z.string()]), // "r": the level is shown again.
]);
const side = z.array(level).optional();
const PART = z.object({ as: side, bs: side, a: side, b: side, c: z.string().regex(/^\d+$/).optional() });
const DATA = z.array(z.unknown()).min(4);

/** Kraken's v1 public streams as a session records them, `<epoch>: <json>`: `book-1000`; the rest is passed over. */
export const KRAKEN_SESSION: CaptureProtocol = {
  framing: /^[\d.]+: [[{]/,
  framingName: "a local time, a colon and JSON",
  rule: UNNUMBERED,
  hasTradeNumbers: false,
  levelsMax: LEVELS_MAX,
  verifier: (grid) => (book, checksum) => krakenChecksum(book, grid) === checksum,
  decode: (message, context) => {
    if (!Array.isArray(message)) return [];
    const data = parseMessage(DATA, message, context);
    const channel = data.at(-2);
    const pair = data.at(-1);
    if (channel !== `book-${LEVELS_MAX}` || typeof pair !== "string") return [];
    return book(data.slice(1, -2), pair, context);
  },
};

function book(parts: readonly unknown[], pair: string, context: LineContext): readonly Said[] {
  const grid = context.knownGrid(pair);
  if (grid === undefined) return [];
  const read = parts.map((part) => parseMessage(PART, part, context)); // Asks and bids come in parts of their own.
  // Somebody does ask 99999997 bitcoin for a coin: further away than ticks can be counted, and than anybody will buy.
  const asks = read.flatMap(({ as = [], a = [] }) => [...as, ...a]).filter(([price]) => grid.canHold(price));
  const bids = read.flatMap(({ bs = [], b = [] }) => [...bs, ...b]);
  const seconds = [...asks, ...bids].map(([, , time]) => Number(time));
  const checksum = read.at(-1)?.c;
  const levels = {
    at: Math.floor(Math.max(0, ...seconds) * 1_000),
    lastId: 0,
    checksum: checksum === undefined ? null : Number(checksum),
    bids: flatLevels(bids, "b", grid, context),
    asks: flatLevels(asks, "a", grid, context),
  };
  const isSnapshot = read.some(({ as, bs }) => as !== undefined || bs !== undefined);
  if (isSnapshot) return [{ grid, what: { kind: "snapshot", ...levels } }];
  return [{ grid, what: { kind: "diff", firstId: 0, previousId: null, ...levels } }];
}
