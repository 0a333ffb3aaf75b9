import type { RowCells } from "./table.ts";

const QUOTE = 34;

/** The cells of one CSV line at a time; a cell becomes a text only when it is asked for. */
export class CsvCells implements RowCells {
  readonly #delimiter: string;
  readonly #ends: number[] = [];
  #text = "";
  #from = 0;
  #quoted: readonly string[] | null = null;
  count = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  load(text: string, from: number, to: number): this {
    this.#text = text;
    this.#from = from;
    this.#quoted = null;
    let count = 0;
    const delimiter = this.#delimiter.charCodeAt(0);
    for (let at = from; at < to; at += 1) {
      const character = text.charCodeAt(at);
      if (character === QUOTE) return this.#loadQuoted(text.slice(from, to));
      if (character === delimiter) {
        this.#ends[count] = at;
        count += 1;
      }
    }
    this.#ends[count] = to;
    this.count = count + 1;
    return this;
  }

  #loadQuoted(line: string): this {
    this.#quoted = splitQuoted(line, this.#delimiter);
    this.count = this.#quoted.length;
    return this;
  }

  text(column: number): string {
    if (column >= this.count) return "";
    if (this.#quoted !== null) return this.#quoted[column] ?? "";
    const from = column === 0 ? this.#from : (this.#ends[column - 1] as number) + 1;
    const to = this.#ends[column] as number;
    const first = this.#text.charCodeAt(from);
    const last = this.#text.charCodeAt(to - 1);
    const cell = this.#text.slice(from, to);
    return first <= 32 || last <= 32 ? cell.trim() : cell;
  }
}

/** Cells in quotes may hold the delimiter, and quotes written twice. */
function splitQuoted(line: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isInside = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (isInside && character === '"' && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isInside = !isInside;
    else if (character === delimiter && !isInside) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

export function splitLine(line: string, delimiter: string): readonly string[] {
  const cells = new CsvCells(delimiter).load(line, 0, line.length);
  return Array.from({ length: cells.count }, (_, column) => cells.text(column));
}
