import { describe, expect, it } from "vitest";
import { orderVerb } from "@/components/live/hedged.ts";
import { BLANK_ALGORITHM, readAlgorithm } from "@/components/trade/ticket/algorithm/algorithm-draft.ts";
import { writeGroup } from "@/components/trade/ticket/exits/write-group.ts";
import { readTicket, type TicketDraft } from "@/components/trade/ticket/reading/read-ticket.ts";
import { ticketViewOf } from "@/components/trade/ticket/reading/ticket-view.ts";
import { describeOrder, writeOrder } from "@/components/trade/ticket/reading/write-ticket.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { aSnapshot } from "../../live/portfolio-examples.ts";
import { bothSides, orderIn, PERP } from "./hedge-example.ts";

const draft = (side: Side, isReduceOnly: boolean, quantity: string): TicketDraft => ({
  ...{ side, isReduceOnly, quantity, type: "limit", price: "50000", unit: "base", timeInForce: "GTC", until: "" },
  ...{ isPostOnly: false, condition: null },
});

function read(side: Side, isReduceOnly: boolean, quantity: string, snapshot = bothSides()) {
  const view = ticketViewOf(PERP, side, { prices: {}, marks: null, snapshot });
  return readTicket(PERP, draft(side, isReduceOnly, quantity), view);
}

const line = (...of: Parameters<typeof read>) => {
  const { order } = read(...of);
  return order === null ? null : describeOrder(PERP, order, "paper");
};

describe("the ticket in hedge mode", () => {
  it("opens or closes one of the two positions, and says which", () => {
    expect(line("buy", false, "0.1")).toBe("Open long 0.100 BTC @ 50,000.0 (paper)");
    expect(line("sell", false, "0.1")).toBe("Open short 0.100 BTC @ 50,000.0 (paper)");
    expect(line("sell", true, "0.1")).toBe("Close long 0.100 BTC @ 50,000.0 (paper)");
    expect(line("buy", true, "0.1")).toBe("Close short 0.100 BTC @ 50,000.0 (paper)");
    expect(orderVerb({ side: "buy", isReduceOnly: true, positionSide: null })).toBe("Buy");
  });

  it("closes no more than its side holds, less what closes it already", () => {
    expect(read("sell", true, "1")).toMatchObject({ order: { quantityLots: 300 }, cutFromLots: 1_000 });
    expect(read("buy", true, "1")).toMatchObject({ order: { quantityLots: 200 }, cutFromLots: 1_000 });
    const closing = orderIn({ side: "sell", positionSide: "long", isReduceOnly: true, quantityLots: 250 });
    const opening = orderIn({ side: "sell", positionSide: "short", quantityLots: 250 });
    expect(read("sell", true, "1", bothSides([closing, opening])).order).toMatchObject({ quantityLots: 50 });
    const flat = { ...bothSides(), lots: [] };
    expect(read("sell", true, "1", flat).problems.quantity).toBe(
      "There is no long position in BTC/USDT Perp to reduce.",
    );
  });

  it("sends the side with the order, its exits and an algorithm, and none in one-way mode", () => {
    const { order } = read("sell", false, "0.1");
    if (order === null) throw new Error("It reads");
    expect(writeOrder(PERP, order)).toMatchObject({ side: "sell", positionSide: "short", isReduceOnly: false });
    const levels = { stop: 510_000, target: 490_000 };
    const { legs } = writeGroup(PERP, order, levels, { isOco: false, acceptsStalePrice: false });
    expect(legs.map(({ order: leg }) => [leg.side, leg.positionSide])).toEqual([
      ["buy", "short"],
      ["buy", "short"],
    ]);
    expect(readAlgorithm(PERP.id, "sell", BLANK_ALGORITHM, "long").text).toMatchObject({
      ...{ positionSide: "long", isReduceOnly: true },
    });
    const oneWay = read("sell", false, "0.1", aSnapshot({})).order;
    expect(oneWay === null ? null : "positionSide" in writeOrder(PERP, oneWay)).toBe(false);
  });
});
