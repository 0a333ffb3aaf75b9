import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  heldForOrders,
  heldMoreUnits,
  NO_ORDERS,
  type OpeningOrders,
  reliefUnits,
  withOrder,
} from "../../../server/domain/margin/order-margin.ts";

const lots = fc.integer({ min: 0, max: 1_000_000 });
const side = lots.chain((of) =>
  fc.record({ lots: fc.constant(of), units: of === 0 ? fc.constant(0) : fc.integer({ min: of, max: 2 ** 40 }) }),
);
const orders: fc.Arbitrary<OpeningOrders> = fc.record({ buy: side, sell: side });
const net = fc.integer({ min: -1_000_000, max: 1_000_000 });

describe("what the orders of a perpetual hold back together", () => {
  it.each([
    ["nothing is open: the larger side", 0, [10, 500], [4, 300], 500],
    ["a long: buys in full", 5, [10, 500], [0, 0], 500],
    ["a long: sells that close nothing but it are free", 5, [0, 0], [5, 250], 0],
    ["a long: the share of the sells beyond it", 5, [0, 0], [8, 401], 151],
    ["a long: sells that would turn it against buys that would grow it", 5, [1, 50], [8, 400], 150],
    ["a short: buys that close it are free, sells are not", -5, [5, 250], [1, 50], 50],
    ["a short: what buys would open beyond it", -5, [10, 500], [1, 50], 250],
  ] as const)("%s", (_case, netLots, [buyLots, buyUnits], [sellLots, sellUnits], held) => {
    const all = { buy: { lots: buyLots, units: buyUnits }, sell: { lots: sellLots, units: sellUnits } };
    expect(heldForOrders(netLots, all)).toBe(held);
    expect(reliefUnits(netLots, all)).toBe(buyUnits + sellUnits - held);
  });

  it("is never less than any way to fill them opens, lot by lot", () => {
    fc.assert(
      fc.property(net, orders, fc.double({ min: 0, max: 1, noNaN: true }), (netLots, all, part) => {
        const held = BigInt(heldForOrders(netLots, all));
        for (const [each, sign] of [
          [all.buy, 1],
          [all.sell, -1],
        ] as const) {
          const filled = Math.round(each.lots * part);
          const opened = Math.max(0, Math.min(filled, filled + sign * netLots));
          const price = each.lots === 0 ? 0n : BigInt(each.units);
          expect(held * BigInt(each.lots)).toBeGreaterThanOrEqual(price * BigInt(opened));
        }
      }),
    );
  });

  it("grows with every order, by no more than that would hold back alone, and only by it where nothing closes", () => {
    fc.assert(
      fc.property(
        net,
        orders,
        fc.constantFrom("buy", "sell"),
        fc.integer({ min: 1, max: 1_000 }),
        (of, all, to, more) => {
          const price = all[to].lots === 0 ? 1_000 : Math.ceil(Number(all[to].units) / all[to].lots);
          const grown = heldMoreUnits(of, all, to, more, more * price);
          expect(grown).toBeGreaterThanOrEqual(0);
          expect(grown).toBeLessThanOrEqual(more * price + 1);
          expect(heldForOrders(of, withOrder(all, to, more, more * price))).toBe(
            Number(heldForOrders(of, all)) + Number(grown),
          );
          expect(heldMoreUnits(0, NO_ORDERS, to, more, more * price)).toBe(more * price);
        },
      ),
    );
  });

  it("falls to nothing when all that work only close", () => {
    fc.assert(
      fc.property(net, lots, (netLots, wanted) => {
        const closing = Math.min(wanted, Math.abs(netLots));
        const all = withOrder(NO_ORDERS, netLots > 0 ? "sell" : "buy", closing, closing * 7);
        expect(heldForOrders(netLots, all)).toBe(0);
      }),
    );
  });
});
