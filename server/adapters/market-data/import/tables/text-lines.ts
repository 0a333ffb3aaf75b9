import { StringDecoder } from "node:string_decoder";
import type { FileMember } from "../files/file-member.ts";
import { ImportError } from "../import-error.ts";

const LINE_CHARACTERS_MAX = 4_194_304;

/**
 * Hands over the lines of a text as spans of larger pieces, which spares a copy each: `text.slice(from, to)` is the line. Lines
 * count from 1; a last line needs no line end.
 */
export async function forEachLine(
  member: FileMember,
  handle: (text: string, from: number, to: number, line: number) => void,
  afterPortion: () => Promise<void>,
): Promise<void> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let line = 0;
  const take = (text: string): string => {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      line += 1;
      handle(text, from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end, line);
      from = end + 1;
    }
    return text.slice(from);
  };
  for await (const chunk of member.chunks()) {
    const piece = decoder.write(chunk as Buffer);
    rest = take(line === 0 && rest === "" ? withoutMark(piece) : rest + piece);
    if (rest.length > LINE_CHARACTERS_MAX) {
      throw new ImportError(
        "format-unknown",
        member.name,
        `has a line ${line + 1} of more than ${LINE_CHARACTERS_MAX} characters, which no market data has.`,
      );
    }
    await afterPortion();
  }
  rest += decoder.end();
  if (rest !== "") take(`${rest}\n`);
  await afterPortion();
}

/** Some programs begin a UTF-8 text with a byte order mark. */
const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The first lines of a text, without those that are cut off at the end of what was read. */
export function headLines(head: Buffer, isWhole: boolean): readonly string[] {
  const lines = withoutMark(head.toString("utf8")).split(/\r?\n/);
  if (!isWhole && lines.length > 1) lines.pop();
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
