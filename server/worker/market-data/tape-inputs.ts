import type { Client } from "../../../db/client.ts";
import { readFeedInputs, writeFeedInputs } from "../../../db/queries/feed-inputs.ts";
import { feedInput, type PlacedInput } from "../../domain/markets/feed-input.ts";
import { inputRefusal } from "../../simulation/market/inputs/market-input.ts";
import type { ActedFeed } from "./synthetic-feed.ts";

/** What acts on the tape from outside: durable before it acts, so that the same tape can be played again. */
export class TapeInputs {
  readonly #sql: Client;
  readonly #feedKey: string;
  readonly #placed: PlacedInput[];

  private constructor(sql: Client, feedKey: string, placed: PlacedInput[]) {
    this.#sql = sql;
    this.#feedKey = feedKey;
    this.#placed = placed;
  }

  static async load(sql: Client, feedKey: string): Promise<TapeInputs> {
    const stored = await readFeedInputs(sql, feedKey);
    const placed = stored.map(({ position, number, input }) => ({ position, number, input: feedInput.parse(input) }));
    return new TapeInputs(sql, feedKey, placed);
  }

  get all(): readonly PlacedInput[] {
    return this.#placed;
  }

  /** Number of the last one. */
  get lastNumber(): number {
    return this.#placed.reduce((last, { number }) => Math.max(last, number), 0);
  }

  /** Writes them down, then lets the feed feel them; what is not in this market moves nothing. */
  async place(feed: ActedFeed, inputs: readonly PlacedInput[]): Promise<void> {
    if (feed.act === undefined) return;
    const felt = inputs.filter(({ input }) => inputRefusal(input) === null);
    if (felt.length === 0) return;
    await writeFeedInputs(this.#sql, this.#feedKey, felt);
    for (const each of felt) {
      this.#placed.push(each);
      feed.act(each);
    }
  }
}
