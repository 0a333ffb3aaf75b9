import { describe, expect, it } from "vitest";
import type { InstrumentPrices } from "@/server/domain/markets/price-frames.ts";
import { checklistsOf, stopFacts, wouldReach } from "../../../components/stop/stop-facts.ts";
import { checkLines, itemWords, resumeWords, stopWords } from "../../../components/stop/stop-words.ts";
import type { Stop } from "../../../server/domain/kill-switch/stop.ts";
import { aLot, anOrder, aSnapshot } from "../live/portfolio-examples.ts";

const stop: Stop = {
  id: "S1",
  scope: { kind: "portfolio" },
  action: "flatten",
  userId: "U1",
  reason: "Bad news",
  at: 5,
  found: { orders: 3, positions: 2, runs: 1 },
};
const prices: Readonly<Record<string, InstrumentPrices>> = {};
const orders = [
  anOrder({ id: "A1", status: "pending-cancel" }),
  anOrder({ id: "A2", status: "unknown" }),
  anOrder({ id: "A3", status: "canceled" }),
  anOrder({
    id: "A4",
    status: "accepted",
    side: "sell",
    isReduceOnly: true,
    source: { kind: "manual", userId: "U1", key: "S1" },
  }),
];

describe("a stop on screen", () => {
  it("counts what the journal says is left, the switch's own orders aside", () => {
    const snapshot = aSnapshot({ orders, lots: [aLot({})], stops: [stop] });
    const [checklist] = checklistsOf(stopFacts(snapshot, prices));
    expect(checklist).toMatchObject({
      orders: { working: 0, unanswered: 1, unknown: 1, left: 2 },
      open: 1,
      isDone: false,
      positions: [{ symbol: "BTC/USDT", state: "closing" }],
    });
    if (checklist === undefined) throw new Error("No checklist");
    expect(checkLines(checklist).map(({ text, count, isDone }) => `${isDone ? "x" : "-"} ${text} ${count}`)).toEqual([
      "x New orders refused ",
      "x Strategies halted 1/1",
      "- Orders cancelled (1 not answered yet, 1 of unknown fate) 1/3",
      "- Positions closed 1/2",
    ]);
    expect(checklist.positions.map(itemWords)).toEqual(["BTC/USDT: a closing order is at work"]);
    expect(resumeWords([checklist])).toEqual([
      "Resets “Bad news”: orders are taken again in this portfolio and 1 strategy goes on. The stop ends with 2 orders not cancelled yet and 1 position not closed yet.",
      "Does not reset: cancelled orders do not come back, closed positions stay closed, limits stay used as they are.",
    ]);
  });

  it("says before it is pulled what it would reach", () => {
    const snapshot = aSnapshot({ orders, lots: [aLot({})] });
    const facts = stopFacts(snapshot, prices);
    expect(wouldReach(facts, { kind: "portfolio" }, "cancel-orders")).toEqual({ orders: 3, guards: 0, positions: 1 });
    expect(wouldReach(facts, { kind: "instrument", instrumentId: "ETH-USDT" }, "flatten")).toEqual({
      orders: 0,
      guards: 0,
      positions: 0,
    });
    expect(wouldReach(facts, { kind: "portfolio" }, "no-new-entries").orders).toBe(0);
  });

  it("counts the stops that guard a position among the orders that would go", () => {
    const guard = (id: string, kind: "stop-loss" | "take-profit", isReduceOnly = true) =>
      anOrder({ id, status: "emulated", side: "sell", isReduceOnly, trigger: { kind, by: "last", priceTicks: 5 } });
    const held = [guard("G1", "stop-loss"), guard("G2", "take-profit"), guard("G3", "stop-loss", false)];
    const facts = stopFacts(aSnapshot({ orders: held, lots: [aLot({})] }), prices);
    expect(wouldReach(facts, { kind: "portfolio" }, "cancel-orders")).toMatchObject({ orders: 3, guards: 1 });
    expect(wouldReach(facts, { kind: "portfolio" }, "reduce-only")).toMatchObject({ guards: 0 });
  });

  it("says why a position is still open, and where a stop reaches", () => {
    const snapshot = aSnapshot({ orders: [], lots: [aLot({})], stops: [stop] });
    const [checklist] = checklistsOf(stopFacts(snapshot, prices));
    expect(checklist?.positions.map(itemWords)).toEqual(["BTC/USDT: waiting. There is no price for BTC/USDT."]);
    const scope = { kind: "instrument", instrumentId: "ETH-USDT" } as const;
    expect(stopWords({ stop: { ...stop, scope }, isDone: true })).toBe(
      "Trading is halted in ETH/USDT, positions are closed",
    );
    expect(checklist && stopWords(checklist)).toBe("Trading is halted, positions are being closed");
  });

  it("is done where less than a lot is left, whatever the price", () => {
    const lots = [aLot({ quantityUnits: 26_900 }), aLot({ id: "L2", instrumentId: "SOL-USDT", quantityUnits: 4_520 })];
    const [checklist] = checklistsOf(stopFacts(aSnapshot({ orders: [], lots, stops: [stop] }), prices));
    expect(checklist).toMatchObject({ open: 0, isDone: true, positions: [{ state: "dust" }, { state: "dust" }] });
  });

  it("names the command that must come first when the command line stopped the desk", () => {
    const snapshot = aSnapshot({ orders: [], stops: [{ ...stop, userId: "second-door", action: "no-new-entries" }] });
    const checklists = checklistsOf(stopFacts(snapshot, prices));
    expect(resumeWords(checklists).at(-1)).toContain("tradewind stop --release");
    expect(checklists.flatMap(checkLines)).toEqual([{ text: "New entries refused", count: "", isDone: true }]);
  });
});
