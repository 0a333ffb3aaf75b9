import { describe, expect, it } from "vitest";
import type { Candle } from "../../../server/domain/markets/candle.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import { HeldOrder } from "../../../server/engine/held/held-order.ts";
import { intent, START } from "../desk-example.ts";
import { stopLoss, takeProfit, trailing } from "../held/held-example.ts";

/** A leg whose entry filled at 50,000.00 while this candle was open. */
function leg(trigger: Trigger, side: Side = "sell", trailTicks: number | null = null, ticks = 5_000_000): HeldOrder {
  const ticket: OrderTicket = {
    ...intent({ side, trigger, isReduceOnly: true, type: "market", priceTicks: null }),
    ...{ id: "leg", boundTicks: 0, trailTicks, releasedTicks: null, createdAt: START - 600_000 },
  };
  return new HeldOrder(ticket, trigger, 0, { at: START + 60_000, ticks });
}

const candle = (change: Partial<Candle>): Candle => ({
  ...{ timeframe: "1m", openAt: START, openTicks: 5_050_000, closeTicks: 5_020_000, volumeLots: 10 },
  ...{ highTicks: 5_060_000, lowTicks: 4_990_000 },
  ...change,
});

describe("in the candle in which its entry fills", () => {
  it("a stop assumes that the worst came after it, and fires at its own level", () => {
    expect(leg(stopLoss(4_995_000)).seeCandle(candle({}))).toBe(4_995_000);
    expect(leg(stopLoss(4_980_000)).seeCandle(candle({}))).toBeNull();
    expect(leg(stopLoss(5_055_000), "buy").seeCandle(candle({}))).toBe(5_055_000);
  });

  it("a stop that its entry has jumped over fires where that filled", () => {
    expect(leg(stopLoss(4_995_000), "sell", null, 4_991_000).seeCandle(candle({}))).toBe(4_991_000);
    expect(leg(stopLoss(5_055_000), "buy", null, 5_058_000).seeCandle(candle({}))).toBe(5_058_000);
  });

  it("a target counts on nothing but the close, and gains nothing beyond its level", () => {
    expect(leg(takeProfit(5_055_000)).seeCandle(candle({}))).toBeNull();
    expect(leg(takeProfit(5_010_000)).seeCandle(candle({}))).toBe(5_010_000);
  });

  it("a trailing stop follows from the fill, not from a high that may have come before it", () => {
    const held = leg(trailing({ distance: { unit: "ticks", ticks: 20_000 } }), "sell", 5_000_000);
    expect(held.seeCandle(candle({}))).toBeNull();
    expect(held.trailTicks).toBe(5_020_000);
    expect(leg(trailing({ distance: { unit: "ticks", ticks: 5_000 } }), "sell", 5_000_000).seeCandle(candle({}))).toBe(
      4_995_000,
    );
  });

  it("the candles after it count whole", () => {
    const next = candle({ openAt: START + 60_000, openTicks: 5_000_000 });
    expect(leg(takeProfit(5_055_000)).seeCandle(next)).toBe(5_055_000);
  });
});
