import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { DeskFrame } from "../live-frame.ts";
import type { HubMessage, Tab } from "../live-hub.ts";
import { mergePrices } from "../prices/merge-prices.ts";
import { NOTHING_WATCHED, type Watch, watchedIds } from "../watch.ts";

/** A hidden tab still hears of what must not wait (changes, the pulse of feed and worker); a frozen one reads nothing. */
export type Visibility = "shown" | "hidden" | "frozen";

type Doors = { readonly after: (ms: number, action: () => void) => () => void };

/** One post in this time: more than a screen shows is not sent to it. */
const POST_MS = 16;
/** A frozen tab that comes back reads its portfolio anew, so old changes are of no use to it. */
const FRAMES_WAITING_MAX = 2_000;

/** What one tab still has to be told: the newest of everything, in one post a frame. */
export class TabOutlet {
  readonly #tab: Tab;
  readonly #doors: Doors;
  #watch: Watch = NOTHING_WATCHED;
  #shownIds: ReadonlySet<string> = new Set();
  #visibility: Visibility = "shown";
  /** Only the newest of each counts; the key says of what. */
  readonly #latest = new Map<string, DeskFrame>();
  #changes: DeskFrame[] = [];
  readonly #prices = new Map<string, InstrumentPrices>();
  #pricesAt = 0;
  #cancelPause: (() => void) | null = null;
  /** The newest state of the connection, while the tab is frozen. */
  #missed: HubMessage | null = null;

  constructor(tab: Tab, doors: Doors) {
    this.#tab = tab;
    this.#doors = doors;
  }

  get watch(): Watch {
    return this.#watch;
  }

  setWatch(watch: Watch): void {
    this.#watch = watch;
    this.#shownIds = watchedIds(watch);
    for (const id of this.#prices.keys()) if (!this.#shownIds.has(id)) this.#prices.delete(id);
  }

  /** What is shown again gets all that is new since in one post. */
  setVisibility(visibility: Visibility): void {
    const wasAway = this.#visibility !== "shown";
    this.#visibility = visibility;
    if (this.#missed !== null) this.tell(this.#missed);
    this.#missed = null;
    if (visibility !== "shown" || !wasAway) return;
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#post();
    this.tell({ kind: "resynced" });
  }

  tell(message: HubMessage): void {
    if (this.#visibility === "frozen" && message.kind === "connection") this.#missed = message;
    else this.#tab.post(message);
  }

  offer(frame: DeskFrame): void {
    switch (frame.kind) {
      case "prices":
        this.#pricesAt = frame.at;
        for (const prices of frame.instruments) {
          if (this.#shownIds.has(prices.id))
            this.#prices.set(prices.id, mergePrices(this.#prices.get(prices.id), prices));
        }
        break;
      case "changes":
        this.#changes.push(frame);
        if (this.#changes.length > FRAMES_WAITING_MAX) this.#changes.shift();
        break;
      case "marks":
        this.#latest.set(frame.portfolioId, frame);
        break;
      case "lost":
        this.#latest.set(frame.what === "worker" ? "status" : "feed", frame);
        break;
      case "status":
      case "feed":
        this.#latest.set(frame.kind, frame);
        break;
    }
    if (this.#cancelPause === null) this.#post();
  }

  close(): void {
    this.#cancelPause?.();
  }

  #post(): void {
    const frames = this.#take();
    if (frames.length === 0) return;
    this.#tab.post({ kind: "frames", frames });
    this.#cancelPause = this.#doors.after(POST_MS, () => {
      this.#cancelPause = null;
      this.#post();
    });
  }

  #take(): DeskFrame[] {
    if (this.#visibility === "frozen") return [];
    const frames: DeskFrame[] = [...this.#changes];
    this.#changes = [];
    for (const [key, frame] of this.#latest) {
      if (this.#visibility === "hidden" && frame.kind === "marks") continue;
      frames.push(frame);
      this.#latest.delete(key);
    }
    if (this.#visibility === "hidden" || this.#prices.size === 0) return frames;
    frames.push({ kind: "prices", at: this.#pricesAt, instruments: [...this.#prices.values()] });
    this.#prices.clear();
    return frames;
  }
}
