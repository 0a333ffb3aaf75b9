import { type FileMember, readHead } from "../files/file-member.ts";
import { readWhole } from "../files/size-guard.ts";
import { ImportError } from "../import-error.ts";
import { readCsvTable } from "./csv-table.ts";
import { readFeatherTable } from "./feather-table.ts";
import { readJsonTable } from "./json-table.ts";
import { readParquetTable } from "./parquet-table.ts";
import type { Table } from "./table.ts";
import { headLines } from "./text-lines.ts";

const HEAD_BYTES = 65_536;

/** What a member is, by its first bytes; its name is not asked. */
export type MemberContent =
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "capture"; readonly lines: readonly string[] };

export async function openContent(member: FileMember, delimiter: string | undefined): Promise<MemberContent> {
  const head = await readHead(member, HEAD_BYTES);
  if (head.length === 0)
    throw new ImportError("file-empty", member.name, "is empty. Give a file with at least one row.");
  const magic = head.toString("latin1", 0, 6);
  if (magic.startsWith("PAR1")) return tableOf(await readParquetTable(await whole(member), member.name));
  if (magic === "ARROW1") return tableOf(readFeatherTable(await whole(member), member.name));
  if (magic.startsWith("FEA1"))
    throw unknown(member, "is feather version 1. Write it as version 2 (Arrow), or as CSV.");
  if (head[0] === 0xff || head[0] === 0xfe) throw unknown(member, "is a text in UTF-16. Save it as UTF-8.");
  if (head.includes(0)) throw unknown(member, `is no text, Parquet or feather: it begins with "${escaped(magic)}".`);
  const lines = headLines(head, head.length < HEAD_BYTES);
  const first = lines[0] ?? "";
  if (/^(?:\d+ )?\{/.test(first)) return { kind: "capture", lines };
  const table = readJsonTable(member, head) ?? readCsvTable(member, lines, delimiter);
  if (table !== null) return tableOf(table);
  throw unknown(member, `begins with "${first.slice(0, 80)}", which is no table and no recording.`);
}

const tableOf = (table: Table): MemberContent => ({ kind: "table", table });
const whole = (member: FileMember) => readWhole(member.chunks(), member.name);
const escaped = (text: string): string => text.replace(/[^ -~]/g, "·");

const UNDERSTOOD =
  "Understood are tables of candles, trades or funding rates as CSV, Parquet, feather (version 2) or JSON lists, and raw captures of Binance, Bybit and Hyperliquid; plain, gzipped or zipped.";

const unknown = (member: FileMember, seen: string): ImportError =>
  new ImportError("format-unknown", member.name, `${seen} ${UNDERSTOOD}`);
