import fc from "fast-check";
import { expect, it } from "vitest";
import { arrangeColumns, arrangeRows } from "@/components/tables/model/arrange-rows.ts";
import type { TableColumn } from "@/components/tables/model/table-column.ts";
import { tableCsv } from "@/components/tables/model/table-csv.ts";
import { PLAIN_LAYOUT } from "@/components/tables/model/table-layout.ts";

type Row = { readonly id: number; readonly side: string; readonly note: string; readonly price: string | null };

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: "id", label: "Id", kind: "number", width: 1, value: ({ id }) => String(id) },
  { id: "side", label: "Side", kind: "text", width: 1, isFacet: true, value: ({ side }) => side },
  { id: "note", label: "Note", kind: "text", width: 1, value: ({ note }) => note },
  { id: "price", label: "Price", kind: "number", width: 1, isHidden: true, value: ({ price }) => price },
  { id: "course", label: "Course", kind: "drawing", width: 1, value: ({ id }) => `drawn ${id}` },
  { id: "actions", label: "Actions", kind: "actions", width: 1, value: () => "pressed" },
];
const DATA = ["id", "side", "note", "price"] as const;

const tables = fc
  .array(
    fc.record({
      side: fc.constantFrom("buy", "sell"),
      // With what a file must quote: commas, quotes, line breaks.
      note: fc.stringMatching(/^[ab ",\n]{0,6}$/),
      price: fc.option(fc.integer({ min: -999, max: 999 }).map((cents) => (cents / 100).toFixed(2))),
    }),
    { maxLength: 25 },
  )
  .map((rows) => rows.map((row, id): Row => ({ ...row, id })));

const layouts = fc
  .record({
    shown: fc.dictionary(fc.constantFrom(...DATA), fc.boolean()),
    order: fc.shuffledSubarray([...DATA, "actions"]),
    sorting: fc.uniqueArray(fc.record({ id: fc.constantFrom(...DATA, "course"), desc: fc.boolean() }), {
      selector: ({ id }) => id,
    }),
    sides: fc.subarray(["buy", "sell"]),
    text: fc.constantFrom("", "a", "buy", "b a", "7", "nothing has this"),
  })
  .map(({ sides, ...rest }) => ({ ...PLAIN_LAYOUT, ...rest, filters: { side: sides } }));

/** A plain reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") lines.push([]);
  }
  return lines.slice(0, -1);
}

it("has each row that passes the filters once, as it is sorted, with the columns on screen and their raw values", () => {
  fc.assert(
    fc.property(tables, layouts, (all, layout) => {
      const { shown } = arrangeColumns(COLUMNS, layout);
      const rows = arrangeRows(COLUMNS, all, layout);
      const [head, ...lines] = readCsv(tableCsv(shown, rows, "paper"));
      const names = shown.map(({ id }) => id).filter((id) => id !== "actions" && id !== "course");
      expect(head).toEqual([...names, "mode"]);
      const wanted = layout.text.split(" ").filter(Boolean);
      const passes = (row: Row) =>
        (layout.filters.side.length === 0 || layout.filters.side.includes(row.side)) &&
        wanted.every((word) => DATA.some((name) => String(row[name] ?? "").includes(word)));
      expect(rows.toSorted((a, b) => a.id - b.id)).toEqual(all.filter(passes));
      expect(lines).toEqual(
        rows.map((row) => [...names.map((name) => String(row[name as (typeof DATA)[number]] ?? "")), "paper"]),
      );
    }),
  );
});
