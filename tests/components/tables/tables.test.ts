import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freezeRows } from "../../../components/tables/model/freeze-rows.ts";
import { compareValues, type TableColumn } from "../../../components/tables/model/table-column.ts";
import { tableCsv } from "../../../components/tables/model/table-csv.ts";
import { moveColumn, orderedIds, pressSort } from "../../../components/tables/model/table-layout.ts";

type Row = { readonly id: string; readonly note: string; readonly amount: string; readonly at: number };

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: "time", label: "Time", kind: "time", width: 1, value: (row) => row.at },
  { id: "amount", label: "Amount", kind: "number", width: 1, value: (row) => row.amount },
  { id: "note", label: "Note", kind: "text", width: 1, value: (row) => row.note },
  { id: "actions", label: "", kind: "actions", width: 1, value: () => null },
];

describe("the export of a table", () => {
  it("has the raw values of every row in its order, instants in UTC and the mode", () => {
    const words = fc.stringMatching(/^[a-z ]{0,12}$/);
    const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(String);
    fc.assert(
      fc.property(fc.array(fc.record({ id: words, note: words, amount: amounts, at: fc.nat() })), (rows) => {
        const [head, ...lines] = tableCsv(COLUMNS, rows, "paper").trimEnd().split("\r\n");
        expect(head).toBe("time_utc,amount,note,mode");
        expect(lines).toEqual(
          rows.map(({ at, amount, note }) => `${new Date(at).toISOString()},${amount},${note},paper`),
        );
      }),
    );
  });

  it("quotes what would break it and disarms what a spreadsheet would run", () => {
    const row = { id: "1", note: '=1+1,"x"\n', amount: "-5.10", at: 0 };
    expect(tableCsv(COLUMNS, [row], "live")).toContain(`,-5.10,"'=1+1,""x""\n",live`);
  });
});

describe("the rows under a pointer", () => {
  it("stay where they are: one gone leaves its place, new ones come last", () => {
    const id = (row: string) => row;
    expect(freezeRows(["d", "c", "a"], id, ["a", "b", "c"])).toEqual(["a", null, "c", "d"]);
    expect(freezeRows(["a"], id, ["a", "b"])).toEqual(["a"]);
    expect(freezeRows(["b", "a"], id, null)).toEqual(["b", "a"]);
  });
});

describe("the arrangement of columns", () => {
  it("keeps a person's order and puts new columns after their neighbour", () => {
    expect(orderedIds(["a", "b", "c", "d"], ["c", "gone", "a"])).toEqual(["c", "d", "a", "b"]);
    expect(moveColumn(["a", "b", "c"], "c", -2)).toEqual(["c", "a", "b"]);
  });

  it("sorts on the first press, turns on the second, leaves off on the third, and adds with shift", () => {
    const once = pressSort([], "price", true, false);
    const twice = pressSort(once, "price", true, false);
    expect([once, twice, pressSort(twice, "price", true, false)]).toEqual([
      [{ id: "price", desc: true }],
      [{ id: "price", desc: false }],
      [],
    ]);
    expect(pressSort(once, "side", false, true).map(({ id }) => id)).toEqual(["price", "side"]);
  });

  it("compares decimals beyond the floats exactly", () => {
    expect(compareValues("number", "9007199254740993.1", "9007199254740993.2")).toBeLessThan(0);
    expect(compareValues("number", "1.10", "1.1")).toBe(0);
  });
});
