import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marginView } from "@/components/margin/margin-view.ts";
import { lotsForMargin, type MarginPreview, previewMargin } from "@/components/margin/preview-margin.ts";
import type { TicketOrder } from "@/components/trade/ticket/reading/read-ticket.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { type MarginValues, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { orderMarginUnits } from "../../../server/domain/margin/order-margin.ts";
import { baseUnits } from "../../../server/domain/markets/instrument.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { anOrder as aWorkingOrder } from "../live/portfolio-examples.ts";
import { BTC_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;
const touch = { bid: 500_000, ask: 500_001 };
const BUY_AT = [{ priceTicks: 500_001, quantityLots: 100_000 }];
const SELL_AT = [{ priceTicks: 500_000, quantityLots: 100_000 }];

const anOrder = (terms: Partial<TicketOrder>): TicketOrder => ({
  ...{ side: "sell", type: "limit", priceTicks: 500_000, quantityLots: 1_000, timeInForce: "GTC", isPostOnly: false },
  ...{ isReduceOnly: false, trigger: null, trailTicks: null, expiresAt: null },
  ...terms,
});

function viewOf(values: MarginValues, total = 20_000) {
  const snapshot = portfolio([[BTC_PERP, values]], { totalUnits: total * USDT, reservedUnits: values.marginUnits });
  return present(
    marginView(BTC_PERP, { snapshot, marks: marksOf([[BTC_PERP, 500_000]]) }) ?? undefined,
    "BTC is margined",
  );
}

function preview(values: MarginValues, terms: Partial<TicketOrder>, total?: number): MarginPreview {
  const margin = viewOf(values, total);
  const order = anOrder(terms);
  const holding = {
    positionUnits: values.netLots * BTC_PERP.baseUnitsPerLot,
    workingBuyUnits: 0,
    workingSellUnits: 0,
  };
  const opposite = order.side === "buy" ? BUY_AT : SELL_AT;
  const seen = { touch, opposite, holding, availableUnits: margin.spendableUnits };
  return present(previewMargin(BTC_PERP, order, seen, margin) ?? undefined, "There is a price");
}

describe("the preview of an order in a perpetual", () => {
  it("sets margin and fee aside, opens short without the coin, and knows where that would be liquidated", () => {
    const sold = preview({ ...UNTOUCHED, leverage: 10, mode: "isolated" }, {});
    expect(sold.requiredUnits).toBe((5_000 + 25) * USDT);
    expect(sold.availableAfter).toBe((20_000 - 5_025) * USDT);
    expect(sold.positionAfter).toBe(-baseUnits(BTC_PERP, 1_000));
    expect(sold.cost).toMatchObject({ feeCurrency: "USDT", feeUnits: 25 * USDT });
    expect(sold.liquidation).toEqual({ ticks: 547_809, percent: expect.closeTo(9.56, 2) });
    expect([sold.isShort, sold.isFlatAfter]).toEqual([false, false]);
  });

  it("asks a short at market for its margin at the best price, which lies above its bound", () => {
    const sold = preview({ ...UNTOUCHED, leverage: 10 }, { type: "market", priceTicks: null });
    expect([sold.boundTicks, sold.requiredUnits]).toEqual([475_000, (5_000 + 25) * USDT]);
    const bought = preview({ ...UNTOUCHED, leverage: 10 }, { side: "buy", type: "market", priceTicks: null });
    expect(bought.requiredUnits).toBeGreaterThan((5_250 + 26) * USDT);
  });

  it("gives margin back where it closes, and leaves nothing to liquidate", () => {
    const closed = preview(open(BTC_PERP, 1_000, 490_000), { isReduceOnly: true });
    expect(closed.requiredUnits).toBe(0);
    expect(closed.availableAfter).toBe((20_000 + 1_000 - 25) * USDT);
    expect([closed.positionAfter, closed.liquidation, closed.isFlatAfter]).toEqual([0, null, true]);
  });

  it("needs no margin to close, reduce-only or not, and by what it would open beyond", () => {
    const long = open(BTC_PERP, 1_000, 490_000);
    const closing = preview(long, {});
    expect([closing.requiredUnits, closing.whyFree, closing.isShort]).toEqual([0, "closes", false]);
    expect(closing.availableAfter).toBe((20_000 + 1_000 - 25) * USDT);
    const turning = preview(long, { quantityLots: 1_500 });
    expect([turning.requiredUnits, turning.whyFree]).toEqual([(5_000 + 12.5) * USDT, null]);
    expect(preview(long, { isReduceOnly: true }).whyFree).toBe("reduce-only");
  });

  it("holds back what rests, and says when the wallet does not carry it", () => {
    const resting = preview(UNTOUCHED, { side: "buy", priceTicks: 400_000 }, 5_000);
    expect(resting.requiredUnits).toBe((8_000 + 20) * USDT);
    expect(resting.availableAfter).toBe((5_000 - 8_020) * USDT);
    expect(resting.isShort).toBe(true);
  });

  it("tells nothing without a price", () => {
    const margin = viewOf(UNTOUCHED);
    const seen = {
      touch: { bid: null, ask: null },
      opposite: [],
      holding: { positionUnits: 0, workingBuyUnits: 0, workingSellUnits: 0 },
      availableUnits: 0,
    };
    expect(previewMargin(BTC_PERP, anOrder({ type: "market", priceTicks: null }), seen, margin)).toBeNull();
  });
});

describe("what works already", () => {
  const working = (side: "buy" | "sell", quantityLots: number): Order =>
    aWorkingOrder({ instrumentId: BTC_PERP.id, side, quantityLots, reservedUnits: quantityLots * 10 * USDT });
  const beside = (values: MarginValues, orders: readonly Order[], terms: Partial<TicketOrder>) => {
    const snapshot = { ...portfolio([[BTC_PERP, values]], { totalUnits: 1e6 * USDT, reservedUnits: 0 }), orders };
    const margin = present(
      marginView(BTC_PERP, { snapshot, marks: marksOf([[BTC_PERP, 500_000]]) }) ?? undefined,
      "BTC is margined",
    );
    const holding = { positionUnits: 0, workingBuyUnits: 0, workingSellUnits: 0 };
    const seen = { touch, opposite: [], holding, availableUnits: margin.spendableUnits };
    return present(previewMargin(BTC_PERP, anOrder(terms), seen, margin) ?? undefined, "There is a price");
  };

  it("leaves nothing to close for free that others close already", () => {
    const long = open(BTC_PERP, 1_000, 500_000);
    const order = { quantityLots: 500, priceTicks: 510_000 };
    expect(beside(long, [working("sell", 500)], order).requiredUnits).toBe(0);
    expect(beside(long, [working("sell", 1_000)], order).requiredUnits).toBeGreaterThan(0);
    expect(beside(long, [{ ...working("sell", 1_000), isReduceOnly: true }], order).requiredUnits).toBe(0);
    expect(beside(long, [{ ...working("sell", 1_000), status: "canceled" }], order).requiredUnits).toBe(0);
  });

  it("covers an order of the other side, of which not both can open", () => {
    const covered = beside(UNTOUCHED, [working("buy", 2_000)], { quantityLots: 1_000 });
    expect([covered.requiredUnits, covered.whyFree]).toEqual([0, "other side holds more"]);
  });
});

describe("a size as a share of what is free", () => {
  const BUY = { side: "buy", type: "market" } as const;
  it("is the most that its margin and its fee leave room for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 125 }),
        fc.integer({ min: 1, max: 10 ** 13 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (leverage, free, percent, boundTicks) => {
          const lots = lotsForMargin(viewOf({ ...UNTOUCHED, leverage }), BUY, free, percent, boundTicks, null);
          const needs = (of: number) => orderMarginUnits(BTC_PERP, leverage, false, boundTicks, of);
          const share = (BigInt(free) * BigInt(percent)) / 100n;
          if (lots > 0) expect(BigInt(needs(lots))).toBeLessThanOrEqual(share);
          if (lots < BTC_PERP.quantityLotsMax) expect(BigInt(needs(lots + 1))).toBeGreaterThan(share);
        },
      ),
    );
    const long = open(BTC_PERP, 1_000, 500_000);
    expect(lotsForMargin(viewOf(long), { side: "sell", type: "limit" }, 0, 50, 500_000, null)).toBe(500);
    expect(lotsForMargin(viewOf(long), { side: "sell", type: "market" }, 5_025 * USDT, 100, 475_000, 500_000)).toBe(
      1_501,
    );
    expect(lotsForMargin(viewOf(UNTOUCHED), BUY, 0, 100, 1, null)).toBe(0);
    expect(lotsForMargin(viewOf(UNTOUCHED), BUY, 5, 100, 0, null)).toBe(0);
  });
});
