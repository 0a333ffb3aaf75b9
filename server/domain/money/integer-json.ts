const BIGINT_TEXT = /^-?\d{16,}n$/;

/** JSON text in which a bigint stands as a string such as `"9007199254740993n"`. Keys keep their order. */
export function stringifyExact(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (typeof entry === "bigint" ? `${entry}n` : entry));
}

/** Reads what {@link stringifyExact} wrote. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, entry: unknown) =>
    typeof entry === "string" && BIGINT_TEXT.test(entry) ? BigInt(entry.slice(0, -1)) : entry,
  );
}
