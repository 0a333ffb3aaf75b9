import fc from "fast-check";
import { expect, it } from "vitest";
import {
  CHIP_HEIGHT,
  type ChartLine,
  movableAt,
  placeLines,
  wordsBeyond,
} from "../../../components/chart/layers/chart-line.ts";
import { clusterFills, clusterLabel, clusterLabels } from "../../../components/chart/layers/fill-clusters.ts";

const line = (id: string, price: number, canMove = true): ChartLine => ({
  id,
  kind: "order",
  price,
  label: `Limit buy ${price}`,
  axis: String(price),
  side: "buy",
  isDashed: true,
  canMove,
  canCancel: true,
});
const room = {
  width: 800,
  height: 400,
  yOf: (price: number) => 400 - price,
  textWidth: (text: string) => text.length * 6,
};

it("lays no chip on another, and leaves out what is outside of the pane", () => {
  const prices = fc.array(fc.integer({ min: -50, max: 450 }), { maxLength: 12 });
  fc.assert(
    fc.property(prices, (all) => {
      const placed = placeLines(
        all.map((price, index) => line(String(index), price)),
        room,
      );
      expect(placed.map((one) => one.line.price)).toEqual(all.filter((price) => price >= 0 && price <= 400));
      const { above, below } = wordsBeyond(
        [...all.map((price, index) => line(String(index), price)), { ...line("position", 900), kind: "position" }],
        room,
      );
      const words = (count: number, where: string) =>
        count === 0 ? "" : `${count} ${count === 1 ? "order" : "orders"} ${where}`;
      expect([above, below]).toEqual([
        words(all.filter((price) => price > 400).length, "above"),
        words(all.filter((price) => price < 0).length, "below"),
      ]);
      for (const [index, one] of placed.entries()) {
        for (const other of placed.slice(index + 1)) {
          const isApart =
            Math.abs(one.y - other.y) >= CHIP_HEIGHT || one.x + one.width <= other.x || other.x + other.width <= one.x;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});

it("says at the edge where a liquidation lies beyond it", () => {
  const liquidation = { ...line("liquidation", -20, false), kind: "liquidation", label: "Liquidation 9.6%" } as const;
  const words = { above: "", below: "1 order below   Liquidation 9.6% · -20" };
  expect(wordsBeyond([line("a", -5), liquidation], room)).toEqual(words);
});

it("takes hold of the nearest line that can be moved, within a few pixels", () => {
  const placed = placeLines([line("a", 100), line("b", 106), line("fixed", 103, false)], room);
  expect(movableAt(placed, 400 - 102)?.line.id).toBe("a");
  expect(movableAt(placed, 400 - 104)?.line.id).toBe("b");
  expect(movableAt(placed, 400 - 112)).toBeNull();
});

it("gathers fills without losing one, each within reach of its cluster", () => {
  const fill = fc.record({
    at: fc.integer({ min: 0, max: 100_000_000 }),
    side: fc.constantFrom("buy" as const, "sell" as const),
    quantity: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(fill), fc.constantFrom(1, 2, 8, 64), (fills, wide) => {
      const clusters = clusterFills(fills, 60_000, wide);
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(clusters.map(({ count }) => count))).toBe(fills.length);
      expect(sum(clusters.map(({ quantity }) => quantity))).toBe(sum(fills.map(({ quantity }) => quantity)));
      for (const { at, side } of fills) {
        const near = clusters.some((one) => one.side === side && Math.abs(one.openAt - at) <= 60_000 * wide);
        expect(near).toBe(true);
      }
    }),
  );
});

it("says how many fills a marker stands for", () => {
  const cluster = { openAt: 0, side: "buy", quantity: 0.5 } as const;
  expect(clusterLabel({ ...cluster, count: 1 }, 5)).toBe("Buy 0.5");
  expect(clusterLabel({ ...cluster, side: "sell", count: 3 }, 5)).toBe("Sell 0.5 · 3 fills");
});

it("labels no fill over another of its side, and of those that would the newer one", () => {
  const at = (bar: number, side: "buy" | "sell" = "buy") => ({ openAt: bar * 60_000, side, count: 1, quantity: 0.5 });
  const terms = { stepMs: 60_000, stepPixels: 22, decimals: 5 };
  expect(clusterLabels([at(1), at(2), at(2, "sell"), at(9)], terms)).toEqual(["", "Buy 0.5", "Sell 0.5", "Buy 0.5"]);
  const bars = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 });
  fc.assert(
    fc.property(bars, fc.integer({ min: 3, max: 60 }), (made, stepPixels) => {
      const clusters = made.sort((a, b) => a - b).map((bar) => at(bar));
      const shown = clusterLabels(clusters, { ...terms, stepPixels });
      const read = made.filter((_, index) => shown[index] !== "");
      expect(read.at(-1)).toBe(made.at(-1));
      for (const [place, bar] of read.entries()) {
        const before = read[place - 1];
        if (before !== undefined) expect((bar - before) * stepPixels).toBeGreaterThanOrEqual("Buy 0.5".length * 6);
      }
    }),
  );
});
