/** A decimal as `mantissa × 10^-decimals`; `wide` holds the mantissa where it is beyond 2^53. */
export type DecimalSlot = { mantissa: number; decimals: number; wide: bigint | null };

export const newSlot = (): DecimalSlot => ({ mantissa: 0, decimals: 0, wide: null });

/** Powers of ten that a double holds exactly. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

const DECIMAL = /^(-?)(\d{1,40})?(?:\.(\d{1,40})?)?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads a decimal text exactly and without trailing zeros into `slot`; false when it is none ("", "NaN", "1,5").
 * An exponent is read too: tools write `1e-05` for small prices.
 */
export function readDecimal(text: string, slot: DecimalSlot): boolean {
  const { length } = text;
  let mantissa = 0;
  let decimals = 0;
  let zeros = 0;
  let digits = 0;
  let hasPoint = false;
  const isNegative = text.charCodeAt(0) === 45;
  for (let index = isNegative ? 1 : 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit >= 0 && digit <= 9) {
      digits += 1;
      if (!hasPoint) mantissa = mantissa * 10 + digit;
      else if (digit === 0) zeros += 1;
      else if (zeros > 21) return readWide(text, slot);
      else {
        mantissa = mantissa * (POWERS_OF_TEN[zeros + 1] as number) + digit;
        decimals += zeros + 1;
        zeros = 0;
      }
    } else if (digit === -2 && !hasPoint) hasPoint = true;
    else return readWide(text, slot);
  }
  if (digits === 0) return false;
  if (mantissa > Number.MAX_SAFE_INTEGER || decimals > 40) return readWide(text, slot);
  slot.mantissa = isNegative && mantissa !== 0 ? -mantissa : mantissa;
  slot.decimals = mantissa === 0 ? 0 : decimals;
  slot.wide = null;
  return true;
}

function readWide(text: string, slot: DecimalSlot): boolean {
  const match = DECIMAL.exec(text);
  if (match === null) return false;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return false;
  let value = BigInt(`${whole}${fraction}`);
  let decimals = fraction.length - Number(exponent);
  if (decimals < 0) {
    value *= 10n ** BigInt(-decimals);
    decimals = 0;
  }
  while (decimals > 0 && value % 10n === 0n) {
    value /= 10n;
    decimals -= 1;
  }
  if (sign === "-") value = -value;
  const isSafe = value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER;
  slot.mantissa = Number(value);
  slot.decimals = decimals;
  slot.wide = isSafe ? null : value;
  return true;
}

/** Below 0 when `a` is the smaller, above 0 when it is the larger, 0 when they are equal. */
export function compareSlots(a: DecimalSlot, b: DecimalSlot): number {
  if (a.wide === null && b.wide === null) {
    if (a.decimals === b.decimals) return a.mantissa - b.mantissa;
    const difference = a.mantissa / 10 ** a.decimals - b.mantissa / 10 ** b.decimals;
    const size = Math.abs(a.mantissa / 10 ** a.decimals);
    if (Math.abs(difference) > size * 1e-12) return difference;
  }
  const decimals = Math.max(a.decimals, b.decimals);
  const exactA = (a.wide ?? BigInt(a.mantissa)) * 10n ** BigInt(decimals - a.decimals);
  const exactB = (b.wide ?? BigInt(b.mantissa)) * 10n ** BigInt(decimals - b.decimals);
  return exactA < exactB ? -1 : exactA > exactB ? 1 : 0;
}
