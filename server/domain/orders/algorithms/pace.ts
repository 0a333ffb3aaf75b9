/** What an adaptive algorithm has learned of the market, slice by slice: whole numbers, so that they are kept exactly. */
export type PaceMeter = {
  readonly samples: number;
  /** Σ spread at the slices, in ticks, and Σ range of the middle price between them, in half ticks. */
  readonly spreadTicks: number;
  readonly rangeHalfTicks: number;
  /** The pace of the last slice, in thousandths of the even one. */
  readonly milli: number;
};

export const EVEN_PACE: PaceMeter = { samples: 0, spreadTicks: 0, rangeHalfTicks: 0, milli: 1_000 };

/** The market as a slice finds it. */
export type PaceSample = {
  readonly spreadTicks: number;
  /** How far the middle price ranged since the last slice, in half ticks. */
  readonly rangeHalfTicks: number;
  /** What the opposite side shows at its best price, and what the slice would be at an even pace. */
  readonly depthLots: number;
  readonly sliceLots: number;
};

const SLOWEST = 250;
const FASTEST = 2_000;
const HALF = 500;

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * The pace of the next slice in thousandths of the even one, 250 to 2,000. Each of a spread and a range above their averages so far
 * slows it in proportion, down to a half; a best price that shows twice the slice speeds it up in proportion, to double at four
 * times, and one that shows less than the slice slows it, down to a half. A heuristic of this desk's own, after the trade-off of
 * impact and risk in Almgren and Chriss, "Optimal execution of portfolio transactions" (2000); it is no optimum.
 */
export function nextPace(meter: PaceMeter, sample: PaceSample): PaceMeter {
  const { samples } = meter;
  const slowed = (sum: number, now: number): number =>
    samples === 0 || now <= 0 ? 1_000 : within(Math.floor((sum * 1_000) / (samples * now)), HALF, 1_000);
  const depth = sample.sliceLots <= 0 ? 1_000 : Math.floor((sample.depthLots * 1_000) / sample.sliceLots);
  const deepened = depth < 1_000 ? Math.max(HALF, depth) : within(Math.floor(depth / 2), 1_000, FASTEST);
  const spread = slowed(meter.spreadTicks, sample.spreadTicks);
  const range = slowed(meter.rangeHalfTicks, sample.rangeHalfTicks);
  return {
    samples: samples + 1,
    spreadTicks: meter.spreadTicks + Math.max(0, sample.spreadTicks),
    rangeHalfTicks: meter.rangeHalfTicks + Math.max(0, sample.rangeHalfTicks),
    milli: within(Math.floor((spread * range * deepened) / 1_000_000), SLOWEST, FASTEST),
  };
}
