import type { MarketView } from "../market-view.ts";
import type { DeskFeed } from "../open-feed.ts";
import type { TapeInputs } from "../tape-inputs.ts";
import { readTape } from "./read-tape.ts";
import type { Attached, TapePlayer } from "./tape-player.ts";
import type { TapeBatch, TapeDescription, TapeFollower, TapeRange, TapeReader, TapeSource } from "./tape-source.ts";

export type LocalTapeOptions = {
  readonly feed: DeskFeed;
  readonly inputs: TapeInputs;
  readonly player: TapePlayer;
  readonly view: MarketView;
  readonly describe: () => TapeDescription;
};

/** A tape that this process plays: for who trades in the same process, and behind the socket. */
export class LocalTape implements TapeSource {
  readonly #options: LocalTapeOptions;
  readonly #attached = new Set<Attached>();

  constructor(options: LocalTapeOptions) {
    this.#options = options;
  }

  async describe(): Promise<TapeDescription> {
    return this.#options.describe();
  }

  async read(range: TapeRange, onEvent: TapeReader): Promise<void> {
    const { player, view, feed, inputs } = this.#options;
    if (range.from === player.position && range.to <= range.from) {
      for (const event of view.snapshot()) await onEvent(event, range.from);
    } else await readTape(await feed.open(inputs.all), range, onEvent);
  }

  follow(follower: TapeFollower): void {
    const attached = this.#options.player.attach(
      follower.position,
      {
        send: (batch) => void this.#take(follower, batch, () => attached),
        onPace: (pace) => follower.onPace(pace),
        onDetached: () => undefined,
      },
      Number.POSITIVE_INFINITY, // Nobody is silent who shares our thread.
    );
    this.#attached.add(attached);
  }

  async close(): Promise<void> {
    for (const attached of this.#attached) attached.leave();
  }

  async #take(follower: TapeFollower, batch: TapeBatch, attached: () => Attached): Promise<void> {
    const flows = await follower.take(batch);
    await attached().acknowledge(flows);
  }
}
