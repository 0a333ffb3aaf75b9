import { describe, expect, it } from "vitest";
import { exitOutlook } from "@/components/chart/layers/exit-lines.ts";
import { openOrdersOf } from "@/components/trade/open-orders.ts";
import { percentOf, readExits } from "@/components/trade/ticket/exits/read-exits.ts";
import { riskOfMillion as lossOfMillion, riskReward } from "@/components/trade/ticket/exits/risk-reward.ts";
import { writeGroup } from "@/components/trade/ticket/exits/write-group.ts";
import { BLANK_EXITS, type ExitsDraft } from "@/components/trade/ticket/reading/exits-draft.ts";
import type { TicketOrder } from "@/components/trade/ticket/reading/read-ticket.ts";
import { readSize } from "@/components/trade/ticket/reading/size-unit.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { anOrder } from "../../live/portfolio-examples.ts";

const instrument = findInstrument("BTC-USDT");
if (instrument === undefined) throw new Error("BTC is not listed");
const read = (part: Partial<ExitsDraft>, side: "buy" | "sell" = "buy") =>
  readExits(instrument, side, { ...BLANK_EXITS, ...part }, 6_000_000);

describe("exits", () => {
  it("are read as prices, or as distances from the entry on either side of it", () => {
    expect(read({ stop: "59,000", target: "62000.5" })).toEqual({ levels: { stop: 5_900_000, target: 6_200_050 } });
    expect(read({ unit: "percent", stop: "1", target: "2.5" })).toEqual({
      levels: { stop: 5_940_000, target: 6_150_000 },
    });
    expect(read({ unit: "percent", stop: "1" }, "sell")).toEqual({ levels: { stop: 6_060_000, target: null } });
    expect(percentOf(5_940_000, 6_000_000)).toBe("1");
    expect(percentOf(null, 6_000_000)).toBe("");
  });

  it("say what is wrong with them, each in its own field", () => {
    expect(read({ stop: "61000", target: "59000" })).toEqual({
      problems: {
        stop: "Stop of a long: use a price below 60,000.00.",
        target: "Target of a long: use a price above 60,000.00.",
      },
    });
    expect(read({ stop: "1.001" })).toMatchObject({ problems: { stop: expect.stringContaining("tick") } });
    expect(read({ unit: "percent", stop: "100" })).toMatchObject({
      problems: { stop: expect.stringContaining("range") },
    });
    expect(read({})).toMatchObject({ problems: { stop: expect.stringContaining("Enter a stop") } });
    expect(read({ isOco: true, stop: "59000" })).toMatchObject({
      problems: { target: expect.stringContaining("both") },
    });
    expect(readExits(instrument, "buy", { ...BLANK_EXITS, unit: "percent", stop: "1" }, null)).toMatchObject({
      problems: { stop: expect.stringContaining("entry's price") },
    });
  });

  it("tell what is lost and won, and what share of the equity that is", () => {
    const levels = { stop: 5_940_000, target: 6_150_000 };
    const of = { direction: "long", entryTicks: 6_000_000, lots: 10_000, levels, isEntryPaid: false } as const;
    // 0.1 % each way: 6 for the entry, 5.94 at the stop, 6.15 at the target.
    expect(instrument.takerRateMillionths).toBe(1_000);
    const { riskUnits, rewardUnits, riskPercent, ratio } = riskReward(instrument, of, 10_000 * 1e8);
    expect([riskUnits, rewardUnits]).toEqual([71.94 * 1e8, 137.85 * 1e8]);
    expect(ratio).toBeCloseTo(137.85 / 71.94, 10);
    expect(riskPercent).toBeCloseTo(0.7194, 10);
    const alone = riskReward(instrument, { ...of, isEntryPaid: true, levels: { ...levels, target: null } }, null);
    expect(alone).toEqual({ riskUnits: 65.94 * 1e8, rewardUnits: null, riskPercent: null, ratio: null });
    const near = riskReward(instrument, { ...of, levels: { ...levels, target: 6_010_000 } }, null);
    expect([near.rewardUnits, near.ratio]).toEqual([-201_000_000, null]);
  });

  it("size an order by what its stop would lose", () => {
    const riskOfMillion = lossOfMillion(instrument, "buy", {
      ...{ entryTicks: 6_000_000, stopTicks: 5_940_000, isEntryPaid: false },
    });
    const basis = { priceTicks: 6_000_000, equityUnits: 10_000 * 1e8, riskOfMillion };
    expect(readSize(instrument, "0.7194", "risk", basis)).toEqual({ lots: 10_000 });
    expect(readSize(instrument, "0.7193", "risk", basis)).toEqual({ lots: 9_998 });
    expect(readSize(instrument, "0.6", "risk", { ...basis, riskOfMillion: null })).toEqual({ problem: "no-stop" });
  });

  it("are written as legs that close what the entry fills, or without it as an OCO", () => {
    const order: TicketOrder = {
      side: "buy",
      type: "limit",
      priceTicks: 6_000_000,
      quantityLots: 1_000,
      timeInForce: "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      trigger: null,
      trailTicks: null,
      expiresAt: null,
    };
    const levels = { stop: 5_900_000, target: 6_200_000 };
    const bracket = writeGroup(instrument, order, levels, { isOco: false, acceptsStalePrice: false });
    expect(bracket.entry).toMatchObject({ side: "buy", quantity: "0.01000", price: "60000.00" });
    expect(bracket.legs.map(({ role, order: leg }) => [role, leg.side, leg.type, leg.price, leg.quantity])).toEqual([
      ["stop", "sell", "market", null, "0.01000"],
      ["target", "sell", "limit", "62000.00", "0.01000"],
    ]);
    const sale = { ...order, side: "sell" as const };
    const oco = writeGroup(instrument, sale, levels, { isOco: true, acceptsStalePrice: true });
    expect([oco.entry, oco.legs.map(({ order: leg }) => [leg.side, leg.acceptsStalePrice])]).toEqual([
      null,
      [
        ["sell", true],
        ["sell", true],
      ],
    ]);
  });
});

it("stand under their entry in the table of open orders", () => {
  const of = (id: string, role: "entry" | "stop" | "target") =>
    anOrder({ id, contingency: { groupId: "B", role, waitsForEntry: role !== "entry" } });
  const orders = [anOrder({ id: "A" }), of("D", "target"), of("C", "stop"), anOrder({ id: "X" }), of("B", "entry")];
  expect(openOrdersOf(orders).map(({ id }) => id)).toEqual(["A", "B", "C", "D", "X"]);
});

const RATES = { exitRate: 0.001, entryRate: 0.001 };

it("show on the chart what they would come to", () => {
  const long = {
    direction: "long",
    price: 60_000,
    quantity: 0.1,
    equity: 10_000,
    stop: null,
    target: 61_500,
    ...RATES,
  } as const;
  expect(exitOutlook("stop", 59_400, long)).toBe("Stop −71.94 · 0.72% of equity · 1.92 : 1");
  expect(exitOutlook("target", 61_500, { ...long, equity: null, entryRate: 0 })).toBe("Target +143.85");
});
