import { describe, expect, it } from "vitest";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import type { ControlOutcome } from "../../../server/engine/engine-change.ts";
import { BTC, book, ETH, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

function priced(cash?: number): MarginDeskExample {
  const desk = new MarginDeskExample(cash);
  desk.market(book(START, 500_000));
  desk.market(book(START, 250_000, ETH));
  return desk;
}

const reverse = (desk: MarginDeskExample, of = BTC): ControlOutcome =>
  desk.control({ kind: "reverse-position", instrumentId: of.id });
const codeOf = (outcome: ControlOutcome) => (outcome.kind === "refused" ? outcome.code : outcome.kind);
const ordersOf = ({ changes }: MarginDeskExample) =>
  changes.flatMap((change) => (change.kind === "order-placed" ? [change.order] : []));

describe("a reversal", () => {
  it("closes and opens as much the other way, as one command and in one commit", () => {
    const desk = priced();
    desk.order("buy", 300);
    const [before, sequence] = [ordersOf(desk).length, desk.state.sequence];
    const outcome = reverse(desk);
    expect(outcome).toMatchObject({ kind: "done", orderIds: [expect.any(String), expect.any(String)] });
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { side: "sell", quantityLots: 300, type: "market", isReduceOnly: true, status: "submitted" },
      { side: "sell", quantityLots: 300, type: "market", isReduceOnly: false, status: "submitted" },
    ]);
    expect(desk.account().position).toEqual({ netLots: -300, costUnits: notionalUnits(BTC, 499_999, 300) });
    expect(desk.ofKind("control-handled")).toHaveLength(2);
    expect(desk.state.sequence).toBeGreaterThan(sequence);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(300);
    desk.restart();
    expect(desk.account().position.netLots).toBe(300);
  });

  it("never makes more of a position than it was, where the book gives only a part", () => {
    const desk = priced();
    desk.order("buy", 300);
    const thin = { ...book(START + 1, 500_000), bids: [499_999, 400], bestBidLots: 400 };
    desk.market(thin as ReturnType<typeof book>);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(-100);
    expect([...desk.state.working.values()]).toEqual([]);
  });

  it("ends the stops that guarded what was held", () => {
    const desk = priced();
    desk.order("buy", 300);
    const stop = { kind: "stop-loss", by: "mark", priceTicks: 480_000 } as const;
    desk.control({
      kind: "place-order",
      intent: {
        ...{ instrumentId: BTC.id, side: "sell", type: "market", quantityLots: 300, priceTicks: null },
        ...{ timeInForce: "GTC", isPostOnly: false, isReduceOnly: true, acceptsStalePrice: true, expiresAt: null },
        source: { kind: "manual", userId: "u", key: "k2" },
        trigger: stop,
      },
    });
    expect(desk.state.working.size).toBe(1);
    expect(codeOf(reverse(desk))).toBe("done");
    expect([...desk.state.working.values()]).toEqual([]);
    expect(ordersOf(desk).find(({ trigger }) => trigger !== null)).toBeDefined();
    expect(desk.account().position.netLots).toBe(-300);
  });

  it("places nothing where nothing is held, where something works, and where the margin is missing", () => {
    const desk = priced();
    expect(codeOf(reverse(desk))).toBe("no-position");
    expect(codeOf(desk.control({ kind: "reverse-position", instrumentId: "XXX" }))).toBe("instrument-unknown");
    desk.order("buy", 700);
    desk.order("buy", 10, 400_000);
    expect(codeOf(reverse(desk))).toBe("orders-working");
    desk.control({ kind: "cancel-all", instrumentId: null });
    // 7,000 of 12,000 stand behind it: as much again is not free.
    const before = ordersOf(desk).length;
    expect(codeOf(reverse(desk))).toBe("insufficient-balance");
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { status: "denied", reasonCode: "reversal-refused" },
      { status: "denied", reasonCode: "insufficient-balance" },
    ]);
    expect(desk.account().position.netLots).toBe(700);
    expect(desk.reserved).toBe(Math.ceil(Number(notionalUnits(BTC, 500_001, 700)) / 5));
    expect(desk.wallet).toBeLessThan(12_000 * USDT);
  });

  it("does not pass the kill switch, which lets nothing open", () => {
    const desk = priced();
    desk.order("sell", 300);
    desk.control({ kind: "halt", scope: { kind: "portfolio" }, action: "reduce-only", reason: "" });
    const outcome = reverse(desk);
    expect(outcome.kind).toBe("refused");
    expect(desk.account().position.netLots).toBe(-300);
    expect(desk.order("buy", 300, null, true)).toMatchObject({ kind: "done" });
  });

  it("lets nobody into a position on an old price", () => {
    const desk = priced();
    desk.order("buy", 300);
    desk.market(book(START + 600_000, 250_000, ETH));
    expect(codeOf(reverse(desk))).toBe("price-stale");
    expect(desk.account().position.netLots).toBe(300);
  });
});
