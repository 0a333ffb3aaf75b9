import { z } from "zod";
import { feedInput } from "../../../domain/markets/feed-input.ts";
import type { PricesRequest } from "../../../domain/markets/price-frames.ts";
import type { MarketData } from "../market-data.ts";
import { type Caller, Door } from "./door.ts";
import type { TapeRequest } from "./messages.ts";
import { ScreenReader } from "./screen-reader.ts";
import { TapeCaller } from "./tape-caller.ts";

const FRAME_MS = 40;
const TOP_MS = 100;
const FEED_MS = 1_000;

const position = z.number().int().min(0);
const ids = z.union([z.literal("all"), z.array(z.string().max(100)).max(10_000)]);
const flows = z.array(z.object({ position, input: feedInput.options[0] }));
const requestShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("watch"), top: ids, deep: ids }),
  z.object({ kind: z.literal("describe") }),
  z.object({ kind: z.literal("read"), from: position, to: position, isResumed: z.boolean() }),
  z.object({ kind: z.literal("follow"), position, flows }),
  z.object({ kind: z.literal("ack"), flows }),
  z.object({ kind: z.literal("busy") }),
]);

/** The socket of the market-data process: prices for screens, the whole tape for who trades on it. */
export class PricesServer {
  readonly #marketData: MarketData;
  readonly #door: Door;
  readonly #screens = new Set<ScreenReader>();
  readonly #silentMs: number | undefined;
  #timer: NodeJS.Timeout | null = null;
  #frames = 0;
  #toldState = "";

  constructor(token: string, marketData: MarketData, silentMs?: number) {
    this.#marketData = marketData;
    this.#silentMs = silentMs;
    this.#door = new Door(token, (caller) => this.#welcome(caller));
  }

  async listen(port: number): Promise<void> {
    await this.#door.listen(port);
    this.#timer = setInterval(() => this.#tellScreens(), FRAME_MS);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#door.close();
  }

  #welcome(caller: Caller): void {
    let screen: ScreenReader | null = null;
    let trader: TapeCaller | null = null;
    caller.onGone = () => {
      if (screen !== null) this.#screens.delete(screen);
    };
    caller.onLine = (line) => {
      const request = readRequest(line);
      if (request === null) {
        caller.socket.destroy();
        return;
      }
      if (request.kind === "watch") {
        if (screen === null) {
          screen = new ScreenReader(caller.socket, this.#marketData.view);
          this.#screens.add(screen);
          screen.tellFeed(this.#marketData.status());
        }
        screen.watch(request);
        return;
      }
      const { tape, player, describe } = this.#marketData;
      const silence = this.#silentMs === undefined ? {} : { silentMs: this.#silentMs };
      trader ??= new TapeCaller(caller, { tape, player, describe, ...silence });
      trader.take(request);
    };
  }

  #tellScreens(): void {
    if (this.#screens.size === 0) return;
    this.#frames += 1;
    const feed = this.#marketData.status();
    const state = `${feed.state} ${feed.speed} ${feed.seekingTo}`;
    const isFeedDue = this.#isDue(FEED_MS) || state !== this.#toldState;
    const isTopDue = this.#isDue(TOP_MS);
    this.#toldState = state;
    for (const screen of this.#screens) {
      if (isFeedDue) screen.tellFeed(feed);
      screen.tellPrices({ isTopDue });
    }
  }

  /** True in the first frame of each period. */
  #isDue(everyMs: number): boolean {
    const periodOf = (frame: number) => Math.floor((frame * FRAME_MS) / everyMs);
    return periodOf(this.#frames) !== periodOf(this.#frames - 1);
  }
}

function readRequest(line: string): TapeRequest | PricesRequest | null {
  try {
    return requestShape.parse(JSON.parse(line));
  } catch {
    return null; // Whoever does not speak our language holds the token by mistake.
  }
}
