import type { BookDiff, BookSnapshot } from "../book-message.ts";

/** How a venue numbers its book changes. `lastId` is the number at which the book stands. */
export type SequenceRule = {
  /** Whether a snapshot must be asked for, or comes first in the stream of changes. */
  readonly snapshots: "requested" | "streamed";
  /** The first change after a requested snapshot may reach back behind it. */
  joins(diff: BookDiff, lastId: number): boolean;
  /** Continues the change before, with nothing missing between. */
  follows(diff: BookDiff, lastId: number): boolean;
  /** Tells nothing that the book does not hold already. */
  isOld(diff: BookDiff, lastId: number): boolean;
  /** A snapshot from before the book at hand, where a smaller number means that. */
  isPast(snapshot: BookSnapshot, lastId: number): boolean;
  /** What must come next, for people. */
  expects(lastId: number): string;
};

const never = (): boolean => false;
const nextNumber = (lastId: number): string => `${lastId + 1} must come next`;

/** Binance spot: the first diff spans `lastUpdateId + 1`, each later one begins one after the last. */
export const BINANCE_SPOT: SequenceRule = {
  snapshots: "requested",
  joins: ({ firstId, lastId: last }, lastId) => firstId <= lastId + 1 && lastId < last,
  follows: ({ firstId, lastId: last }, lastId) => firstId === lastId + 1 && last >= firstId,
  isOld: ({ lastId: last }, lastId) => last <= lastId,
  isPast: never,
  expects: nextNumber,
};

/** Binance USD-M futures: numbers are shared by all books and leave holes, so each diff names the last one of its own (`pu`). */
export const BINANCE_FUTURES: SequenceRule = {
  snapshots: "requested",
  joins: ({ firstId, lastId: last, previousId }, lastId) =>
    previousId === lastId || (firstId <= lastId && lastId < last),
  follows: ({ previousId, lastId: last }, lastId) => previousId === lastId && last > lastId,
  isOld: ({ lastId: last }, lastId) => last <= lastId,
  isPast: never,
  expects: (lastId) => `the one after ${lastId} must come next`,
};

/** Bybit v5: one number a message, whatever it holds. */
export const BYBIT: SequenceRule = {
  snapshots: "streamed",
  joins: ({ lastId: last }, lastId) => last === lastId + 1,
  follows: ({ lastId: last }, lastId) => last === lastId + 1,
  isOld: ({ lastId: last }, lastId) => last <= lastId,
  isPast: never,
  expects: nextNumber,
};

/** OKX: each message names the one before; after maintenance the numbers may begin again. */
export const OKX: SequenceRule = {
  snapshots: "streamed",
  joins: ({ previousId }, lastId) => previousId === lastId,
  follows: ({ previousId }, lastId) => previousId === lastId,
  isOld: ({ lastId: last }, lastId) => last <= lastId,
  isPast: never,
  expects: (lastId) => `the one after ${lastId} must come next`,
};

/** No numbers: what is missing shows in the checksum alone. */
export const UNNUMBERED: SequenceRule = {
  snapshots: "streamed",
  joins: () => true,
  follows: () => true,
  isOld: never,
  isPast: never,
  expects: () => "the next must come",
};

/** Hyperliquid: each message is the whole book, numbered by its time. */
export const HYPERLIQUID: SequenceRule = {
  ...UNNUMBERED,
  isPast: ({ lastId: last }, lastId) => last < lastId,
};
