import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeColumns, arrangeRows, countWords } from "../../../components/tables/model/arrange-rows.ts";
import type { TableColumn } from "../../../components/tables/model/table-column.ts";
import { PLAIN_LAYOUT } from "../../../components/tables/model/table-layout.ts";

type Row = { readonly id: number; readonly side: string; readonly amount: string | null; readonly at: number };

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: "side", label: "Side", kind: "text", width: 1, isFacet: true, value: (row) => row.side },
  { id: "amount", label: "Amount", kind: "number", width: 1, value: (row) => row.amount },
  { id: "at", label: "Time", kind: "time", width: 1, isHidden: true, value: (row) => row.at },
  { id: "age", label: "Age", kind: "number", width: 1, isSortable: false, value: (row) => -row.at },
  { id: "actions", label: "", kind: "actions", width: 1, value: () => "x" },
];

const drafts = fc.record({
  side: fc.constantFrom("Buy", "Sell", "buy"),
  amount: fc.option(fc.integer({ min: -99, max: 99 }).map(String)),
  at: fc.nat(5),
});
const tables = fc.array(drafts, { maxLength: 30 }).map((rows) => rows.map((row, id): Row => ({ ...row, id })));

const amountOf = ({ amount }: Row): number => Number(amount);

describe("the rows of a table", () => {
  it("are all there, by the first column of the sorting, then by the next, those without a value last", () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (rows, desc) => {
        const sorting = [
          { id: "amount", desc },
          { id: "at", desc: true },
        ];
        const sorted = arrangeRows(COLUMNS, rows, { ...PLAIN_LAYOUT, sorting });
        const known = rows.filter(({ amount }) => amount !== null);
        const order = (a: Row, b: Row) => (desc ? -1 : 1) * (amountOf(a) - amountOf(b)) || b.at - a.at || a.id - b.id;
        const unknown = rows.filter(({ amount }) => amount === null);
        expect(sorted).toEqual([...known.toSorted(order), ...unknown.toSorted((a, b) => b.at - a.at || a.id - b.id)]);
      }),
    );
  });

  it("keep their order where a column cannot be sorted or no longer exists", () => {
    fc.assert(
      fc.property(tables, fc.constantFrom("age", "actions", "gone"), (rows, id) => {
        expect(arrangeRows(COLUMNS, rows, { ...PLAIN_LAYOUT, sorting: [{ id, desc: true }] })).toEqual(rows);
      }),
    );
  });

  it("have one of the chosen words, and the text in any column, also a hidden one, but not in what can be done", () => {
    fc.assert(
      fc.property(tables, fc.constantFrom("", " bUY ", "4", "x"), (rows, text) => {
        const passed = arrangeRows(COLUMNS, rows, { ...PLAIN_LAYOUT, text, filters: { side: ["Buy", "buy"], at: [] } });
        const wanted = text.trim().toLowerCase();
        const has = ({ side, amount, at }: Row) =>
          [side.toLowerCase(), amount ?? "", String(at), String(-at)].some((word) => word.includes(wanted));
        expect(passed).toEqual(rows.filter((row) => row.side !== "Sell" && has(row)));
      }),
    );
  });
});

it("counts the words of a column under the other filters, not under its own", () => {
  const rows: Row[] = [
    { id: 1, side: "Buy", amount: "1", at: 0 },
    { id: 2, side: "Sell", amount: "1", at: 0 },
    { id: 3, side: "Sell", amount: null, at: 0 },
  ];
  const layout = { ...PLAIN_LAYOUT, filters: { side: ["Buy"], amount: ["1"] } };
  expect([...countWords(COLUMNS, rows, layout, "side")]).toEqual([
    ["Buy", 1],
    ["Sell", 1],
  ]);
  expect([...countWords(COLUMNS, rows, { ...layout, filters: {} }, "amount")]).toEqual([
    ["1", 2],
    ["", 1],
  ]);
});

it("shows the columns that a person wants in their order", () => {
  const { order, shown } = arrangeColumns(COLUMNS, { order: ["amount", "side"], shown: { at: true, age: false } });
  expect(order).toEqual(["amount", "at", "age", "actions", "side"]);
  expect(shown.map(({ id }) => id)).toEqual(["amount", "at", "actions", "side"]);
});
