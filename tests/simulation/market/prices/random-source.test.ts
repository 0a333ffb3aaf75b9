import { expect, it } from "vitest";
import { RandomSource } from "../../../../server/simulation/market/prices/random-source.ts";
import { deviation, mean } from "../statistics.ts";

const DRAWS = 100_000;

it.each(["normal", "bell"] as const)("draws %s numbers of mean 0 and variance 1", (shape) => {
  const random = new RandomSource(42);
  const values = Array.from({ length: DRAWS }, () => random[shape]());
  expect(Math.abs(mean(values))).toBeLessThan(0.02);
  expect(deviation(values)).toBeCloseTo(1, 1);
});

it("has streams of its own for each combination of seed and stream", () => {
  const first = (seed: number, ...stream: number[]) => new RandomSource(seed, ...stream).next();
  expect(first(42, 1)).toBe(first(42, 1));
  expect(new Set([first(42), first(42, 1), first(42, 2), first(42, 1, 1), first(43, 1)]).size).toBe(5);
});

/** The published generator in exact arithmetic of 32 bits, seeded as ours is. */
function* sfc32(seed: bigint, stream: bigint): Generator<number> {
  const word = 0xffff_ffffn;
  let [a, b, c, counter] = [seed & word, (seed >> 32n) & word, 0x2545f491n, 1n];
  const draw = () => {
    const sum = (a + b + counter) & word;
    counter = (counter + 1n) & word;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & word;
    c = ((((c << 21n) | (c >> 11n)) & word) + sum) & word;
    return sum;
  };
  for (let round = 0; round < 15; round += 1) draw();
  a ^= stream;
  for (let round = 0; round < 15; round += 1) draw();
  for (;;) yield Number(draw());
}

it("is the generator that was published", () => {
  const seed = 2 ** 40 + 7;
  const published = sfc32(BigInt(seed), 3n);
  const random = new RandomSource(seed, 3);
  for (let draw = 0; draw < 1_000; draw += 1) expect(random.nextInteger()).toBe(published.next().value);
});

it("refuses a seed that is no whole number", () => {
  expect(() => new RandomSource(0.5)).toThrow(/whole number/);
});
