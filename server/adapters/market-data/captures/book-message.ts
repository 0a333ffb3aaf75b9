import type { Timestamp } from "../../../domain/time/timestamp.ts";

type Levels = {
  readonly at: Timestamp;
  /** Flat `[priceTicks, quantityLots, …]`; a quantity of 0 removes the level. */
  readonly bids: readonly number[];
  readonly asks: readonly number[];
  /** The venue's number of the book after this message; 0 where it gives none. */
  readonly lastId: number;
  /** The venue's checksum of the book after this message; null where it gives none. */
  readonly checksum: number | null;
};

export type BookSnapshot = Levels & { readonly kind: "snapshot" };

/** The changes numbered `firstId` to `lastId`; `previousId` is the `lastId` of the diff before, where the venue says so. */
export type BookDiff = Levels & {
  readonly kind: "diff";
  readonly firstId: number;
  readonly previousId: number | null;
};

/** What a venue says about one book, on the instrument's grid. */
export type BookMessage = BookSnapshot | BookDiff;
