import type { FeedFrame, PricesFrame } from "../../server/domain/markets/price-frames.ts";
import type { DeskFrame, HelloFrame, MarksFrame, StatusFrame } from "./live-frame.ts";
import { isSameWatch, NOTHING_WATCHED, uniteWatches, type Watch, watchedIds } from "./watch.ts";

/** From the worker to a tab. `frame` is the frame as it came; tabs read it, the hub only keeps the newest. */
export type HubMessage =
  | { readonly kind: "frame"; readonly frame: DeskFrame }
  | { readonly kind: "connection"; readonly state: "open" | "retrying"; readonly retryAt: number | null }
  | { readonly kind: "signed-out" };

/** From a tab to the worker. */
export type TabMessage =
  | { readonly kind: "hello"; readonly viewer: string }
  | { readonly kind: "watch"; readonly watch: Watch }
  | { readonly kind: "bye" }
  | { readonly kind: "sign-out" };

export type Stream = { close(): void };
export type StreamHandlers = {
  readonly onOpen: () => void;
  readonly onData: (text: string) => void;
  readonly onError: () => void;
};

/** What the hub needs from its surroundings. */
export type HubDoors = {
  readonly openStream: (url: string, handlers: StreamHandlers) => Stream;
  /** Tells the desk what this browser shows; false when that did not arrive. */
  readonly sendWatch: (stream: string, watch: Watch) => Promise<boolean>;
  readonly parse: (text: string) => DeskFrame | HelloFrame | null;
  readonly after: (ms: number, action: () => void) => () => void;
  readonly now: () => number;
};

export type Tab = { post(message: HubMessage): void };

const RETRY_MS_FIRST = 500;
const RETRY_MS_MAX = 8_000;
const WATCH_RETRY_MS = 1_000;

/** Silence this long means that the stream is dead though the socket looks open: the desk beats every second. */
const SILENCE_MS_MAX = 12_000;

/** A frame names the instruments that moved; the others keep what was last known, and what nobody shows is forgotten. */
function mergePrices(known: PricesFrame | null, frame: PricesFrame, shown: ReadonlySet<string>): PricesFrame {
  const moved = new Set(frame.instruments.map((prices) => prices.id));
  const kept = known === null ? [] : known.instruments.filter((prices) => !moved.has(prices.id));
  return { ...frame, instruments: [...kept, ...frame.instruments].filter((prices) => shown.has(prices.id)) };
}

/** Holds the one stream of a browser, fans its frames out to the tabs and opens it again when it breaks. */
export class LiveHub {
  readonly #doors: HubDoors;
  readonly #tabs = new Map<Tab, Watch>();
  #viewer: string | null = null;
  #stream: Stream | null = null;
  #streamId: string | null = null;
  #cancelTimer: (() => void) | null = null;
  #failures = 0;
  #watch: Watch = NOTHING_WATCHED;
  #isSending = false;
  #status: StatusFrame | null = null;
  #feed: FeedFrame | null = null;
  #prices: PricesFrame | null = null;
  readonly #marks = new Map<string, MarksFrame>();
  readonly #cursors = new Map<string, number>();
  #connection: HubMessage = { kind: "connection", state: "retrying", retryAt: null };

  constructor(doors: HubDoors) {
    this.#doors = doors;
  }

  receive(tab: Tab, message: TabMessage): void {
    switch (message.kind) {
      case "hello":
        this.#greet(tab, message.viewer);
        break;
      case "watch":
        if (!this.#tabs.has(tab)) break;
        this.#tabs.set(tab, message.watch);
        this.#look();
        this.#showKnown(tab, watchedIds(message.watch));
        break;
      case "bye":
        this.#tabs.delete(tab);
        if (this.#tabs.size === 0) this.#forget();
        else this.#look();
        break;
      case "sign-out":
        for (const each of this.#tabs.keys()) each.post({ kind: "signed-out" });
        this.#forget();
        break;
    }
  }

  #greet(tab: Tab, viewer: string): void {
    // Another person signed in at this browser: nothing of the last one's stream may remain.
    if (this.#viewer !== null && this.#viewer !== viewer) this.#forget();
    this.#viewer = viewer;
    this.#tabs.set(tab, this.#tabs.get(tab) ?? NOTHING_WATCHED);
    tab.post(this.#connection);
    for (const frame of [this.#status, this.#feed, ...this.#marks.values()]) {
      if (frame !== null) tab.post({ kind: "frame", frame });
    }
    if (this.#stream === null && this.#cancelTimer === null) this.#open();
  }

  /** What another tab's looking has brought already. */
  #showKnown(tab: Tab, shown: ReadonlySet<string>): void {
    const instruments = this.#prices?.instruments.filter((prices) => shown.has(prices.id)) ?? [];
    if (this.#prices === null || instruments.length === 0) return;
    tab.post({ kind: "frame", frame: { ...this.#prices, instruments } });
  }

  /** Tells the desk when what the tabs show together has changed. */
  #look(): void {
    const watch = uniteWatches(this.#tabs.values());
    if (isSameWatch(watch, this.#watch)) return;
    this.#watch = watch;
    if (this.#prices !== null) this.#prices = mergePrices(null, this.#prices, watchedIds(watch));
    void this.#tellWatch();
  }

  /** One request at a time, and again when the tabs changed meanwhile. */
  async #tellWatch(): Promise<void> {
    const stream = this.#streamId;
    if (stream === null || this.#isSending) return;
    this.#isSending = true;
    const watch = this.#watch;
    const hasArrived = await this.#doors.sendWatch(stream, watch).catch(() => false);
    this.#isSending = false;
    if (this.#streamId !== stream || !isSameWatch(watch, this.#watch)) return this.#tellWatch();
    if (!hasArrived) this.#doors.after(WATCH_RETRY_MS, () => this.#streamId === stream && void this.#tellWatch());
  }

  #forget(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#stream?.close();
    this.#stream = null;
    this.#streamId = null;
    this.#viewer = null;
    this.#watch = NOTHING_WATCHED;
    this.#failures = 0;
    this.#status = null;
    this.#feed = null;
    this.#prices = null;
    this.#marks.clear();
    this.#cursors.clear();
  }

  #open(): void {
    const since = [...this.#cursors].map(([portfolioId, sequence]) => `${portfolioId}:${sequence}`).join(";");
    const url = since === "" ? "/api/live" : `/api/live?since=${encodeURIComponent(since)}`;
    const stream: Stream = this.#doors.openStream(url, {
      onOpen: () => {
        if (this.#stream === stream) this.#setConnection({ kind: "connection", state: "open", retryAt: null });
      },
      onData: (text) => {
        if (this.#stream === stream) this.#handle(text);
      },
      onError: () => {
        if (this.#stream === stream) this.#retry();
      },
    });
    this.#stream = stream;
    this.#watchSilence();
  }

  #watchSilence(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#doors.after(SILENCE_MS_MAX, () => this.#retry());
  }

  #retry(): void {
    this.#cancelTimer?.();
    this.#stream?.close();
    this.#stream = null;
    this.#streamId = null;
    const delayMs = Math.min(RETRY_MS_FIRST * 2 ** this.#failures, RETRY_MS_MAX);
    this.#failures += 1;
    this.#setConnection({ kind: "connection", state: "retrying", retryAt: this.#doors.now() + delayMs });
    this.#cancelTimer = this.#doors.after(delayMs, () => {
      this.#cancelTimer = null;
      this.#open();
    });
  }

  #handle(text: string): void {
    this.#failures = 0;
    this.#watchSilence();
    const frame = this.#doors.parse(text);
    if (frame === null) return;
    switch (frame.kind) {
      case "hello":
        this.#streamId = frame.stream;
        void this.#tellWatch();
        return;
      case "status":
        this.#status = frame;
        break;
      case "feed":
        this.#feed = frame;
        break;
      case "prices":
        this.#prices = mergePrices(this.#prices, frame, watchedIds(this.#watch));
        break;
      case "marks":
        this.#marks.set(frame.portfolioId, frame);
        break;
      case "changes":
        this.#cursors.set(frame.portfolioId, frame.sequence);
        break;
    }
    this.#tell({ kind: "frame", frame });
  }

  #setConnection(message: HubMessage): void {
    this.#connection = message;
    this.#tell(message);
  }

  #tell(message: HubMessage): void {
    for (const tab of this.#tabs.keys()) tab.post(message);
  }
}
