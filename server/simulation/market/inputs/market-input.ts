import { type Rejection, refuse } from "../../../domain/errors/rejection.ts";
import type { FeedInput } from "../../../domain/markets/feed-input.ts";
import { SYNTHETIC_MARKETS } from "../market-terms.ts";

type EpisodeInput = Extract<FeedInput, { kind: "episode" }>;

const LENGTH_MS_MIN = 1_000;
const LENGTH_MS_MAX = 86_400_000;
const SIZE_MAX = 0.9;

/** Why the market cannot take an input; null when it can. */
export function inputRefusal(input: FeedInput): Rejection | null {
  const { instrumentId } = input;
  const instrument = SYNTHETIC_MARKETS.find((market) => market.instrument.id === instrumentId)?.instrument;
  if (instrumentId !== undefined && instrument === undefined) {
    const known = SYNTHETIC_MARKETS.map((market) => market.instrument.id).join(", ");
    return rejection("instrument-unknown", `Instrument "${instrumentId}" is not in this market. Use one of ${known}.`);
  }
  if (input.kind === "flow") {
    if (Number.isSafeInteger(input.quantityLots) && input.quantityLots > 0) return null;
    return rejection("quantity-invalid", `A flow of ${input.quantityLots} lots is none. Use a whole number above 0.`);
  }
  return episodeRefusal(input, instrument?.venue);
}

function episodeRefusal(input: EpisodeInput, instrumentVenue: string | undefined): Rejection | null {
  const { episode, venue, instrumentId, size, lengthMs } = input;
  const venues = [...new Set(SYNTHETIC_MARKETS.map((market) => market.instrument.venue))];
  if (venue !== undefined && !venues.includes(venue)) {
    return rejection("venue-unknown", `Venue "${venue}" is not in this market. Use one of ${venues.join(", ")}.`);
  }
  if (venue !== undefined && instrumentVenue !== undefined && venue !== instrumentVenue) {
    return rejection(
      "venue-mismatch",
      `Instrument "${instrumentId}" is not listed at "${venue}". Name one of the two.`,
    );
  }
  if (episode === "depeg" && instrumentId !== undefined && instrumentId !== "USDC-USDT") {
    return rejection("not-pegged", `Instrument "${instrumentId}" has no peg to lose. Use USDC-USDT.`);
  }
  if (size !== undefined && !(size > 0 && size <= SIZE_MAX)) {
    return rejection("size-invalid", `A size of ${size} is none. Use a fraction above 0, at most ${SIZE_MAX}.`);
  }
  if (
    lengthMs !== undefined &&
    !(Number.isSafeInteger(lengthMs) && lengthMs >= LENGTH_MS_MIN && lengthMs <= LENGTH_MS_MAX)
  ) {
    return rejection("length-invalid", `A length of ${lengthMs} ms is none. Use ${LENGTH_MS_MIN} to ${LENGTH_MS_MAX}.`);
  }
  return null;
}

const rejection = (code: string, message: string): Rejection => refuse(code, message).rejection;
