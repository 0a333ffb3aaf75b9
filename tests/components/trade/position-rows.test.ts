import { describe, expect, it } from "vitest";
import { positionRows } from "@/components/trade/position-rows.ts";
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
});
