import type { FileMember } from "../files/file-member.ts";
import { ImportError } from "../import-error.ts";
import { ListedCells, SAMPLE_ROWS, type Table } from "./table.ts";

const BETWEEN = /^\s*,\s*$/;
const CELL = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|null|true|false|"[^"\\]*")$/;

/**
 * A list of lists, `[[time,open,high,low,close,volume],…]`, as a table without header. The numbers' own texts are kept:
 * parsing JSON would turn them into floats.
 */
export function readJsonTable(member: FileMember, head: Buffer): Table | null {
  if (!/^\s*\[\s*\[/.test(head.toString("utf8", 0, 1_024))) return null;
  const sample: (readonly string[])[] = [];
  for (const row of new RowScanner(member.name).push(head.toString("utf8"))) {
    if (sample.length < SAMPLE_ROWS) sample.push(row);
  }
  return {
    format: "json",
    columns: null,
    sample,
    async forEachRow(handle, afterPortion) {
      const scanner = new RowScanner(member.name);
      const decoder = new TextDecoder();
      const cells = new ListedCells();
      let number = 0;
      const take = (text: string) => {
        for (const row of scanner.push(text)) {
          number += 1;
          handle(cells.load(row), number);
        }
      };
      for await (const chunk of member.chunks()) {
        take(decoder.decode(chunk, { stream: true }));
        await afterPortion();
      }
      take(decoder.decode());
      scanner.end();
      await afterPortion();
    },
  };
}

/** Finds the inner lists in pieces of text. */
class RowScanner {
  readonly #name: string;
  #rest = "";
  #rows = 0;
  #isOpen = false;

  constructor(name: string) {
    this.#name = name;
  }

  *push(piece: string): Generator<readonly string[]> {
    let text = this.#rest + piece;
    if (!this.#isOpen) {
      const start = text.indexOf("[");
      if (start < 0) {
        this.#rest = text;
        return;
      }
      if (text.slice(0, start).trim() !== "") throw this.#malformed(text);
      this.#isOpen = true;
      text = text.slice(start + 1);
    }
    let from = 0;
    for (let end = text.indexOf("]"); end >= 0; end = text.indexOf("]", from)) {
      const start = text.indexOf("[", from);
      if (start < 0 || start > end) break;
      const before = text.slice(from, start);
      if (this.#rows === 0 ? before.trim() !== "" : !BETWEEN.test(before)) throw this.#malformed(before);
      this.#rows += 1;
      yield this.#cells(text.slice(start + 1, end));
      from = end + 1;
    }
    this.#rest = text.slice(from);
  }

  end(): void {
    if (!/^\s*\]\s*$/.test(this.#rest)) throw this.#malformed(this.#rest);
  }

  #cells(text: string): readonly string[] {
    return text.split(",").map((written) => {
      const cell = written.trim();
      if (!CELL.test(cell)) throw this.#malformed(text);
      if (cell === "null") return "";
      return cell.startsWith('"') ? cell.slice(1, -1) : cell;
    });
  }

  #malformed(text: string): ImportError {
    return new ImportError(
      "file-corrupt",
      this.#name,
      `is no list of lists after row ${this.#rows}: "${text.trim().slice(0, 60)}". Give [[time,open,high,low,close,volume],…].`,
    );
  }
}
