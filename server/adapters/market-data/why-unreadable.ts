const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file.",
  ENOTDIR: "there is no such file.",
  EACCES: "may not be read. Allow the desk to read it.",
  EISDIR: "is a folder. Name a file.",
};

/** Why a file cannot be read, to follow its name. */
export function whyUnreadable(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return WORDS[code] ?? `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
}
