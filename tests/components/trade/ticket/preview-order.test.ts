import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usedPercent } from "@/components/trade/ticket/preview/limit-use.ts";
import { previewOrder } from "@/components/trade/ticket/preview/preview-order.ts";
import type { TicketOrder } from "@/components/trade/ticket/reading/read-ticket.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { baseUnits, feeUnits } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { availableBalanceLimit } from "../../../../server/domain/risk/limits/available-balance.ts";
import { orderSizeLimit } from "../../../../server/domain/risk/limits/order-size.ts";
import { positionSizeLimit } from "../../../../server/domain/risk/limits/position-size.ts";
import { reduceOnlyLimit } from "../../../../server/domain/risk/limits/reduce-only.ts";
import { collarTicks } from "../../../../server/domain/risk/price-reference.ts";
import { reducibleLots } from "../../../../server/domain/risk/reducible.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../../server/domain/risk/risk-settings.ts";

const btc = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const touch = { bid: 6_421_000, ask: 6_421_100 };
const points = { bidTicks: touch.bid, askTicks: touch.ask, lastTicks: 0 };
const book = [{ priceTicks: 6_421_100, quantityLots: 100_000_000 }];

const anOrder = (terms: Partial<TicketOrder> = {}): TicketOrder => ({
  side: "buy",
  type: "limit",
  priceTicks: 6_421_000,
  quantityLots: 1_000,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  trigger: null,
  trailTicks: null,
  expiresAt: null,
  ...terms,
});

const lots = fc.integer({ min: -3_000_000, max: 3_000_000 });
const working = fc.integer({ min: 0, max: 2_000_000 });
const arbitraryOrder = fc.record({
  side: fc.constantFrom("buy" as const, "sell" as const),
  quantityLots: fc.integer({ min: 1, max: 5_000_000 }),
  priceTicks: fc.option(fc.integer({ min: 5_000_000, max: 7_000_000 })),
  isReduceOnly: fc.boolean(),
});

describe("the preview of an order", () => {
  it("says over a limit exactly where the worker's risk gate would refuse", () => {
    fc.assert(
      fc.property(
        arbitraryOrder,
        lots,
        working,
        working,
        fc.integer({ min: 0, max: 10 ** 14 }),
        (terms, held, buys, sells, free) => {
          const order = anOrder({ ...terms, type: terms.priceTicks === null ? "market" : "limit" });
          const holding = {
            positionUnits: baseUnits(btc, held),
            workingBuyUnits: baseUnits(btc, buys),
            workingSellUnits: baseUnits(btc, sells),
          };
          const preview = previewOrder(btc, order, { touch, opposite: book, holding, availableUnits: free });
          const boundTicks = order.priceTicks ?? collarTicks(points, order.side, DEFAULT_RISK_SETTINGS.collarBps);
          const ticket = {
            ...order,
            id: "o1",
            instrumentId: btc.id,
            source: { kind: "manual", userId: "u", key: "k" },
            acceptsStalePrice: false,
            releasedTicks: null,
            boundTicks,
            createdAt: 1,
          } as const;
          const view = {
            now: 1,
            settings: DEFAULT_RISK_SETTINGS,
            tradingState: "active",
            instrument: btc,
            margin: null,
            borrowing: null,
            price: null,
            requiredUnits: preview?.requiredUnits ?? 0,
            availableUnits: free,
            ...holding,
            ordersInLastSecond: 0,
          } as const;
          expect([
            preview?.boundTicks,
            preview?.isShort,
            preview?.orderUse.isOver,
            preview?.positionUse.isOver,
          ]).toEqual([
            boundTicks,
            availableBalanceLimit(ticket, view) !== null,
            orderSizeLimit(ticket, view) !== null,
            positionSizeLimit(ticket, view) !== null,
          ]);
          const most = reducibleLots(order.side, { instrument: btc, ...holding });
          expect(reduceOnlyLimit({ ...ticket, isReduceOnly: true, quantityLots: most }, view)).toBeNull();
          expect(reduceOnlyLimit({ ...ticket, isReduceOnly: true, quantityLots: most + 1 }, view)).not.toBeNull();
        },
      ),
    );
  });

  it("takes the fee of a buy off the position, as the venue does", () => {
    const order = anOrder({ priceTicks: 6_421_100, quantityLots: 5_000 });
    const holding = { positionUnits: baseUnits(btc, 100), workingBuyUnits: 0, workingSellUnits: 0 };
    const preview = previewOrder(btc, order, { touch, opposite: book, holding, availableUnits: 10 ** 13 });
    const bought = Number(baseUnits(btc, 5_000));
    expect(preview?.positionAfter).toBe(
      Number(baseUnits(btc, 100)) + bought - Number(feeUnits(bought, btc.takerRateMillionths)),
    );
    expect(preview?.availableAfter).toBe(10 ** 13 - Number(preview?.cost?.valueUnits));
  });

  it("knows nothing of a market order without a price", () => {
    const order = anOrder({ type: "market", priceTicks: null });
    const holding = { positionUnits: 0, workingBuyUnits: 0, workingSellUnits: 0 };
    const view = { touch: { bid: null, ask: null }, opposite: [], holding, availableUnits: 0 };
    expect(previewOrder(btc, order, view)).toBeNull();
  });

  it("says nothing of cost where no book is shown", () => {
    const holding = { positionUnits: 0, workingBuyUnits: 0, workingSellUnits: 0 };
    const preview = previewOrder(btc, anOrder(), { touch, opposite: [], holding, availableUnits: 0 });
    expect([preview?.cost, preview?.availableAfter, preview?.positionAfter]).toEqual([null, null, null]);
  });
});

it("rounds the share of a limit up, and is full only where it is", () => {
  const shares = [0, 1, 7_000, 9_999.98, 249_999, 250_000, 250_001].map((used) =>
    usedPercent({ usedUnits: used * 100, mostUnits: 25_000_000, isOver: used > 250_000 }),
  );
  expect(shares).toEqual([0, 1, 3, 4, 99, 100, 101]);
});
