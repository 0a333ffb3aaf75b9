import { describe, expect, it } from "vitest";
import { ordersUnder, type WorkingOrder } from "../../../server/domain/kill-switch/orders-under.ts";
import type { StopAction } from "../../../server/domain/kill-switch/stop.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { anOrder } from "../../components/live/portfolio-examples.ts";

const [instrument] = LISTED_INSTRUMENTS;
if (instrument === undefined) throw new Error("Nothing is listed");
/** 1,000 lots long. */
const holding = { instrument, netUnits: 1_000 * instrument.baseUnitsPerLot };
const working = (change: Partial<Order>): WorkingOrder => ({
  order: anOrder({ status: "accepted", ...change }),
  holding,
});
const under = (action: StopAction, ...orders: WorkingOrder[]) =>
  ordersUnder([{ scope: { kind: "portfolio" }, action }], [], orders).map(({ order: { id } }) => id);

describe("orders under a stop", () => {
  const entry = working({ id: "entry" });
  const exit = working({ id: "exit", side: "sell", quantityLots: 700 });
  const more = working({ id: "more", side: "sell", quantityLots: 400 });
  const guard = working({ id: "guard", side: "sell", quantityLots: 1_000, isReduceOnly: true, status: "emulated" });

  it("are none, those that add risk, or all, by what it does", () => {
    expect(under("no-new-entries", entry, exit, more, guard)).toEqual([]);
    expect(under("reduce-only", entry, exit, more, guard)).toEqual(["entry", "more"]);
    for (const action of ["cancel-orders", "flatten"] as const)
      expect(under(action, entry, exit, more, guard)).toEqual(["entry", "exit", "more", "guard"]);
  });

  it("count with what they can still trade: the filled part not, an amendment under way in full", () => {
    const filled = working({ id: "filled", side: "sell", quantityLots: 1_500, filledLots: 500 });
    expect(under("reduce-only", filled)).toEqual([]);
    const growing = working({
      id: "growing",
      side: "sell",
      quantityLots: 900,
      amendment: { quantityLots: 1_100, priceTicks: 1 },
    });
    expect(under("reduce-only", growing)).toEqual(["growing"]);
  });

  it("add risk, all of them, where nothing is held", () => {
    const flat = { instrument, netUnits: 0 };
    expect(under("reduce-only", { ...entry, holding: flat }, { ...exit, holding: flat })).toEqual(["entry", "exit"]);
  });
});
