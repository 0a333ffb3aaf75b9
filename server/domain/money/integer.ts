/**
 * An exact integer of any size: a `number` while it is safe (|x| < 2^53), a `bigint` beyond.
 * Canonical: a value that fits a safe number is never held as a bigint, so `===` compares.
 */
export type Integer = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;

const canonical = (value: bigint): Integer => (value >= -SAFE && value <= SAFE ? Number(value) : value);

/** Throws when a number is not a safe integer: the caller has already lost digits. */
export function requireInteger(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} ${value} is not an exact integer`);
  return value;
}

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= SAFE && sum >= -SAFE) return sum;
  }
  return canonical(BigInt(a) + BigInt(b));
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= SAFE && difference >= -SAFE) return difference;
  }
  return canonical(BigInt(a) - BigInt(b));
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (product <= SAFE && product >= -SAFE) return product === 0 ? 0 : product;
  }
  return canonical(BigInt(a) * BigInt(b));
}

/** `a × b ÷ c` rounded towards minus infinity; exact whatever the size of the product. `c` must be positive. */
export function multiplyDivide(a: Integer, b: Integer, c: Integer): Integer {
  if (typeof a === "number" && typeof b === "number" && typeof c === "number") {
    const product = a * b;
    if (product <= SAFE && product >= -SAFE) {
      const remainder = product % c;
      const quotient = (product - remainder) / c;
      return remainder < 0 ? quotient - 1 : quotient === 0 ? 0 : quotient;
    }
  }
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const quotient = product / divisor;
  return canonical(product % divisor < 0n ? quotient - 1n : quotient);
}

/** `a × b ÷ c` rounded towards plus infinity, `c` positive: for fees, and rebates, which a venue never rounds in our favour. */
export function multiplyDivideUp(a: Integer, b: Integer, c: Integer): Integer {
  const down = multiplyDivide(a, b, c);
  return multiply(down, c) === multiply(a, b) ? down : add(down, 1);
}

export function negate(value: Integer): Integer {
  return value === 0 ? 0 : -value;
}

export function compare(a: Integer, b: Integer): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function min(a: Integer, b: Integer): Integer {
  return a < b ? a : b;
}

export function absolute(value: Integer): Integer {
  return value < 0 ? negate(value) : value;
}

/** The canonical form of a bigint, e.g. one parsed from text. */
export function fromBigInt(value: bigint): Integer {
  return canonical(value);
}
