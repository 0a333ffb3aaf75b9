/** A label of the axis: where its middle would like to be, and how high it is. */
type AxisLabel = { readonly y: number; readonly height: number };

/**
 * The middles of labels that no longer lie on one another: `pinned` stays where it is, the others give way from it, upwards and
 * downwards, in the order of their prices. Pixels; answers in the order of `labels`.
 */
export function spreadLabels(labels: readonly AxisLabel[], pinned: number | null): readonly number[] {
  const order = labels.map((_, index) => index).sort((a, b) => (labels[a]?.y ?? 0) - (labels[b]?.y ?? 0));
  const middles = labels.map(({ y }) => y);
  const from = pinned === null ? 0 : order.indexOf(pinned);
  const part = (first: number, second: number) => ((labels[first]?.height ?? 0) + (labels[second]?.height ?? 0)) / 2;
  for (let place = from + 1; place < order.length; place += 1) {
    const [index = 0, before = 0] = [order[place], order[place - 1]];
    middles[index] = Math.max(middles[index] ?? 0, (middles[before] ?? 0) + part(before, index));
  }
  for (let place = from - 1; place >= 0; place -= 1) {
    const [index = 0, after = 0] = [order[place], order[place + 1]];
    middles[index] = Math.min(middles[index] ?? 0, (middles[after] ?? 0) - part(after, index));
  }
  return middles;
}
