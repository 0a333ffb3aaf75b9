const BIGINT_TEXT = /^-?\d{16,}n$/;
const HAS_BIGINT_TEXT = /"-?\d{16,}n"/;

/** JSON text in which a bigint stands as a string such as `"9007199254740993n"`. Keys keep their order. */
export function stringifyExact(value: unknown): string {
  try {
    return JSON.stringify(value); // Several times faster than with a function, and most values hold no bigint.
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_key, entry: unknown) => (typeof entry === "bigint" ? `${entry}n` : entry));
  }
}

/** Reads what {@link stringifyExact} wrote. */
export function parseExact(text: string): unknown {
  if (!HAS_BIGINT_TEXT.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, entry: unknown) =>
    typeof entry === "string" && BIGINT_TEXT.test(entry) ? BigInt(entry.slice(0, -1)) : entry,
  );
}
