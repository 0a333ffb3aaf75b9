import fc from "fast-check";
import { expect, it } from "vitest";
import type { Order } from "../../../server/domain/orders/order.ts";
import { meets, restingTicks, restsAtVenue } from "../../../server/domain/orders/self-trade.ts";
import type { Holding, OrderRecord } from "../../../server/engine/engine-state.ts";
import { OwnOrders } from "../../../server/engine/self-trade/own-orders.ts";
import { anOrder } from "../../components/live/portfolio-examples.ts";

const change = fc.record({
  id: fc.integer({ min: 0, max: 12 }),
  side: fc.constantFrom("buy" as const, "sell" as const),
  instrumentId: fc.constantFrom("BTC-USDT", "ETH-USDT"),
  type: fc.constantFrom("limit" as const, "limit" as const, "market" as const),
  timeInForce: fc.constantFrom("GTC" as const, "GTC" as const, "GTD" as const, "IOC" as const),
  status: fc.constantFrom("submitted" as const, "accepted" as const, "pending-cancel" as const, "released" as const),
  end: fc.constantFrom(null, null, "canceled" as const, "filled" as const),
  boundTicks: fc.integer({ min: 90, max: 110 }),
  amendment: fc.option(fc.record({ quantityLots: fc.constant(1), priceTicks: fc.integer({ min: 90, max: 110 }) })),
});

it("finds the own orders that another would meet, as looking at each of them does", () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 60 }),
      fc.constantFrom("buy" as const, "sell" as const),
      fc.integer({ min: 85, max: 115 }),
      (changes, side, reach) => {
        const own = new OwnOrders();
        const records = new Map<number, OrderRecord>();
        for (const { id, end, status, ...terms } of changes) {
          const known = records.get(id);
          // Side, market and type of an order stay what they were.
          const kept: Partial<Order> =
            known === undefined
              ? {}
              : (({ side: of, instrumentId, type, timeInForce }) => ({ side: of, instrumentId, type, timeInForce }))(
                  known.order,
                );
          const order = anOrder({ ...terms, ...kept, id: `o${id}`, status: end ?? status });
          const record = known ?? { order, holding: {} as Holding, tradeIds: new Set<string>() };
          record.order = order;
          records.set(id, record);
          own.note(record);
        }
        const slow = [...records.values()].filter(({ order }) => {
          const isOther = order.instrumentId === "BTC-USDT" && order.side !== side;
          return isOther && restsAtVenue(order) && meets(side, reach, restingTicks(order));
        });
        const met = own.met("BTC-USDT", side, reach);
        expect(new Set(met)).toEqual(new Set(slow));
        const prices = met.map(({ order }) => restingTicks(order));
        expect(prices).toEqual([...prices].sort((a, b) => (side === "buy" ? a - b : b - a)));
      },
    ),
    { numRuns: 500 },
  );
});
