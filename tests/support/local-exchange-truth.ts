import { type Timeframe, timeframeMs } from "../../server/domain/time/timeframe.ts";

export type TrueCandle = {
  readonly openAt: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string;
  readonly trades: number;
  readonly takerVolume: string;
};

export type Truth = {
  /** The exchange's present: later candles do not exist, the one around it still forms. */
  readonly now: number;
  /** The first candles that exist in `[from, until)`, the forming one included, ascending; all of them without a limit. */
  between(from: number, until: number, timeframe: Timeframe, limit?: number): readonly TrueCandle[];
};

export type TruthOptions = {
  readonly seed: number;
  readonly listedAt: number;
  readonly now: number;
  /** Spans without any candle. */
  readonly closed?: readonly { readonly from: number; readonly until: number }[];
  /** One minute in so many has no candle of its own; 0 for none. */
  readonly sparse?: number;
};

const MINUTE_MS = 60_000;

/** A market made of its seed: each candle is a function of its open time and timeframe alone, with digits no float holds. */
export function makeTruth({ seed, listedAt, now, closed = [], sparse = 0 }: TruthOptions): Truth {
  const exists = (minute: number) =>
    minute >= listedAt &&
    minute <= now &&
    !closed.some(({ from, until }) => minute >= from && minute < until) &&
    (sparse === 0 || hash(seed, minute) % sparse !== 0);
  let looks = 0;
  const candle = (openAt: number, stepMs: number): TrueCandle => {
    const chance = hash(seed, openAt / MINUTE_MS + stepMs);
    // What still forms changes with every look.
    looks += 1;
    const forming = openAt + stepMs > now ? looks : 0;
    const cents = 1_654_476 + (chance % 90_000);
    const decimal = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}000000`;
    return {
      openAt,
      open: decimal(cents),
      high: decimal(cents + 700 + forming),
      low: decimal(cents - 700),
      close: decimal(cents + (chance % 500)),
      volume: `${chance % 1_000}.${String(chance % 100_000_000).padStart(8, "0")}`,
      quoteVolume: `${190_000_000 + (chance % 1_000)}.${String(chance % 99_999_999).padStart(8, "0")}`,
      trades: chance % 5_000,
      takerVolume: `0.${String(chance % 100_000_000).padStart(8, "0")}`,
    };
  };
  return {
    now,
    between(from, until, timeframe, limit = Number.POSITIVE_INFINITY) {
      const stepMs = timeframeMs(timeframe);
      const found: TrueCandle[] = [];
      const first = Math.max(Math.ceil(from / stepMs) * stepMs, Math.floor(listedAt / stepMs) * stepMs);
      for (let openAt = first; openAt < until && openAt <= now && found.length < limit; openAt += stepMs) {
        let hasAny = false;
        for (let minute = openAt; !hasAny && minute < openAt + stepMs; minute += MINUTE_MS) hasAny = exists(minute);
        if (hasAny) found.push(candle(openAt, stepMs));
      }
      return found;
    },
  };
}

function hash(seed: number, value: number): number {
  let mixed = Math.imul((seed ^ value) >>> 0, 0x9e3779b1) ^ Math.floor(value / 4_294_967_296);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
