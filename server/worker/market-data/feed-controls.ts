import type { Logger } from "pino";
import type { Client } from "../../../db/client.ts";
import { answerFeedControl, waitingFeedControls } from "../../../db/queries/feed-controls.ts";
import type { TapeExtent } from "../../adapters/market-data/pulled-feed.ts";
import { type FeedAction, feedAction } from "../../domain/markets/feed-control.ts";
import { formatTimestamp } from "../../domain/time/timestamp.ts";
import { inputRefusal } from "../../simulation/market/inputs/market-input.ts";
import type { TapePlayer } from "./tape/tape-player.ts";

const POLL_MS = 1_000;
/** What was asked before a long silence is not what anybody wants now. */
const EXPIRED_MS = 60_000;

export type FeedControlsOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly player: TapePlayer;
  readonly isSynthetic: boolean;
  readonly extent: TapeExtent | undefined;
};

/** Carries out what people ask of the running tape, each once, and writes down how it went. */
export class FeedControls {
  readonly #options: FeedControlsOptions;
  #reading: Promise<void> | null = null;
  #isRungAgain = false;
  #timer: NodeJS.Timeout | null = null;
  #unlisten: (() => Promise<void>) | null = null;

  constructor(options: FeedControlsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { unlisten } = await this.#options.sql.listen("tradewind_feed", () => this.#read());
    this.#unlisten = unlisten;
    this.#timer = setInterval(() => this.#read(), POLL_MS);
    this.#read();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#unlisten?.().catch(() => undefined);
    await this.#reading;
  }

  #read(): void {
    if (this.#reading !== null) {
      this.#isRungAgain = true;
      return;
    }
    this.#reading = this.#readOnce()
      .catch((error: unknown) => this.#options.log.warn({ err: error }, "what was asked of the tape could not be read"))
      .finally(() => {
        this.#reading = null;
        if (!this.#isRungAgain) return;
        this.#isRungAgain = false;
        this.#read();
      });
  }

  async #readOnce(): Promise<void> {
    const { sql } = this.#options;
    for (const { id, action, ageMs } of await waitingFeedControls(sql)) {
      const isExpired = ageMs > EXPIRED_MS;
      if (!isExpired && this.#isTooSoon(action)) continue;
      const outcome = isExpired
        ? "It was asked while no tape was played, and has expired."
        : await this.#carryOut(action);
      await answerFeedControl(sql, id, outcome);
    }
  }

  /** After a crash the tape may stand a little behind those who trade on it: nothing is planted where they have been already. */
  #isTooSoon(asked: unknown): boolean {
    const parsed = feedAction.safeParse(asked);
    return parsed.success && parsed.data.kind === "episode" && !this.#options.player.isFollowed;
  }

  /** "done", or for people why not. */
  async #carryOut(asked: unknown): Promise<string> {
    const parsed = feedAction.safeParse(asked);
    if (!parsed.success) return `${JSON.stringify(asked)} is nothing that a tape can do.`;
    const action = parsed.data;
    const { player } = this.#options;
    switch (action.kind) {
      case "pause":
        player.pause();
        return "done";
      case "resume":
        player.resume();
        return "done";
      case "speed":
        player.setSpeed(action.speed);
        return "done";
      case "seek":
        return this.#seek(action.at);
      case "episode":
        return this.#plant(action);
    }
  }

  #seek(at: number): string {
    const { player, extent } = this.#options;
    const tapeAt = player.tapeAt ?? 0;
    if (at <= tapeAt)
      return `The tape stands at ${formatTimestamp(tapeAt)} and cannot go back to ${formatTimestamp(at)}. Choose a later time.`;
    if (extent !== undefined && at > extent.lastAt)
      return `The recording ends at ${formatTimestamp(extent.lastAt)}, before ${formatTimestamp(at)}. Choose an earlier time.`;
    player.seek(at);
    return "done";
  }

  async #plant(action: Extract<FeedAction, { kind: "episode" }>): Promise<string> {
    if (!this.#options.isSynthetic) return "Episodes can be planted in the synthetic market only; this is a recording.";
    const refusal = inputRefusal(action);
    if (refusal !== null) return refusal.message;
    await this.#options.player.plant(action);
    return "done";
  }
}
