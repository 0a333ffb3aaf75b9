import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  add,
  compare,
  fromBigInt,
  type Integer,
  min,
  multiply,
  multiplyDivide,
  multiplyDivideUp,
  negate,
  requireInteger,
  subtract,
} from "../../../server/domain/money/integer.ts";

const EDGE = 2n ** 53n;
const edges = [0n, 1n, -1n, EDGE - 2n, EDGE - 1n, EDGE, EDGE + 1n, -EDGE + 1n, -EDGE, -EDGE - 1n, 2n ** 26n, 2n ** 27n];

const exact = fc.oneof(
  fc.constantFrom(...edges),
  fc.bigInt({ min: -200n, max: 200n }),
  fc.bigInt({ min: -(2n ** 28n), max: 2n ** 28n }),
  fc.bigInt({ min: EDGE - 50n, max: EDGE + 50n }),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
);
const positive = exact.filter((value) => value > 0n);

/** The value, and that it is held in the one form that its size demands. */
const expectCanonical = (value: Integer, oracle: bigint): void => {
  const isSmall = oracle > -EDGE && oracle < EDGE;
  expect(typeof value).toBe(isSmall ? "number" : "bigint");
  expect(Object.is(value, -0)).toBe(false);
  expect(BigInt(value)).toBe(oracle);
};

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
};

describe("integers", () => {
  it("add, subtract and multiply as bigints do, at every size", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expectCanonical(add(fromBigInt(a), fromBigInt(b)), a + b);
        expectCanonical(subtract(fromBigInt(a), fromBigInt(b)), a - b);
        expectCanonical(multiply(fromBigInt(a), fromBigInt(b)), a * b);
      }),
      { numRuns: 2_000 },
    );
  });

  it("agree on every pair of values around 2^53", () => {
    for (const a of edges) {
      for (const b of edges) {
        expectCanonical(add(fromBigInt(a), fromBigInt(b)), a + b);
        expectCanonical(subtract(fromBigInt(a), fromBigInt(b)), a - b);
        expectCanonical(multiply(fromBigInt(a), fromBigInt(b)), a * b);
      }
    }
  });

  it("multiply and divide exactly, down to the floor and up to the ceiling, negatives too", () => {
    fc.assert(
      fc.property(exact, exact, positive, (a, b, c) => {
        const [x, y, z] = [fromBigInt(a), fromBigInt(b), fromBigInt(c)];
        expectCanonical(multiplyDivide(x, y, z), floorDivide(a * b, c));
        expectCanonical(multiplyDivideUp(x, y, z), -floorDivide(-(a * b), c));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [7, 1, 2, 3, 4],
    [-7, 1, 2, -4, -3],
    [-6, 1, 2, -3, -3],
    [-1, 1, 3, -1, 0],
    [0, -5, 3, 0, 0],
    [-1, 1, 2n ** 60n, -1, 0],
  ] as const)("take %d × %d ÷ %d down to %d and up to %d", (a, b, c, down, up) => {
    expect(multiplyDivide(a, b, c)).toBe(down);
    expect(multiplyDivideUp(a, b, c)).toBe(up);
  });

  it("negate, compare, choose and take the absolute value as bigints do", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const [x, y] = [fromBigInt(a), fromBigInt(b)];
        expectCanonical(negate(x), -a);
        expectCanonical(absolute(x), a < 0n ? -a : a);
        expectCanonical(min(x, y), a < b ? a : b);
        expect(compare(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(x === y).toBe(a === b);
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuse a number that has already lost digits", () => {
    expect(requireInteger(Number.MAX_SAFE_INTEGER, "Price")).toBe(Number.MAX_SAFE_INTEGER);
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => requireInteger(value, "Price")).toThrow(`Price ${value} is not an exact integer`);
    }
  });
});
