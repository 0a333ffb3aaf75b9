/**
 * Places of at most `countMax` points that draw like all of them, in rising order: the first, the last, the highest, the
 * lowest and every place of `kept` are among them. Between them largest-triangle-three-buckets chooses: equal buckets, from
 * each the point that spans the largest triangle with the one chosen before and the mean of the bucket after.
 * All places when there are no more than `countMax`. `countMax` must leave two places beside the extremes and `kept`.
 *
 * Source: Steinarsson, Downsampling Time Series for Visual Representation (2013), algorithm 4.2.
 */
export function downsample(
  times: readonly number[],
  values: readonly number[],
  { countMax, kept = [] }: { readonly countMax: number; readonly kept?: readonly number[] },
): number[] {
  const count = Math.min(times.length, values.length);
  if (count <= countMax) return Array.from({ length: count }, (_, index) => index);
  const fixed = new Set([...extremes(values), ...kept]);
  const room = countMax - fixed.size;
  if (room < 2) throw new RangeError(`${countMax} points leave no room for ${fixed.size} that must stay`);
  for (const place of largestTriangles(times, values, room)) fixed.add(place);
  return [...fixed].sort((a, b) => a - b);
}

function extremes(values: readonly number[]): [lowest: number, highest: number] {
  let lowest = 0;
  let highest = 0;
  values.forEach((value, index) => {
    if (value < (values[lowest] ?? 0)) lowest = index;
    if (value > (values[highest] ?? 0)) highest = index;
  });
  return [lowest, highest];
}

/** Exactly `room` places, the first and the last included; at least 2 and fewer than there are points. */
function largestTriangles(times: readonly number[], values: readonly number[], room: number): number[] {
  const last = values.length - 1;
  const chosen = [0];
  const edge = (bucket: number) => Math.min(last, 1 + Math.floor((bucket * (last - 1)) / (room - 2)));
  let before = 0;
  for (let bucket = 0; bucket < room - 2; bucket += 1) {
    const end = edge(bucket + 1);
    const next = meanOf(times, values, end, Math.max(end + 1, edge(bucket + 2)));
    const at = (index: number) => [times[index] ?? 0, values[index] ?? 0] as const;
    const [beforeTime, beforeValue] = at(before);
    let place = edge(bucket);
    let areaMax = -1;
    for (let index = edge(bucket); index < end; index += 1) {
      const [time, value] = at(index);
      const area = Math.abs(
        (beforeTime - next.time) * (value - beforeValue) - (beforeTime - time) * (next.value - beforeValue),
      );
      if (area > areaMax) {
        areaMax = area;
        place = index;
      }
    }
    chosen.push(place);
    before = place;
  }
  chosen.push(last);
  return chosen;
}

function meanOf(times: readonly number[], values: readonly number[], from: number, to: number) {
  let time = 0;
  let value = 0;
  const end = Math.min(to, values.length);
  for (let index = from; index < end; index += 1) {
    time += times[index] ?? 0;
    value += values[index] ?? 0;
  }
  return { time: time / (end - from), value: value / (end - from) };
}
