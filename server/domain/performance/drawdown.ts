/**
 * How far below its highest value so far each value of a growth series stands: fractions from −1 to 0, 0 at a new high.
 * Same length as `growth`.
 *
 * Source: the `drawdown series` of empyrical and PerformanceAnalytics (`Drawdowns`), taken on growth rather than returns.
 */
export function drawdownsOf(growth: readonly number[]): number[] {
  let peak = 0;
  return growth.map((value) => {
    peak = Math.max(peak, value);
    return peak === 0 ? 0 : value / peak - 1;
  });
}

/** Places in the series: the high before it, the low, and the first at or above that high again; null while it has not recovered. */
export type Drawdown = {
  /** From −1 up to, not including, 0. */
  readonly fraction: number;
  readonly peak: number;
  readonly trough: number;
  readonly recovery: number | null;
};

/** The deepest fall of a growth series, the earliest of equals; null when it never stood below its high. */
export function maxDrawdown(growth: readonly number[]): Drawdown | null {
  const drawdowns = drawdownsOf(growth);
  let trough = -1;
  let fraction = 0;
  drawdowns.forEach((depth, index) => {
    if (depth < fraction) {
      fraction = depth;
      trough = index;
    }
  });
  if (trough < 0) return null;
  const recovery = drawdowns.findIndex((depth, index) => index > trough && depth === 0);
  return { fraction, peak: drawdowns.lastIndexOf(0, trough), trough, recovery: recovery < 0 ? null : recovery };
}
