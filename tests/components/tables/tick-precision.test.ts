import fc from "fast-check";
import { expect, it } from "vitest";
import { formatGridPrice } from "@/components/instruments/instrument-words.ts";
import { tableCsv } from "@/components/tables/model/table-csv.ts";
import { markFigure } from "@/components/trade/tables/positions/position-figures.ts";
import { type FillRow, fillColumns } from "@/components/trade/tables/records/fill-columns.tsx";
import { groupDigits } from "@/components/ui/format-decimal.ts";
import { defineInstrument, formatPrice } from "../../../server/domain/markets/instrument.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";

/** An exact decimal of mantissa times ten to the exponent. */
function decimal(mantissa: bigint, exponent: number): string {
  if (exponent >= 0) return String(mantissa * 10n ** BigInt(exponent));
  const digits = String(mantissa).padStart(1 - exponent, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

const priced = fc
  .record({
    mantissa: fc.constantFrom(1n, 2n, 5n),
    exponent: fc.integer({ min: -8, max: 2 }),
    ticks: fc.integer({ min: 1, max: 10 ** 9 }),
  })
  .filter(({ mantissa, exponent }) => exponent < 2 || mantissa === 1n)
  .map(({ mantissa, exponent, ticks }) => {
    const terms = { lot: "1", minNotional: "1", quantityMax: "9", makerRate: "0", takerRate: "0" };
    const tick = decimal(mantissa, exponent);
    return {
      tick,
      ticks,
      /** The very digits, with all decimals of the tick and no more. */
      exact: decimal(mantissa * BigInt(ticks), exponent),
      instrument: defineInstrument({ ...terms, base: "BTC", quote: "USDT", tick }),
    };
  });

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A price as it is shown, with grouping and counted zeros undone. */
const plainOf = (shown: string): string =>
  shown
    .replaceAll(",", "")
    .replace(/0([₀-₉]+)/u, (_, count: string) =>
      "0".repeat(Number([...count].map((digit) => SUBSCRIPTS.indexOf(digit)).join(""))),
    );

it("writes a price of a table with exactly the digits of its tick, from 1e-8 to 100", () => {
  fc.assert(
    fc.property(priced, ({ tick, ticks, exact, instrument }) => {
      expect(plainOf(groupDigits(formatPrice(instrument, ticks)))).toBe(exact);
      expect(plainOf(formatGridPrice(exact, tick))).toBe(exact);
      const held = { instrument, mark: exact, direction: "long" } as Parameters<typeof markFigure>[0];
      expect(plainOf(markFigure(held).text)).toBe(exact);
    }),
  );
});

it("puts the same digits into the file, without grouping", () => {
  const column = fillColumns(false).filter(({ id }) => id === "price");
  fc.assert(
    fc.property(priced, ({ ticks, exact, instrument }) => {
      const row: FillRow = { instrument, fill: { priceTicks: ticks } as unknown as Fill };
      expect(tableCsv(column, [row], "paper")).toBe(`price,mode\r\n${exact},paper\r\n`);
    }),
  );
});
