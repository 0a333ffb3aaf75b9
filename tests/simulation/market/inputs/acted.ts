import type { FeedInput, PlacedInput } from "../../../../server/domain/markets/feed-input.ts";
import { SLOT_MS } from "../../../../server/simulation/market/market-terms.ts";
import {
  BOOKS_WHOLE_WITHIN_EVENTS,
  createSyntheticMarket,
  type SyntheticMarket,
} from "../../../../server/simulation/market/synthetic-market.ts";
import { InstrumentReader } from "../tape-reader.ts";

export const START_AT = Date.UTC(2026, 2, 1);
export const SECOND = 1_000 / SLOT_MS;
export const MINUTE = 60 * SECOND;
const SEED = 5;
let number = 0;
export function placed(position: number, input: FeedInput): PlacedInput {
  number += 1;
  return { position, number, input };
}

export function flow(side: "buy" | "sell", quantityLots: number, instrumentId = "BTC-USDT"): FeedInput {
  return { kind: "flow", instrumentId, side, quantityLots };
}

export const market = (inputs: readonly PlacedInput[] = []): SyntheticMarket =>
  createSyntheticMarket({ seed: SEED, startAt: START_AT, inputs });

/** Mids of the instruments at a position, in ticks. */
function midsAt(position: number, inputs: readonly PlacedInput[], ids: readonly string[]): number[] {
  const source = market(inputs);
  const from = Math.max(0, position - BOOKS_WHOLE_WITHIN_EVENTS);
  source.seek(from);
  const readers = new Map(ids.map((id) => [id, new InstrumentReader()]));
  while (source.position() < position) {
    const event = source.next();
    const reader = readers.get(event.instrumentId);
    if (reader !== undefined && event.kind === "book" && (event.isSnapshot || reader.isBookKnown)) reader.read(event);
  }
  return ids.map((id) => readers.get(id)?.mid() ?? 0);
}

/** What the inputs do to the mids at a position, as fractions of what they would be. */
export function effects(position: number, inputs: readonly PlacedInput[], ids: readonly string[]): number[] {
  const without = midsAt(position, [], ids);
  return midsAt(position, inputs, ids).map((mid, index) => mid / (without[index] ?? 0) - 1);
}
