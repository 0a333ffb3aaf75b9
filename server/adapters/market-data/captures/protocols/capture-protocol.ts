import * as z from "zod";
import type { BookEvent, MarketEvent } from "../../../../domain/markets/market-event.ts";
import type { OrderBook } from "../../../../domain/markets/order-book.ts";
import type { Grid, GridReader } from "../../tape/grid-reader.ts";
import type { TapeError } from "../../tape/tape-error.ts";
import type { BookMessage } from "../book-message.ts";
import type { SequenceRule } from "./sequence-rules.ts";

/** What one message says about one instrument. */
export type Said = { readonly grid: GridReader; readonly what: BookMessage | Exclude<MarketEvent, BookEvent> };

/** The line being read: finds the grid of a venue's symbol and makes the errors that quote the line. */
export type LineContext = {
  readonly line: number;
  /** Throws for a symbol that this capture is not of; null in place of a symbol means the only instrument. */
  grid(symbol: string | null): GridReader;
  /** The grid of a symbol, where a session holds more than is wanted. */
  knownGrid(symbol: string): GridReader | undefined;
  malformed(problem: string): TapeError;
};

/** How a venue's messages look and what holds for its books. */
export type CaptureProtocol = {
  /** How a line begins: a local time and the message, or the message alone. */
  readonly framing: RegExp;
  readonly framingName: string;
  /** Lines that are whole and say nothing of books and trades; found before they are parsed, as they may be most. */
  readonly passedOver?: RegExp;
  readonly rule: SequenceRule;
  /** Trades are numbered without a hole. */
  readonly hasTradeNumbers: boolean;
  readonly levelsMax?: number;
  verifier?(grid: Grid): (book: OrderBook, checksum: number) => boolean;
  /** A quick way to what `decode` would say of a line, for the kind that is most; null leaves it to the thorough one. */
  scan?(text: string, context: LineContext): readonly Said[] | null;
  decode(message: unknown, context: LineContext): readonly Said[];
};

export const wholeNumber = z.int().nonnegative();
export const sideOfLevels = z.array(z.unknown());

/** Parses at the door; the error names the field. */
export function parseMessage<T>(schema: z.ZodType<T>, value: unknown, context: LineContext): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw context.malformed(`has a bad "${issue?.path.join(".") ?? ""}" (${issue?.message ?? "unknown"})`);
}

/** One side of a message, `[[price, quantity, …], …]` in texts, as flat ticks and lots. Spelled out: it is most of the work. */
export function flatLevels(side: readonly unknown[], name: string, grid: GridReader, context: LineContext): number[] {
  const flat: number[] = new Array(side.length * 2);
  for (let index = 0; index < side.length; index += 1) {
    const level = side[index];
    if (!Array.isArray(level)) throw context.malformed(`has a bad "${name}.${index}" (no level)`);
    const [price, quantity] = level as readonly unknown[];
    if (typeof price !== "string" || typeof quantity !== "string") {
      throw context.malformed(`has a bad "${name}.${index}" (price and quantity must be texts)`);
    }
    flat[index * 2] = grid.ticks(price, "Price", context.line);
    flat[index * 2 + 1] = grid.shownLots(quantity, "Quantity", context.line);
  }
  return flat;
}
