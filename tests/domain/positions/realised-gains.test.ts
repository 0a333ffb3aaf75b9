import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, type Integer, multiply, subtract } from "../../../server/domain/money/integer.ts";
import { type Execution, LOT_VIEWS, realiseGains } from "../../../server/domain/positions/realised-gains.ts";

const ORACLE = fileURLToPath(new URL("../../../../shared/oracles/lots/rp2_crypto_example.json.gz", import.meta.url));
const SCALE = 1e8;

type Cell = string | number | null;
type Sheet = { readonly header: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
type Oracle = {
  readonly input: Readonly<Record<string, Readonly<Record<"IN" | "OUT" | "INTRA", Sheet | undefined>>>>;
  readonly golden: Readonly<
    Record<
      string,
      Readonly<Record<string, readonly { readonly title: string; readonly rows: readonly (readonly Cell[])[] }[]>>
    >
  >;
};

const units = (value: Cell) => Math.round(Number(value ?? 0) * SCALE);

function executionsOf({ IN, OUT, INTRA }: Oracle["input"][string]): Execution[] {
  const of = (
    sheet: Sheet | undefined,
    read: (row: readonly Cell[]) => Omit<Execution, "id" | "instrumentId" | "at">,
  ) =>
    (sheet?.rows ?? []).map((row, place) => ({
      id: `${row[0]} ${place}`,
      instrumentId: "BTC/USD",
      at: Date.parse(String(row[0])),
      ...read(row),
    }));
  const value = (quantity: Cell, price: Cell) => multiply(units(quantity), units(price));
  const none = { units: 0, in: "base" } as const;
  return [
    ...of(IN, (row) => ({
      side: "buy",
      quantityUnits: units(row[7] ?? 0),
      valueUnits: value(row[7] ?? 0, row[8] ?? 0),
      fee: { units: multiply(units(row[11] ?? 0), SCALE), in: "quote" },
    })),
    // RP2 disposes of the fee like of the rest, at the spot price.
    ...of(OUT, (row) => {
      const quantity = Number(row[7]) + Number(row[9] ?? 0);
      return { side: "sell", quantityUnits: units(quantity), valueUnits: value(quantity, row[8] ?? 0), fee: none };
    }),
    ...of(INTRA, (row) => {
      const quantity = Number(row[7]) - Number(row[10]);
      return { side: "sell", quantityUnits: units(quantity), valueUnits: value(quantity, row[8] ?? 0), fee: none };
    }),
  ].filter(({ quantityUnits }) => quantityUnits !== 0);
}

describe.skipIf(!existsSync(ORACLE))("RP2's golden reports", () => {
  const oracle: Oracle = existsSync(ORACLE) ? JSON.parse(gunzipSync(readFileSync(ORACLE)).toString("utf8")) : undefined;

  test.each(["FIFO", "LIFO", "HIFO"] as const)(
    "%s closes the same parts of the same lots for the same gain",
    (view) => {
      const table = oracle.golden[view.toLowerCase()]?.["BTC Tax"]?.find(({ title }) => title.includes("Detail"));
      // Interest has no lot behind it; RP2 counts the sum of its fees apart from what a sale brought.
      const golden = (table?.rows.slice(2) ?? []).flatMap((row) =>
        row[12] === undefined
          ? []
          : [[units(row[0] ?? 0), Date.parse(String(row[5])), Date.parse(String(row[12])), Number(row[16])]],
      );
      const { BTC: input } = oracle.input;
      const { closings } = realiseGains(input === undefined ? [] : executionsOf(input), view);
      const ours = closings.map((each) => [
        each.quantityUnits,
        each.closedAt,
        each.openedAt,
        Number(each.costUnits) / (SCALE * SCALE),
      ]);
      expect(golden.length).toBeGreaterThan(8);
      expect(ours).toEqual(golden);
    },
  );
});
if (!existsSync(ORACLE)) console.log("RP2's golden reports skipped: ../shared/oracles/lots is not here");

const execution = fc.record({
  at: fc.integer({ min: 0, max: 1_000 }),
  side: fc.constantFrom("buy", "sell"),
  quantityUnits: fc.integer({ min: 1, max: 10_000 }),
  valueUnits: fc.integer({ min: 0, max: 1_000_000_000 }),
}) as fc.Arbitrary<Pick<Execution, "at" | "side" | "quantityUnits" | "valueUnits">>;

const sum = (values: readonly Integer[]) => values.reduce<Integer>((total, value) => add(total, value), 0);

test.each(LOT_VIEWS)("%s: gains and what stays open account for every unit of money and quantity", (view) => {
  fc.assert(
    fc.property(fc.array(execution, { maxLength: 40 }), (drawn) => {
      const executions = drawn.map((each, place) => ({
        ...each,
        id: `e${place}`,
        instrumentId: "A/B",
        fee: { units: 0, in: "quote" } as const,
      }));
      const { closings, open } = realiseGains(executions, view);
      const signed = (direction: string, value: Integer) => (direction === "long" ? value : subtract(0, value));
      const of = (side: string, pick: (each: Execution) => Integer) =>
        sum(executions.filter((each) => each.side === side).map(pick));
      const quantity = subtract(
        of("buy", (each) => each.quantityUnits),
        of("sell", (each) => each.quantityUnits),
      );
      expect(sum(open.map((lot) => signed(lot.direction, lot.quantityUnits)))).toBe(quantity);
      const spent = subtract(
        of("buy", (each) => each.valueUnits),
        of("sell", (each) => each.valueUnits),
      );
      const kept = sum(open.map((lot) => signed(lot.direction, lot.costUnits)));
      expect(subtract(kept, sum(closings.map(({ gainUnits }) => gainUnits)))).toBe(spent);
    }),
  );
});

test("takes a fee in the base currency out of the lot, and a sale's with it", () => {
  const one = { instrumentId: "BTC/USDT", at: 1, quantityUnits: 100, valueUnits: 5_000 };
  const { closings, open } = realiseGains(
    [
      { ...one, id: "b", side: "buy", fee: { units: 10, in: "base" } },
      { ...one, id: "s", at: 2, side: "sell", quantityUnits: 80, fee: { units: 10, in: "base" } },
    ],
    "FIFO",
  );
  expect([
    closings.map(({ quantityUnits, costUnits, gainUnits }) => [quantityUnits, costUnits, gainUnits]),
    open,
  ]).toEqual([[[90, 5_000, 0]], []]);
});

type Piece = { readonly price: number; readonly place: number; readonly isLong: boolean };

/** One piece a unit of quantity; the piece to be closed is looked for among all of them. */
function closedPieces(executions: readonly Execution[], view: "FIFO" | "LIFO" | "HIFO"): string[] {
  const rank = {
    FIFO: ({ place }: Piece) => place,
    LIFO: ({ place }: Piece) => -place,
    HIFO: (it: Piece) => -it.price,
  };
  const pieces: Piece[] = [];
  return executions.flatMap(({ side, quantityUnits, valueUnits }, place) => {
    const isLong = side === "buy";
    const price = Number(valueUnits) / Number(quantityUnits);
    const closings: string[] = [];
    for (let unit = 0; unit < quantityUnits; unit += 1) {
      const closed = pieces
        .filter((piece) => piece.isLong !== isLong)
        .sort((a, b) => rank[view](a) - rank[view](b) || a.place - b.place)[0];
      if (closed === undefined) pieces.push({ price, place, isLong });
      else {
        const gain = closed.isLong ? price - closed.price : closed.price - price;
        closings.push(`e${closed.place} by e${place}: ${gain}`);
        pieces.splice(pieces.indexOf(closed), 1);
      }
    }
    return closings;
  });
}

test.each(["FIFO", "LIFO", "HIFO"] as const)("%s closes what a search among single units would close", (view) => {
  const trade = fc.record({
    side: fc.constantFrom("buy" as const, "sell" as const),
    quantityUnits: fc.integer({ min: 1, max: 5 }),
    price: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 30 }), (drawn) => {
      const executions = drawn.map(
        ({ side, quantityUnits, price }, at): Execution => ({
          ...{ id: `e${at}`, instrumentId: "A/B", at, side, quantityUnits, valueUnits: quantityUnits * price },
          fee: { units: 0, in: "quote" },
        }),
      );
      const { closings } = realiseGains(executions, view);
      const ours = closings.flatMap(({ openedBy, closedBy, quantityUnits, gainUnits }) =>
        Array(Number(quantityUnits)).fill(`${openedBy} by ${closedBy}: ${Number(gainUnits) / Number(quantityUnits)}`),
      );
      expect(ours).toEqual(closedPieces(executions, view));
    }),
    { numRuns: 300 },
  );
});
