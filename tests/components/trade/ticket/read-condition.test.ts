import { describe, expect, it } from "vitest";
import { readCondition } from "@/components/trade/ticket/condition/read-condition.ts";
import { previewOrder } from "@/components/trade/ticket/preview/preview-order.ts";
import { blankCondition, type ConditionDraft } from "@/components/trade/ticket/reading/condition-draft.ts";
import { readTicket, type TicketDraft } from "@/components/trade/ticket/reading/read-ticket.ts";
import { describeOrder, writeOrder } from "@/components/trade/ticket/reading/write-ticket.ts";
import { triggerSentence, triggerSign } from "@/components/trade/trigger-words.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { parseOrder } from "../../../../server/domain/orders/order-validation.ts";
import type { TriggerKind } from "../../../../server/domain/orders/triggers/trigger.ts";

const btc = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const view = {
  touchTicks: 6_000_000,
  equityUnits: null,
  reducibleLots: 0,
  positionLots: 50_000,
  points: { bidTicks: 6_000_000, askTicks: 6_000_100, lastTicks: 6_000_050 },
  readCondition,
};

const draft = (kind: TriggerKind, part: Partial<ConditionDraft>, terms: Partial<TicketDraft> = {}): TicketDraft => ({
  ...{ side: "sell", type: "limit", price: "", quantity: "0.5", unit: "base", timeInForce: "GTC", until: "" },
  ...{ isPostOnly: false, isReduceOnly: true },
  condition: { ...blankCondition(kind), ...part },
  ...terms,
});
const read = (...[kind, part, terms]: Parameters<typeof draft>) => readTicket(btc, draft(kind, part, terms), view);

describe("a conditional order in the ticket", () => {
  it.each<[Parameters<typeof draft>, string, string]>([
    [["stop-loss", { level: "59,500" }], "Stop sell 0.50000 BTC @ 59,500.00 (paper)", "last falls to 59,500.00"],
    [
      ["take-profit", { level: "61000", by: "mark" }],
      "TP sell 0.50000 BTC @ 61,000.00 (paper)",
      "mark rises to 61,000.00",
    ],
    [
      ["trailing-stop", { distance: "1.25" }],
      "Trail sell 0.50000 BTC @ 59,250.49 (paper)",
      "last falls by 1.25% from its highest",
    ],
    [
      ["trailing-stop", { distance: "250", unit: "quote", level: "61000" }],
      "Trail sell 0.50000 BTC (paper)",
      "last has risen to 61,000.00 and then falls by 250.00 from its highest",
    ],
    [
      ["stop-loss", { level: "60500", by: "ask" }, { side: "buy", isReduceOnly: false }],
      "Stop buy 0.50000 BTC @ 60,500.00 (paper)",
      "ask rises to 60,500.00",
    ],
  ])("is told on the button and in a sentence: %#", (wish, label, sentence) => {
    const order = present(read(...wish).order ?? undefined, "The order can be read");
    expect(describeOrder(btc, order, "paper")).toBe(label);
    const trigger = present(order.trigger ?? undefined, "It waits");
    expect(triggerSentence(btc, { ...order, trigger })).toBe(sentence);
  });

  it("is written so that the desk reads the very order that was shown", () => {
    const wishes: Parameters<typeof draft>[] = [
      ["stop-loss", { level: "59500", sends: "limit", limit: "59400" }],
      ["take-profit", { level: "61000" }, { timeInForce: "GTD", until: "2030-01-02T03:04" }],
      ["trailing-stop", { distance: "1.25", sends: "limit", limit: "5" }, { timeInForce: "FOK" }],
      ["trailing-stop", { distance: "250", unit: "quote", level: "61000" }],
    ];
    for (const wish of wishes) {
      const { trailTicks: _, ...order } = present(read(...wish).order ?? undefined, "The order can be read");
      const parsed = parseOrder({ ...writeOrder(btc, { ...order, trailTicks: null }), acceptsStalePrice: false });
      expect(parsed).toMatchObject({ ok: true, value: order });
    }
  });

  it.each<[Parameters<typeof draft>, string, RegExp]>([
    [["stop-loss", { level: "" }], "level", /needs the price at which it fires/],
    [["stop-loss", { level: "60100" }], "level", /would fire at once: last is 60,000.50. Use a price below/],
    [["take-profit", { level: "59000" }], "level", /Use a price above/],
    [["stop-loss", { level: "60000.001" }], "level", /tick/],
    [["stop-loss", { level: "59000", sends: "limit", limit: "" }], "limit", /Limit/],
    [["trailing-stop", { distance: "" }], "distance", /needs its distance/],
    [["trailing-stop", { distance: "100" }], "distance", /Use 0.01 to 99.99/],
    [["trailing-stop", { sends: "limit", limit: "" }], "limit", /distance from the stop/],
    [["stop-loss", { level: "59000" }, { timeInForce: "GTD" }], "until", /until when/],
  ])("says what is wrong with a field, there: %#", (wish, field, words) => {
    const { order, problems } = read(...wish);
    expect(order).toBeNull();
    expect(problems[field as keyof typeof problems]).toMatch(words);
  });

  it("may stand beside others that close the same position, and is cut to that position", () => {
    expect(read("stop-loss", { level: "59000" }, { quantity: "0.7" })).toMatchObject({
      order: { quantityLots: 50_000 },
      cutFromLots: 70_000,
    });
    const flat = readTicket(btc, draft("stop-loss", { level: "59000" }), { ...view, positionLots: 0 });
    expect(flat.problems.quantity).toContain("no long position");
  });

  it("holds back nothing while it only reduces, else its worst price, and tells the position it would leave", () => {
    const holding = { positionUnits: 5_000_000_000, workingBuyUnits: 0, workingSellUnits: 0 };
    const market = { touch: { bid: 6_000_000, ask: 6_000_100 }, opposite: [], holding, availableUnits: 0 };
    const stop = present(read("stop-loss", { level: "59000" }).order ?? undefined, "It can be read");
    expect(previewOrder(btc, stop, market)).toMatchObject({
      ...{ boundTicks: 5_605_000, requiredUnits: 0, isShort: false, cost: null, positionAfter: 0 },
    });
    const bold = previewOrder(btc, { ...stop, isReduceOnly: false }, market);
    expect(bold).toMatchObject({ requiredUnits: 5_000_000_000, isShort: true });
  });

  it("is short enough for a table, as things stand", () => {
    const trailing = {
      kind: "trailing-stop",
      by: "bid",
      activationTicks: 6_100_000,
      limitDistanceTicks: null,
      distance: { unit: "ticks", ticks: 10_000 },
    } as const;
    const sign = (trailTicks: number | null) => triggerSign(btc, { side: "sell", trailTicks, trigger: trailing });
    expect(sign(null)).toBe("bid ≥ 61,000.00, then trails");
    expect(sign(6_110_000)).toBe("bid ≤ 61,000.00");
  });
});
