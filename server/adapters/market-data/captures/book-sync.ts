import type { QualityCode, StreamState } from "../../../domain/markets/data-quality.ts";
import type { BookEvent, StreamEvent } from "../../../domain/markets/market-event.ts";
import { OrderBook } from "../../../domain/markets/order-book.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { bestLevels, wholeBook } from "../tape/whole-book.ts";
import type { BookDiff, BookMessage, BookSnapshot } from "./book-message.ts";
import type { SequenceRule } from "./protocols/sequence-rules.ts";

/** What follows from a message: events for the desk, or the wish for a snapshot that whoever holds the connection grants. */
export type SyncOutput =
  | { readonly kind: "event"; readonly event: BookEvent | StreamEvent; readonly updateId: number }
  | { readonly kind: "request-snapshot" };

/** Called for each output in turn, while the book is just what it tells. */
export type SyncSink = (output: SyncOutput) => void;

export type SyncOptions = {
  readonly instrumentId: string;
  readonly rule: SequenceRule;
  /** Whether the book is what the venue's checksum says. */
  readonly verify?: (book: OrderBook, checksum: number) => boolean;
  /** Levels a side that the venue speaks about: what falls below goes, as it will never be removed. */
  readonly levelsMax?: number;
};

/** Changes kept while a snapshot is awaited: more than a venue sends until it answers. */
const WAITING_MAX = 10_000;
/** Of a stream that begins with its snapshot only so many late changes are waited for. */
const REORDER_MAX = 32;

/**
 * One book kept in step with its venue, purely: a message in, events out. Until there is a snapshot nothing goes out; a missing
 * change makes the book invalid, and nothing but the whole book brings it back: from a snapshot, or from the missing change
 * when it was only late. What was repeated is noted and not applied twice.
 */
export class BookSync {
  readonly #options: SyncOptions;
  readonly #book = new OrderBook();
  #state: "unsynced" | "synced" | "invalid" = "unsynced";
  #lastId = 0;
  /** A change has joined the requested snapshot: from now on each must follow the last. */
  #isJoined = false;
  /** The book stands at `lastId` and can go on from there when the missing change comes late. */
  #isResumable = false;
  #waiting: BookDiff[] = [];
  #firstUnused: BookDiff | null = null;
  #sink: SyncSink = () => undefined;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** To be read, not changed. */
  get book(): OrderBook {
    return this.#book;
  }

  get state(): "unsynced" | "synced" | "invalid" {
    return this.#state;
  }

  /** The changes that wait for a snapshot, in the order of their coming. */
  get waiting(): readonly BookDiff[] {
    return this.#waiting;
  }

  /** The first change that came while there was no snapshot yet; null once there is one. */
  get firstUnused(): BookDiff | null {
    return this.#state === "unsynced" ? this.#firstUnused : null;
  }

  observe(message: BookMessage, sink: SyncSink): void {
    this.#sink = sink;
    if (message.kind === "snapshot") this.#snapshot(message);
    else if (this.#state === "synced") this.#diff(message);
    else this.#wait(message);
  }

  /** Trusts the book no more, e.g. because the connection broke or a message could not be read. */
  invalidate(at: Timestamp, code: QualityCode, detail: string, sink: SyncSink): void {
    this.#sink = sink;
    this.#distrust(at, code, detail);
  }

  #snapshot(snapshot: BookSnapshot): void {
    const { rule, verify, instrumentId } = this.#options;
    const isRequested = rule.snapshots === "requested";
    // The changes lead on from here anyway; an older book would only throw them away.
    if (this.#state === "synced" && isRequested && (this.#isJoined || snapshot.lastId <= this.#lastId)) return;
    if (rule.isPast(snapshot, this.#lastId)) {
      this.#remark(snapshot.at, "reordered", `The book of ${snapshot.lastId} came after that of ${this.#lastId}.`);
      return;
    }
    const waiting = isRequested ? this.#waiting.filter((diff) => !rule.isOld(diff, snapshot.lastId)) : [];
    const first = waiting[0];
    if (first !== undefined && !rule.joins(first, snapshot.lastId)) {
      this.#sink({ kind: "request-snapshot" }); // Older than the changes at hand: there is a hole between.
      return;
    }
    const wasInvalid = this.#state === "invalid";
    this.#book.apply({ isSnapshot: true, bids: snapshot.bids, asks: snapshot.asks });
    if (snapshot.checksum !== null && verify !== undefined && !verify(this.#book, snapshot.checksum)) {
      this.#distrust(snapshot.at, "checksum-mismatch", checksumDetail(snapshot));
      return;
    }
    this.#state = "synced";
    this.#lastId = snapshot.lastId;
    this.#isJoined = !isRequested;
    this.#waiting = [];
    this.#emit(wholeBook(this.#book, instrumentId, snapshot.at));
    if (wasInvalid)
      this.#note(snapshot.at, "live", "resynced", `A snapshot shows the whole book at ${snapshot.lastId}.`);
    for (const diff of waiting) {
      if (this.#state === "synced") this.#diff(diff);
      else this.#wait(diff);
    }
  }

  #diff(diff: BookDiff): void {
    const { rule } = this.#options;
    if (this.#continues(diff)) {
      this.#apply(diff);
      return;
    }
    if (rule.isOld(diff, this.#lastId)) {
      // Before it has joined, the changes that the snapshot already holds come as a matter of course.
      if (this.#isJoined) this.#noteRepeated(diff);
      return;
    }
    const standing = `The book stands at update ${this.#lastId}, the change covers ${diff.firstId} to ${diff.lastId}`;
    this.#distrust(diff.at, "sequence-gap", `Gap in the book: ${standing}, but ${rule.expects(this.#lastId)}.`);
    this.#isResumable = true;
    this.#waiting = [diff];
  }

  #continues(diff: BookDiff): boolean {
    const { rule } = this.#options;
    return this.#isJoined ? rule.follows(diff, this.#lastId) : rule.joins(diff, this.#lastId);
  }

  #apply(diff: BookDiff): void {
    const levels = this.#change(diff);
    if (levels === null) return;
    const { instrumentId } = this.#options;
    this.#emit({ kind: "book", instrumentId, at: diff.at, isSnapshot: false, ...levels, ...bestLevels(this.#book) });
  }

  /** Changes the book; null when it is then not the one that the venue's checksum tells of. */
  #change(diff: BookDiff): Pick<BookEvent, "bids" | "asks"> | null {
    const { verify, levelsMax } = this.#options;
    this.#book.apply({ isSnapshot: false, bids: diff.bids, asks: diff.asks });
    const bids = levelsMax === undefined ? diff.bids : this.#trim("buy", diff.bids, levelsMax);
    const asks = levelsMax === undefined ? diff.asks : this.#trim("sell", diff.asks, levelsMax);
    if (diff.checksum !== null && verify !== undefined && !verify(this.#book, diff.checksum)) {
      this.#distrust(diff.at, "checksum-mismatch", checksumDetail(diff));
      return null;
    }
    this.#isJoined = true;
    this.#lastId = diff.lastId;
    return { bids, asks };
  }

  #trim(side: Side, flat: readonly number[], levelsMax: number): readonly number[] {
    const book = this.#book;
    if (book.depth(side) <= levelsMax) return flat;
    const trimmed = [...flat];
    while (book.depth(side) > levelsMax) {
      const worst = book.ticksAt(side, book.depth(side) - 1);
      book.set(side, worst, 0);
      trimmed.push(worst, 0);
    }
    return trimmed;
  }

  #wait(diff: BookDiff): void {
    const { rule } = this.#options;
    const isRequested = rule.snapshots === "requested";
    this.#firstUnused ??= diff;
    if (!isRequested && !this.#isResumable) return; // Its stream begins anew with a snapshot.
    const waiting = this.#waiting;
    let place = waiting.length;
    while (place > 0 && (waiting[place - 1] as BookDiff).lastId > diff.lastId) place -= 1;
    if ((this.#isResumable && rule.isOld(diff, this.#lastId)) || waiting[place - 1]?.lastId === diff.lastId) {
      this.#noteRepeated(diff);
      return;
    }
    if (this.#state === "unsynced" && waiting.length === 0) this.#sink({ kind: "request-snapshot" });
    if (place < waiting.length) this.#noteReordered(diff);
    waiting.splice(place, 0, diff);
    if (this.#isResumable && this.#continues(waiting[0] as BookDiff)) this.#resume(diff.at);
    else if (waiting.length > (isRequested ? WAITING_MAX : REORDER_MAX)) this.#giveUpWaiting(isRequested);
  }

  /** The missing change came late: once nothing is missing any more, everything goes on from here. */
  #resume(at: Timestamp): void {
    const waiting = this.#waiting;
    while (waiting[0] !== undefined && this.#continues(waiting[0])) {
      if (this.#change(waiting.shift() as BookDiff) === null) return;
    }
    if (waiting.length > 0) return;
    this.#isResumable = false;
    this.#state = "synced";
    this.#emit(wholeBook(this.#book, this.#options.instrumentId, at));
    this.#note(at, "live", "resynced", `The missing changes came late; the book is whole at update ${this.#lastId}.`);
  }

  #giveUpWaiting(isRequested: boolean): void {
    this.#isResumable = false;
    if (isRequested) this.#waiting.shift();
    else this.#waiting = [];
  }

  #noteRepeated({ at, firstId, lastId }: BookDiff): void {
    this.#remark(
      at,
      "repeated",
      `The change of ${firstId} to ${lastId} came again; the book stands at ${this.#lastId}.`,
    );
  }

  #noteReordered({ at, firstId, lastId }: BookDiff): void {
    this.#remark(at, "reordered", `The change of ${firstId} to ${lastId} came after later ones and was put in order.`);
  }

  /** Says what was seen without a change of the book's state; before its first snapshot there is none to speak of. */
  #remark(at: Timestamp, code: QualityCode, detail: string): void {
    if (this.#state !== "unsynced") this.#note(at, this.#state === "synced" ? "live" : "invalid", code, detail);
  }

  #distrust(at: Timestamp, code: QualityCode, detail: string): void {
    this.#state = "invalid";
    this.#isResumable = false;
    this.#waiting = [];
    this.#note(at, "invalid", code, detail);
    this.#sink({ kind: "request-snapshot" });
  }

  #note(at: Timestamp, state: StreamState, code: QualityCode, detail: string): void {
    const { instrumentId } = this.#options;
    this.#emit({ kind: "stream", instrumentId, at, stream: "book", state, code, detail });
  }

  #emit(event: BookEvent | StreamEvent): void {
    this.#sink({ kind: "event", event, updateId: event.kind === "book" ? this.#lastId : 0 });
  }
}

const checksumDetail = ({ checksum, lastId }: BookMessage): string =>
  `The venue's checksum ${checksum} of update ${lastId} is not that of the book at hand.`;
