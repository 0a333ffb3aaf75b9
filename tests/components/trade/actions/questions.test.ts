import { describe, expect, it } from "vitest";
import type { DeskState } from "@/components/live/desk-store.ts";
import { DeskStore } from "@/components/live/desk-store.ts";
import { cancelQuestion, workingOrders } from "@/components/trade/actions/cancel-question.ts";
import { closeQuestion } from "@/components/trade/actions/close-question.ts";
import { aLot, anOrder, aSnapshot } from "../../live/portfolio-examples.ts";

const empty = new DeskStore("P1", {
  loadSnapshot: () => new Promise(() => undefined),
  now: () => 0,
  after: () => () => undefined,
}).read();
const stateWith = (terms: Parameters<typeof aSnapshot>[0]): DeskState => ({ ...empty, snapshot: aSnapshot(terms) });

describe("the question before closing", () => {
  it("names exactly what the worker will send", () => {
    const question = closeQuestion("BTC-USDT", "half", stateWith({ lots: [aLot({ quantityUnits: 10_000_300_000 })] }));
    expect(question).toEqual({
      id: "close-half-BTC-USDT",
      title: "Close half of the long position in BTC/USDT?",
      effects: ["Sells 0.50002 BTC at market, reduce-only.", "Working orders stay."],
      confirmLabel: "Sell 0.50002 BTC",
    });
  });

  it("leaves out what working orders already close", () => {
    const orders = [anOrder({ side: "sell", quantityLots: 60_000, status: "accepted" })];
    const question = closeQuestion(
      "BTC-USDT",
      "all",
      stateWith({ lots: [aLot({ quantityUnits: 10_000_000_000 })], orders }),
    );
    expect(question).toMatchObject({ confirmLabel: "Sell 0.40000 BTC" });
  });

  it("is not asked while trading is halted, and says who lets it go on", () => {
    const lots = [aLot({ quantityUnits: 10_000_000_000 })];
    const halted = (role: "owner" | "viewer") =>
      closeQuestion("BTC-USDT", "all", stateWith({ lots, role, tradingState: "halted" }));
    expect(halted("owner")).toEqual({
      refusal: "Trading is halted: no order is sent. Press Resume at the top of the page to go on.",
    });
    expect(halted("viewer")).toEqual({
      refusal: "Trading is halted: no order is sent. Ask a manager to resume it.",
    });
  });

  it("says why there is nothing to close", () => {
    expect(closeQuestion("BTC-USDT", "all", stateWith({}))).toEqual({
      refusal: "There is no position in BTC/USDT to close.",
    });
  });
});

describe("the question before cancelling", () => {
  const orders = [
    anOrder({ id: "3", side: "sell", status: "accepted" }),
    anOrder({ id: "2", instrumentId: "ETH-USDT", status: "accepted" }),
    anOrder({ id: "1", status: "filled" }),
  ];

  it("counts what can still trade, here or everywhere", () => {
    expect(cancelQuestion(aSnapshot({ orders }), null)).toMatchObject({
      title: "Cancel 2 open orders?",
      effects: ["1 to buy, 1 to sell, in BTC/USDT, ETH/USDT.", "Positions stay as they are."],
    });
    expect(cancelQuestion(aSnapshot({ orders }), "BTC-USDT")).toMatchObject({
      title: "Cancel 1 open order of BTC/USDT?",
      effects: ["0 to buy, 1 to sell.", "Positions stay as they are."],
    });
    expect(cancelQuestion(aSnapshot({ orders }), null, "sell")).toMatchObject({
      title: "Cancel 1 open sell order?",
      effects: ["In BTC/USDT; those to buy stay.", "Positions stay as they are."],
    });
    const trigger = { kind: "stop-loss", by: "last", priceTicks: 1 } as const;
    const stop = anOrder({ id: "4", side: "sell", status: "emulated", isReduceOnly: true, trigger });
    const effects = cancelQuestion(aSnapshot({ orders: [stop] }), null)?.effects;
    expect(effects?.[1]).toBe("Positions stay as they are, without the stop or target that protects them now.");
    const closing = stateWith({ orders: [stop], lots: [aLot({ quantityUnits: 10_000_300_000 })] });
    expect(closeQuestion("BTC-USDT", "all", closing)).toMatchObject({
      effects: [
        "Sells 1.00003 BTC at market, reduce-only.",
        expect.stringContaining("targets in the worker end with it"),
      ],
    });
    expect(workingOrders(aSnapshot({ orders }), null).map(({ id }) => id)).toEqual(["3", "2"]);
  });

  it("is none where nothing works", () => {
    expect([cancelQuestion(null, null), cancelQuestion(aSnapshot({ orders }), "SOL-USDT")]).toEqual([null, null]);
  });
});
