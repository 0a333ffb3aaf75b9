import { describe, expect, it } from "vitest";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { BTC, book, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

const priced = (cash?: number): MarginDeskExample => {
  const desk = new MarginDeskExample(cash);
  desk.market(book(START, 500_000));
  return desk;
};

/** Initial margin at 5× and the fee, each rounded up. */
function alone(ticks: number, lots: number): number {
  const notional = Number(notionalUnits(BTC, ticks, lots));
  return Math.ceil(notional / 5) + Math.ceil((notional * 500) / 1_000_000);
}

const cancelAll = (desk: MarginDeskExample) => desk.control({ kind: "cancel-all", instrumentId: null });

describe("orders of a perpetual", () => {
  it("need no margin to close what is open, reduce-only or not, however little is free", () => {
    const desk = priced(10_100);
    desk.order("buy", 1_000, 500_001);
    const behind = desk.reserved;
    expect(desk.wallet - behind).toBeLessThan(100 * USDT);
    expect(desk.order("sell", 600, 510_000)).toMatchObject({ kind: "done" });
    expect(desk.order("sell", 400, 520_000)).toMatchObject({ kind: "done" });
    expect(desk.reserved).toBe(behind);
    expect(desk.order("sell", 400, 530_000)).toMatchObject({ kind: "refused", code: "insufficient-balance" });
    desk.market(book(START + 1, 511_000));
    expect([desk.account().position.netLots, desk.account().orders.sell.lots]).toEqual([400, 400]);
    desk.market(book(START + 2, 521_000));
    expect([desk.account().position.netLots, desk.reserved]).toEqual([0, 0]);
  });

  it("hold back by what would be opened beyond the position", () => {
    const desk = priced();
    desk.order("buy", 500);
    const behind = desk.reserved;
    desk.order("sell", 800, 510_000);
    expect(desk.reserved - behind).toBe(Math.ceil((alone(510_000, 800) * 300) / 800));
    cancelAll(desk);
    expect(desk.reserved).toBe(behind);
  });

  it("hold back for the larger side only, as not both can open", () => {
    const desk = priced();
    desk.order("buy", 400, 490_000);
    desk.order("sell", 300, 510_000);
    expect(desk.reserved).toBe(alone(490_000, 400));
    const [first] = [...desk.state.working.keys()];
    desk.control({ kind: "cancel-order", orderId: first ?? "" });
    expect(desk.reserved).toBe(alone(510_000, 300));
    desk.market(book(START + 1, 511_000));
    expect(desk.reserved).toBe(Number(desk.account().marginUnits));
  });

  it("hold back again what a position no longer covers once it is closed by others", () => {
    const desk = priced();
    desk.order("buy", 500);
    desk.order("sell", 500, 505_000, true);
    desk.order("sell", 500, 510_000);
    expect(desk.reserved).toBe(Number(desk.account().marginUnits));
    desk.market(book(START + 1, 506_000));
    expect(desk.account().position.netLots).toBe(0);
    expect(desk.reserved).toBe(alone(510_000, 500));
  });

  it("are amended by the same count", () => {
    const desk = priced(10_200);
    desk.order("buy", 1_000, 500_001);
    const behind = desk.reserved;
    desk.order("sell", 600, 510_000);
    const [id = ""] = [...desk.state.working.keys()];
    const amend = (quantityLots: number) =>
      desk.control({ kind: "amend-order", orderId: id, priceTicks: 509_000, quantityLots });
    expect(amend(1_000)).toMatchObject({ kind: "done" });
    expect(desk.reserved).toBe(behind);
    expect(amend(2_000)).toMatchObject({ kind: "refused", code: "insufficient-balance" });
  });

  it("are counted anew when a worker takes them up that an older one left holding everything back", () => {
    const desk = priced();
    desk.order("buy", 500);
    desk.order("sell", 500, 510_000);
    const account = desk.account();
    expect(account.reliefUnits).toBe(alone(510_000, 500));
    // What an older worker wrote: each order held back for itself.
    account.reliefUnits = 0;
    const balance = desk.state.balances.get("USDT");
    if (balance === undefined) throw new Error("There is no wallet");
    const reservedUnits = Number(balance.reservedUnits) + alone(510_000, 500);
    desk.state.balances.set("USDT", { ...balance, reservedUnits });
    const before = desk.reserved;
    desk.session.control({
      ...{ kind: "control", at: desk.state.now, key: "later", userId: "u", isExpired: false },
      action: { kind: "cancel-all", instrumentId: null },
    });
    for (let batch = desk.session.drain(); batch !== null; batch = desk.session.drain()) desk.session.committed(batch);
    expect(before - desk.reserved).toBe(alone(510_000, 500));
    expect(desk.reserved).toBe(Number(account.marginUnits));
  });
});
