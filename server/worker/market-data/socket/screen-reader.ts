import type { Socket } from "node:net";
import type { FeedStatus, PriceFrame, PricesRequest } from "../../../domain/markets/price-frames.ts";
import type { MarketView } from "../market-view.ts";
import { pricesFrame, type Wanted } from "./prices-frame.ts";

const UNSENT_BYTES_MAX = 1_000_000;

/** One who watches prices for screens: what changed since it was last told, never more often than it is asked to, the newest each time. */
export class ScreenReader {
  readonly #socket: Socket;
  readonly #view: MarketView;
  #wanted: Wanted = () => "nothing";
  #topVersion = 0;
  #deepVersion = 0;

  constructor(socket: Socket, view: MarketView) {
    this.#socket = socket;
    this.#view = view;
  }

  /** Replaces what it watches; all of it is shown anew. */
  watch({ top, deep }: PricesRequest): void {
    const tops = new Set(top === "all" ? [] : top);
    const deeps = new Set(deep === "all" ? [] : deep);
    this.#wanted = (id) => {
      if (deep === "all" || deeps.has(id)) return "deep";
      return top === "all" || tops.has(id) ? "top" : "nothing";
    };
    this.#topVersion = 0;
    this.#deepVersion = 0;
    this.tellPrices({ isTopDue: true });
  }

  /** A reader that does not keep up is left out: the next frame carries everything newer. */
  tellPrices({ isTopDue }: { readonly isTopDue: boolean }): void {
    if (this.#socket.writableLength > UNSENT_BYTES_MAX) return;
    const told = { top: isTopDue ? this.#topVersion : null, deep: this.#deepVersion };
    const frame = pricesFrame(this.#view, told, this.#wanted);
    this.#deepVersion = this.#view.version;
    if (isTopDue) this.#topVersion = this.#view.version;
    if (frame !== null) this.#send(frame);
  }

  tellFeed(feed: FeedStatus): void {
    if (this.#socket.writableLength <= UNSENT_BYTES_MAX) this.#send({ kind: "feed", feed });
  }

  #send(frame: PriceFrame): void {
    this.#socket.write(`${JSON.stringify(frame)}\n`);
  }
}
