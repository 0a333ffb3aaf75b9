import { describe, expect, it } from "vitest";
import { positionRows, positionTotals, rowKey, unrealisedPercent } from "@/components/trade/position-rows.ts";
import { UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { aLot, aSnapshot } from "../live/portfolio-examples.ts";

const marks = {
  kind: "marks",
  portfolioId: "P1",
  at: 1,
  equity: "100000",
  currency: "USDT",
  unrealised: "12.5",
  positions: [{ instrumentId: "BTC-USDT", mark: "64210.5", unrealised: "12.5" }],
} as const;

describe("positions", () => {
  it("gather the lots of an instrument with their average cost and mark", () => {
    const lots = [
      aLot({ id: "L1", quantityUnits: 100_000_000, costUnits: 64_000_000_000 }),
      aLot({ id: "L2", quantityUnits: 300_000_000, costUnits: 195_000_000_000 }),
    ];
    expect(positionRows(aSnapshot({ lots }), marks)[0]).toMatchObject({
      direction: "long",
      quantityUnits: 400_000_000,
      entryTicks: 6_475_000,
      mark: "64210.5",
      unrealised: "12.5",
    });
  });

  it("keep the realised profit of what is closed and show no row for what was never traded", () => {
    const rows = positionRows(aSnapshot({ positions: [{ instrumentId: "ETH-USDT", realisedUnits: -5 }] }), null);
    expect(rows.map((row) => [row.instrument.id, row.direction, row.entryTicks, row.realisedUnits])).toEqual([
      ["ETH-USDT", null, null, -5],
    ]);
  });

  it("have a row for each side in hedge mode, and one for what was realised before", () => {
    const instrumentId = "BTC-USDT-PERP";
    const lots = [
      aLot({ id: "L1", instrumentId, direction: "long", quantityUnits: 300 }),
      aLot({ id: "L2", instrumentId, direction: "short", quantityUnits: 200 }),
    ];
    const hedged = { ...UNTOUCHED, positionMode: "hedge" } as const;
    const positions = [
      { instrumentId, realisedUnits: 7, margin: hedged },
      { instrumentId, positionSide: "short", realisedUnits: -5, margin: UNTOUCHED },
    ] as const;
    const rows = positionRows(aSnapshot({ lots, positions }), null);
    expect(rows.map((row) => [rowKey(row), row.direction, row.quantityUnits, row.realisedUnits])).toEqual([
      [`${instrumentId}/long`, "long", 300, 0],
      [`${instrumentId}/short`, "short", 200, -5],
      [instrumentId, null, 0, 7],
    ]);
  });

  it("enter a perpetual at the price of its fills, as its liquidation counts, and stand before what is flat", () => {
    const instrumentId = "BTC-USDT-PERP";
    // Sold 0.2 at 63,880.0; the fee of 0.05 % makes 63,848.06 of it.
    const lot = {
      instrumentId,
      direction: "short",
      quantityUnits: 2_000_000_000,
      costUnits: 1_276_961_200_000,
    } as const;
    const margin = { ...UNTOUCHED, netLots: -200, costUnits: 1_277_600_000_000 };
    const positions = [
      { instrumentId: "BTC-USDT", realisedUnits: 4 },
      { instrumentId, realisedUnits: 0, margin },
    ];
    const rows = positionRows(aSnapshot({ lots: [aLot(lot)], positions }), null);
    expect(rows.map((row) => [row.instrument.id, row.entryTicks, row.costUnits])).toEqual([
      [instrumentId, 638_800, 1_276_961_200_000],
      ["BTC-USDT", null, 0],
    ]);
  });

  it("add up in one currency, and have no total while something held has no mark", () => {
    const held = aSnapshot({
      lots: [aLot({ id: "L1", quantityUnits: 100_000_000, costUnits: 50_000_000_000 })],
      positions: [{ instrumentId: "ETH-USDT", realisedUnits: -5_000_000 }],
    });
    const rows = positionRows(held, marks);
    expect(positionTotals(rows)).toEqual({
      currency: "USDT",
      valueUnits: 64_210_500_000,
      unrealisedUnits: 1_250_000_000,
      realisedUnits: -5_000_000,
    });
    expect(positionTotals(positionRows(held, null))).toMatchObject({ valueUnits: null, unrealisedUnits: null });
    expect(positionTotals([])).toBeNull();
  });

  it("tell the profit as a share of the cost", () => {
    const [row] = positionRows(aSnapshot({ lots: [aLot({ id: "L1", costUnits: 25_000_000_000 })] }), marks);
    expect(row === undefined ? null : unrealisedPercent(row)).toBeCloseTo(5, 9);
    const [unmarked] = positionRows(aSnapshot({ lots: [aLot({ id: "L1" })] }), null);
    expect(unmarked === undefined ? null : unrealisedPercent(unmarked)).toBeNull();
  });
});
