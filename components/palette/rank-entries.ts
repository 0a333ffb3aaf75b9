import type { Command } from "./command-list.ts";

/** 3 for a label that begins with the text, 2 for a word that does, 1 for all words found somewhere, 0 for none. */
function scoreOf({ label, group, keywords }: Command, text: string): number {
  const name = label.toLowerCase();
  if (name.startsWith(text)) return 3;
  if (name.split(/[\s/-]+/).some((word) => word.startsWith(text))) return 2;
  const all = [name, group.toLowerCase(), ...(keywords ?? []).map((word) => word.toLowerCase())].join(" ");
  return text.split(/\s+/).every((word) => all.includes(word)) ? 1 : 0;
}

/** What matches the text, best first; all of them, as they stand, for an empty one. */
export function rankEntries(entries: readonly Command[], typed: string): readonly Command[] {
  const text = typed.trim().toLowerCase();
  if (text === "") return entries;
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

export type EntryGroup = { readonly name: string; readonly entries: readonly Command[] };

/** Under their headings, in the order of the best of each. */
export function groupEntries(entries: readonly Command[]): readonly EntryGroup[] {
  const groups = new Map<string, Command[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([name, of]) => ({ name, entries: of }));
}
