import { describe, expect, it } from "vitest";
import { draftOf, hasOwnLimit, legPairOf, readLegs } from "../../../components/legs/read-legs.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { BTC, control, intent, ofKind, pricedDesk } from "../../engine/desk-example.ts";

const instrument = present(findInstrument(BTC), "BTC is listed");

/** A stop at 48,000.00 and a target at 52,000.00 of a buy; the target sends a limit at its trigger. */
function legs(): Order[] {
  const state = pricedDesk();
  const entry = intent({ priceTicks: 4_900_000 });
  const leg = { ...entry, side: "sell", isReduceOnly: true } as const;
  const { changes } = control(state, {
    kind: "place-group",
    entry,
    legs: [
      {
        role: "stop",
        intent: {
          ...leg,
          ...{ type: "market", priceTicks: null },
          trigger: { kind: "stop-loss", by: "last", priceTicks: 4_800_000 },
        },
      },
      {
        role: "target",
        intent: { ...leg, priceTicks: 5_200_000, trigger: { kind: "take-profit", by: "last", priceTicks: 5_200_000 } },
      },
    ],
  });
  return ofKind(changes, "order-placed").map(({ order }) => order);
}

const pairOf = (orders: Order[]) =>
  present(legPairOf(orders, orders[0]?.contingency?.groupId ?? "") ?? undefined, "Both wait");

describe("stop and target of one group", () => {
  it("are changed together only while both wait in the worker for prices of their own", () => {
    const orders = legs();
    expect(pairOf(orders)).toMatchObject({ stop: { side: "sell" }, target: { type: "limit" } });
    expect(legPairOf(orders, "another")).toBeNull();
    expect(legPairOf(orders.slice(0, 2), orders[0]?.contingency?.groupId ?? "")).toBeNull();
    const fired = orders.map((order): Order => ({ ...order, status: "released" }));
    expect(legPairOf(fired, orders[0]?.contingency?.groupId ?? "")).toBeNull();
  });

  it("ask for what differs alone, and a limit at the trigger goes with it", () => {
    const pair = pairOf(legs());
    const draft = draftOf(instrument, pair);
    expect(readLegs(instrument, pair, draft)).toMatchObject({ changes: [] });
    expect(hasOwnLimit(pair.target)).toBe(false);
    const moved = { ...draft, target: { ...draft.target, trigger: "53000" } };
    expect(readLegs(instrument, pair, moved)).toEqual({
      levels: { stop: 4_800_000, target: 5_300_000 },
      changes: [{ orderId: pair.target.id, triggerPrice: "53000.00", price: "53000.00" }],
    });
    const apart = { ...pair, target: { ...pair.target, priceTicks: 5_190_000 } };
    const limited = { ...draft, target: { trigger: "52000", limit: "51000" } };
    expect(readLegs(instrument, apart, limited)).toMatchObject({
      changes: [{ triggerPrice: null, price: "51000.00" }],
    });
  });

  it("are refused off the grid, and the wrong way round", () => {
    const pair = pairOf(legs());
    const draft = draftOf(instrument, pair);
    const write = (trigger: string) => readLegs(instrument, pair, { ...draft, stop: { trigger, limit: "" } });
    expect(write("48000.001")).toMatchObject({ problems: { stop: "Enter a price in steps of 0.01." } });
    expect(write("")).toMatchObject({ problems: { stop: "Enter a price in steps of 0.01." } });
    expect(write("52000")).toMatchObject({ problems: { stop: expect.stringContaining("below the target") } });
  });
});
