import { invariant } from "../../../domain/errors/invariant.ts";
import type { PlacedInput } from "../../../domain/markets/feed-input.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { SLOT_MS, SYNTHETIC_MARKETS } from "../market-terms.ts";
import type { Surroundings } from "../synthetic-instrument.ts";
import {
  depthFactor,
  isPanic,
  type PlacedEpisode,
  placeEpisode,
  priceFactor,
  type Silence,
  silenceOf,
} from "./episodes.ts";
import { inputRefusal } from "./market-input.ts";
import { OwnFlow } from "./own-flow.ts";

const marketById = new Map(SYNTHETIC_MARKETS.map(({ instrument }, market) => [instrument.id, market]));

/** What the market was told from outside, and what of it acts at an instant: a function of the inputs alone. */
export class HeardInputs {
  readonly #startAt: Timestamp;
  readonly #inputs: PlacedInput[] = [];
  #flow = new OwnFlow();
  #episodes: PlacedEpisode[] = [];
  #heard = 0;

  constructor(startAt: Timestamp, inputs: readonly PlacedInput[]) {
    this.#startAt = startAt;
    for (const placed of inputs) this.add(placed);
  }

  /** Takes its place among those that were not heard yet. Throws for one that the market cannot take. */
  add(placed: PlacedInput): void {
    const refusal = inputRefusal(placed.input);
    invariant(refusal === null, refusal?.message ?? "");
    invariant(
      Number.isSafeInteger(placed.position) && placed.position >= 0,
      `No event follows ${placed.position} others`,
    );
    let place = this.#inputs.length;
    while (place > this.#heard && comesBefore(placed, this.#inputs[place - 1] as PlacedInput)) place -= 1;
    this.#inputs.splice(place, 0, placed);
  }

  /** Forgets what was heard and hears again all that acted before `position`. */
  rehear(position: number): void {
    this.#flow = new OwnFlow();
    this.#episodes = [];
    this.#heard = 0;
    this.hear(position - 1, () => {});
  }

  /** Whether something acts at `position` that was not heard yet. */
  isDue(position: number): boolean {
    return (this.#inputs[this.#heard]?.position ?? Number.POSITIVE_INFINITY) <= position;
  }

  /** Hears what acts up to `position`; `onFlow` is told of each of our trades. */
  hear(position: number, onFlow: (market: number, side: Side, quantityLots: number) => void): void {
    while (this.#heard < this.#inputs.length) {
      const placed = this.#inputs[this.#heard] as PlacedInput;
      if (placed.position > position) return;
      this.#heard += 1;
      const { input } = placed;
      const at = this.#startAt + placed.position * SLOT_MS;
      if (input.kind === "episode") {
        this.#episodes.push(placeEpisode(input, at));
        continue;
      }
      const market = marketById.get(input.instrumentId) as number;
      this.#flow.add(market, at, input.side, input.quantityLots);
      onFlow(market, input.side, input.quantityLots);
    }
  }

  /** Drops the episodes that were over by `at`. */
  forgetEpisodesBefore(at: Timestamp): void {
    this.#episodes = this.#episodes.filter(({ until }) => until > at);
  }

  get hasEpisodes(): boolean {
    return this.#episodes.length > 0;
  }

  silence(market: number, at: Timestamp): Silence {
    return silenceOf(this.#episodes, market, at);
  }

  /** Writes into `seen` what our trades and the episodes make of a fair price. */
  shape(seen: Surroundings, market: number, at: Timestamp, fairTicks: number): Surroundings {
    seen.fairTicks = fairTicks * this.#flow.priceFactor(market, at);
    seen.bidDepth = this.#flow.depthFactor(market, "buy", at);
    seen.askDepth = this.#flow.depthFactor(market, "sell", at);
    seen.depth = 1;
    seen.isPanic = false;
    if (this.#episodes.length > 0) {
      seen.fairTicks *= priceFactor(this.#episodes, market, at);
      seen.depth = depthFactor(this.#episodes, market, at);
      seen.isPanic = isPanic(this.#episodes, market, at);
    }
    return seen;
  }
}

const comesBefore = (one: PlacedInput, other: PlacedInput): boolean =>
  one.position < other.position || (one.position === other.position && one.number < other.number);
