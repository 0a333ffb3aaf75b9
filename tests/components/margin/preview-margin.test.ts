import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marginView } from "@/components/margin/margin-view.ts";
import { lotsForMargin, type MarginPreview, previewMargin } from "@/components/margin/preview-margin.ts";
import type { TicketOrder } from "@/components/trade/ticket/reading/read-ticket.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { type MarginValues, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { orderMarginUnits } from "../../../server/domain/margin/order-margin.ts";
import { baseUnits } from "../../../server/domain/markets/instrument.ts";
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

  it("gives margin back where it closes, and leaves nothing to liquidate", () => {
    const closed = preview(open(BTC_PERP, 1_000, 490_000), { isReduceOnly: true });
    expect(closed.requiredUnits).toBe(0);
    expect(closed.availableAfter).toBe((20_000 + 1_000 - 25) * USDT);
    expect([closed.positionAfter, closed.liquidation, closed.isFlatAfter]).toEqual([0, null, true]);
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

describe("a size as a share of what is free", () => {
  it("is the most that its margin and its fee leave room for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 125 }),
        fc.integer({ min: 1, max: 10 ** 13 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (leverage, free, percent, boundTicks) => {
          const lots = lotsForMargin(viewOf({ ...UNTOUCHED, leverage }), free, percent, boundTicks);
          const needs = (of: number) => orderMarginUnits(BTC_PERP, leverage, { boundTicks, isReduceOnly: false }, of);
          const share = (BigInt(free) * BigInt(percent)) / 100n;
          if (lots > 0) expect(BigInt(needs(lots))).toBeLessThanOrEqual(share);
          if (lots < BTC_PERP.quantityLotsMax) expect(BigInt(needs(lots + 1))).toBeGreaterThan(share);
        },
      ),
    );
    expect(lotsForMargin(viewOf(UNTOUCHED), 0, 100, 1)).toBe(0);
    expect(lotsForMargin(viewOf(UNTOUCHED), 5, 100, 0)).toBe(0);
  });
});
