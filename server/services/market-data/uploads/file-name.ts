const LENGTH_MAX = 120;

/** A name to show, never a path: what a browser says the file is called, without folders and control characters. */
export function fileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const printable = last.replaceAll(/\p{Cc}|\p{Cf}/gu, "").trim();
  const short = printable.length <= LENGTH_MAX ? printable : `${printable.slice(0, 60)}…${printable.slice(-40)}`;
  return /^\.*$/.test(short) ? "file without a name" : short;
}
