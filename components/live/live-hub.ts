import type { FeedFrame, InstrumentPrices, PricesFrame } from "../../server/domain/markets/price-frames.ts";
import { TabOutlet, type Visibility } from "./hub/tab-outlet.ts";
import type { DeskFrame, HelloFrame, LostFrame, MarksFrame, StatusFrame } from "./live-frame.ts";
import { mergePrices } from "./prices/merge-prices.ts";
import { isSameWatch, NOTHING_WATCHED, uniteWatches, type Watch, watchedIds } from "./watch.ts";

/** From the worker to a tab: frames as they came or, of what only the newest counts, the newest. */
export type HubMessage =
  | { readonly kind: "frames"; readonly frames: readonly DeskFrame[] }
  /** The tab was hidden and has just been told everything new. */
  | { readonly kind: "resynced" }
  | { readonly kind: "connection"; readonly state: "open" | "retrying"; readonly retryAt: number | null }
  | { readonly kind: "signed-out" };

/** From a tab to the worker. */
export type TabMessage =
  | { readonly kind: "hello"; readonly viewer: string }
  | { readonly kind: "watch"; readonly watch: Watch }
  | { readonly kind: "visibility"; readonly visibility: Visibility }
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
const SILENCE_MS_MAX = 6_000;

/** Holds the one stream of a browser, fans its frames out to the tabs and opens it again when it breaks. */
export class LiveHub {
  readonly #doors: HubDoors;
  readonly #tabs = new Map<Tab, TabOutlet>();
  #viewer: string | null = null;
  #stream: Stream | null = null;
  #streamId: string | null = null;
  #cancelTimer: (() => void) | null = null;
  #failures = 0;
  #watch: Watch = NOTHING_WATCHED;
  #isSending = false;
  #status: StatusFrame | LostFrame | null = null;
  #feed: FeedFrame | LostFrame | null = null;
  /** The newest of what the tabs show, with its last prints: for a tab that comes later. */
  readonly #prices = new Map<string, InstrumentPrices>();
  #pricesAt = 0;
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
        this.#watchFrom(tab, message.watch);
        break;
      case "visibility":
        this.#tabs.get(tab)?.setVisibility(message.visibility);
        break;
      case "bye":
        this.#tabs.get(tab)?.close();
        this.#tabs.delete(tab);
        if (this.#tabs.size === 0) this.#forget();
        else this.#look();
        break;
      case "sign-out":
        this.#tell({ kind: "signed-out" });
        this.#forget();
        break;
    }
  }

  #greet(tab: Tab, viewer: string): void {
    // Another person signed in at this browser: nothing of the last one's stream may remain.
    if (this.#viewer !== null && this.#viewer !== viewer) this.#forget();
    this.#viewer = viewer;
    const outlet = this.#tabs.get(tab) ?? new TabOutlet(tab, this.#doors);
    this.#tabs.set(tab, outlet);
    outlet.tell(this.#connection);
    for (const frame of [this.#status, this.#feed, ...this.#marks.values()]) {
      if (frame !== null) outlet.offer(frame);
    }
    if (this.#stream === null && this.#cancelTimer === null) this.#open();
  }

  #watchFrom(tab: Tab, watch: Watch): void {
    const outlet = this.#tabs.get(tab);
    if (outlet === undefined) return;
    outlet.setWatch(watch);
    this.#look();
    // What another tab's looking has brought already.
    const shown = watchedIds(watch);
    const instruments = [...this.#prices.values()].filter(({ id }) => shown.has(id));
    if (instruments.length > 0) outlet.offer({ kind: "prices", at: this.#pricesAt, instruments });
  }

  /** Tells the desk when what the tabs show together has changed. */
  #look(): void {
    const watch = uniteWatches([...this.#tabs.values()].map((outlet) => outlet.watch));
    if (isSameWatch(watch, this.#watch)) return;
    this.#watch = watch;
    const shown = watchedIds(watch);
    for (const id of this.#prices.keys()) if (!shown.has(id)) this.#prices.delete(id);
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
    this.#prices.clear();
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
      case "lost":
        if (frame.what === "worker") this.#status = frame;
        else this.#feed = frame;
        break;
      case "prices":
        this.#keep(frame);
        break;
      case "marks":
        this.#marks.set(frame.portfolioId, frame);
        break;
      case "changes":
        this.#cursors.set(frame.portfolioId, frame.sequence);
        break;
    }
    for (const outlet of this.#tabs.values()) outlet.offer(frame);
  }

  /** A frame names the instruments that moved; the others keep what was last known. */
  #keep(frame: PricesFrame): void {
    const shown = watchedIds(this.#watch);
    this.#pricesAt = frame.at;
    for (const prices of frame.instruments) {
      if (shown.has(prices.id)) this.#prices.set(prices.id, mergePrices(this.#prices.get(prices.id), prices));
    }
  }

  #setConnection(message: HubMessage): void {
    this.#connection = message;
    this.#tell(message);
  }

  #tell(message: HubMessage): void {
    for (const outlet of this.#tabs.values()) outlet.tell(message);
  }
}
