const SHARES_MAX = 6;

type Read =
  | { readonly ok: true; readonly shares: readonly number[] }
  | { readonly ok: false; readonly problem: string };

/** Percentages as somebody types them, with spaces or commas between. */
export function readShares(text: string): Read {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = words.find(
    (word) => !/^\d{1,3}%?$/.test(word) || Number.parseInt(word, 10) < 1 || Number.parseInt(word, 10) > 100,
  );
  if (wrong !== undefined) return { ok: false, problem: `"${wrong}" is no percentage from 1 to 100. Write 25 or 50.` };
  if (words.length === 0) return { ok: false, problem: "Write at least one percentage, such as 25." };
  if (words.length > SHARES_MAX) {
    return { ok: false, problem: `These are ${words.length} percentages. At most ${SHARES_MAX} fit.` };
  }
  const shares = words.map((word) => Number.parseInt(word, 10));
  return { ok: true, shares: [...new Set(shares)].sort((a, b) => a - b) };
}
