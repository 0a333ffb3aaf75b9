import { describe, expect, it } from "vitest";
import { type Loan, loanOf } from "../../../server/domain/borrowing/loan.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { book, candle, HOUR, MarginDeskExample, START, USDT } from "../margin/margin-desk-example.ts";

const BTC = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const ETH = present(findInstrument("ETH-USDT"), "ETH-USDT is listed");
/** A price of 50,000 in ticks, and a lot of 0.00001 BTC. */
const PRICE = 5_000_000;
const ONE_BTC = 100_000;
const BTC_UNITS = 10_000_000_000;

class Desk extends MarginDeskExample {
  constructor(cash: number, leverage: 1 | 3 | 5 = 3) {
    super(cash, [], [BTC, ETH]);
    this.market(book(START, PRICE, BTC));
    this.market(book(START, 300_000, ETH));
    if (leverage > 1) expect(this.control({ kind: "set-borrowing", leverage })).toMatchObject({ kind: "done" });
  }
  loan(currency: string): Loan {
    return loanOf(this.state.borrowing, currency);
  }
  units(currency: string): number {
    return Number(this.state.balances.get(currency)?.totalUnits ?? 0);
  }
  buy(lots: number, of = BTC) {
    return this.order("buy", lots, null, false, of);
  }
  /** Meets the ask at once where no other price is named. */
  limit(lots: number, ticks = PRICE + 1) {
    return this.order("buy", lots, ticks, false, BTC);
  }
  sell(lots: number, of = BTC) {
    return this.order("sell", lots, null, false, of);
  }
  /** Everything as it would be if all debts were repaid now, at a price of BTC, in units of USDT. */
  equity(ticks: number): number {
    const net = (currency: string) => {
      const { borrowedUnits, interestUnits } = this.loan(currency);
      return this.units(currency) - Number(borrowedUnits) - Number(interestUnits);
    };
    return net("USDT") + (net("BTC") / BTC_UNITS) * (ticks / 100) * USDT;
  }
}

describe("borrowing in spot", () => {
  it("is off until somebody switches it on, and leaves nothing behind while it is", () => {
    const desk = new Desk(1_000, 1);
    expect(desk.buy(ONE_BTC / 10)).toMatchObject({ kind: "refused", code: "insufficient-balance" });
    expect(desk.sell(1_000)).toMatchObject({ kind: "refused", code: "insufficient-balance" });
    expect(desk.state.borrowing).toEqual({ leverage: 1, loans: [] });
    expect(desk.ofKind("borrowing-changed")).toEqual([]);
  });

  it("borrows as a fill settles exactly what is missing, and repays from what a sale brings", () => {
    const desk = new Desk(1_000);
    desk.buy(4_000); // 0.04 BTC at 50,000.01
    expect(desk.units("USDT")).toBe(0);
    expect(desk.loan("USDT").borrowedUnits).toBe(2_000.0004 * USDT - 1_000 * USDT);
    expect(desk.units("BTC")).toBe(0.04 * 0.999 * BTC_UNITS);
    desk.sell(2_000); // 0.02 BTC at 49,999.99 less 0.1 %
    expect(desk.loan("USDT").borrowedUnits).toBe(Math.round((1_000.0004 - 999.9998 * 0.999) * USDT));
    expect(desk.units("USDT")).toBe(0);
  });

  it("lends no more than the leverage allows: the bought asset counts by its weight, at the worst price of the order", () => {
    const desk = new Desk(1_000);
    // (1,000 + x) × 0.95 ÷ x = 1.5 at x = 1,727 for what is bought at the mark; a market order may cost 5 % more.
    expect(desk.buy(6_000)).toMatchObject({ kind: "refused", code: "borrow-limit" });
    expect(desk.limit(5_450)).toMatchObject({ kind: "done" });
    const level = (desk.units("BTC") / BTC_UNITS) * 50_000 * 0.95 * (USDT / Number(desk.loan("USDT").borrowedUnits));
    expect(level).toBeGreaterThan(1.49); // The fee came off what was bought.
    expect(desk.buy(100)).toMatchObject({ kind: "refused", code: "borrow-limit" });
  });

  it("sells short what it borrows, and buys back all of it in one reduce-only order whose fee is paid in the quote currency", () => {
    const desk = new Desk(1_000);
    expect(desk.sell(3_000)).toMatchObject({ kind: "done" });
    expect(desk.loan("BTC").borrowedUnits).toBe(0.03 * BTC_UNITS);
    expect(desk.units("BTC")).toBe(0);
    expect(desk.state.holdings.get(BTC.id)?.netUnits).toBe(-0.03 * BTC_UNITS);
    expect(desk.control({ kind: "close-position", instrumentId: BTC.id, share: "all" })).toMatchObject({
      kind: "done",
    });
    expect(desk.loan("BTC").borrowedUnits).toBe(0);
    expect(desk.state.holdings.get(BTC.id)?.netUnits).toBe(0);
    expect(desk.state.holdings.get(BTC.id)?.lots.size).toBe(0);
  });

  it("flattens with the kill switch what was sold short", () => {
    const desk = new Desk(1_000);
    desk.sell(3_000);
    desk.control({ kind: "halt", scope: { kind: "portfolio" }, action: "flatten" });
    desk.market(book(START + 2_000, PRICE, BTC));
    expect(desk.state.holdings.get(BTC.id)?.netUnits).toBe(0);
    expect(desk.loan("BTC").borrowedUnits).toBe(0);
  });

  it("charges interest for each full hour that a debt stands over, once, and from what is sold interest is paid first", () => {
    const desk = new Desk(1_000);
    desk.buy(4_000);
    const debt = Number(desk.loan("USDT").borrowedUnits);
    const hourly = Math.ceil((debt * 300) / 1_000_000 / 24);
    desk.market(book(START + HOUR - 1, PRICE, BTC));
    expect(desk.loan("USDT").interestUnits).toBe(0);
    desk.market(book(START + HOUR, PRICE, BTC));
    desk.market(book(START + HOUR + 1, PRICE, BTC));
    expect(desk.loan("USDT").interestUnits).toBe(hourly);
    desk.restart();
    desk.market(book(START + 5 * HOUR + 7, PRICE, BTC)); // Slept over four stamps.
    expect(desk.loan("USDT")).toMatchObject({ interestUnits: 5 * hourly, borrowedUnits: debt });
    expect(desk.ofKind("interest-charged").map(({ at }) => (at - START) / HOUR)).toEqual([1, 2, 3, 4, 5]);
    desk.sell(20);
    expect(desk.loan("USDT").interestUnits).toBe(0);
    expect(desk.loan("USDT").borrowedUnits).toBeLessThan(debt);
    expect(desk.loan("USDT").chargedTotalUnits).toBe(5 * hourly);
  });

  it("charges the interest of a short sale in the portfolio's own currency, at the mark of the stamp", () => {
    const desk = new Desk(1_000);
    desk.sell(2_000);
    const before = desk.units("USDT");
    desk.market(book(START + HOUR, 6_000_000, BTC));
    const inKind = Math.ceil((0.02 * BTC_UNITS * 100) / 1_000_000 / 24);
    expect(before - desk.units("USDT")).toBe((inKind * 60_000 * USDT) / BTC_UNITS);
    expect(desk.loan("BTC")).toMatchObject({ borrowedUnits: 0.02 * BTC_UNITS, interestUnits: 0 });
  });

  it("warns once at the level of a margin call, and again only after it had recovered", () => {
    const desk = new Desk(1_000, 5);
    desk.limit(8_000); // Assets 4,000, debt 3,000: 1.33
    for (const ticks of [4_300_000, 4_310_000, 4_700_000, 4_300_000]) {
      desk.market(book(desk.state.now + 1, ticks, BTC));
    }
    expect(desk.ofKind("margin-called")).toHaveLength(2);
    expect(desk.ofKind("fill-booked")).toHaveLength(1);
  });

  it("is liquidated with a fee at the level of the venue: as much is sold as repays what is owed, and trading stops", () => {
    const desk = new Desk(1_000, 5);
    desk.limit(8_000);
    const debt = Number(desk.loan("USDT").borrowedUnits);
    desk.market(book(START + 1, 4_120_000, BTC)); // 0.07992 × 41,200 ÷ 3,000 = 1.0976
    const [, sale] = desk.ofKind("fill-booked");
    expect(sale?.fill).toMatchObject({ side: "sell", priceTicks: 4_119_999 });
    const brought = Number(sale?.fill.notionalUnits) - Number(sale?.fill.feeUnits);
    expect(brought).toBeGreaterThanOrEqual(debt);
    expect(brought - debt).toBeLessThan(3 * 0.4 * USDT); // Two lots at most.
    expect(Number(sale?.fill.feeUnits)).toBe(Math.ceil(Number(sale?.fill.notionalUnits) * 0.02));
    expect(
      desk.state.borrowing.loans.every(
        ({ borrowedUnits, interestUnits }) => borrowedUnits === 0 && interestUnits === 0,
      ),
    ).toBe(true);
    expect(desk.units("BTC")).toBeGreaterThan(0);
    expect(desk.state.tradingState).toBe("halted");
  });

  it("buys back what was sold short when a rise uses up what stands behind it", () => {
    const desk = new Desk(1_000, 5);
    desk.sell(6_000);
    desk.market(book(START + 1, 6_100_000, BTC)); // 3,996 ÷ 3,660 = 1.092
    expect(desk.loan("BTC").borrowedUnits).toBe(0);
    expect(desk.loan("USDT").borrowedUnits).toBe(0);
    expect(desk.state.holdings.get(BTC.id)?.netUnits).toBe(0);
    expect(desk.units("USDT")).toBeGreaterThan(200 * USDT);
  });

  it("owes nothing after a gap that left less than was owed: what the venue's fund paid is booked as such", () => {
    const desk = new Desk(1_000, 5);
    desk.limit(8_000);
    desk.market(book(START + 1, 3_000_000, BTC)); // 2,397 behind 3,000
    const [forgiven] = desk.ofKind("debt-forgiven");
    expect(Number(forgiven?.units)).toBeGreaterThan(600 * USDT);
    expect(desk.loan("USDT").borrowedUnits).toBe(0);
    expect(desk.units("USDT")).toBe(0);
    expect(desk.equity(3_000_000)).toBeLessThan(1 * USDT);
    expect(desk.equity(3_000_000)).toBeGreaterThanOrEqual(0);
  });

  it("is closed within a candle at the price where it first was due, at the open where that gapped beyond", () => {
    const at = (openTicks: number, lowTicks: number) => {
      const desk = new MarginDeskExample(1_000, [], [BTC, ETH]);
      const shown = (openAt: number, open: number, low: number) =>
        candle(
          {
            timeframe: "1h",
            openAt,
            openTicks: open,
            highTicks: open,
            lowTicks: low,
            closeTicks: open,
            volumeLots: 1e9,
          },
          BTC,
        );
      desk.market(shown(START, PRICE, PRICE));
      desk.control({ kind: "set-borrowing", leverage: 5 });
      desk.order("buy", 8_000, PRICE + 10, false, BTC);
      desk.market(shown(START + HOUR, PRICE, PRICE - 10));
      desk.market(shown(START + 2 * HOUR, openTicks, lowTicks));
      return desk.ofKind("fill-booked").at(-1)?.fill;
    };
    const passed = at(PRICE, 3_000_000);
    expect(passed?.side).toBe("sell");
    expect(passed?.priceTicks).toBeGreaterThan(4_120_000);
    expect(passed?.priceTicks).toBeLessThan(4_140_000);
    expect(at(3_500_000, 3_000_000)?.priceTicks).toBe(3_500_000);
  });

  it("is not switched off or lowered below what is in use, and says why", () => {
    const desk = new Desk(1_000, 5);
    desk.limit(8_000);
    expect(desk.control({ kind: "set-borrowing", leverage: 1 })).toMatchObject({ kind: "refused", code: "debt-open" });
    expect(desk.control({ kind: "set-borrowing", leverage: 3 })).toMatchObject({ code: "borrowing-in-use" });
    desk.sell(7_992);
    expect(desk.loan("USDT").borrowedUnits).toBe(0);
    desk.limit(3_000, PRICE - 100);
    expect(desk.control({ kind: "set-borrowing", leverage: 1 })).toMatchObject({ code: "borrowing-in-use" });
    desk.control({ kind: "cancel-all", instrumentId: null });
    expect(desk.control({ kind: "set-borrowing", leverage: 3 })).toMatchObject({ kind: "done" });
    expect(desk.control({ kind: "set-borrowing", leverage: 1 })).toMatchObject({ kind: "done" });
    expect(desk.control({ kind: "set-borrowing", leverage: 4 as 3 })).toMatchObject({ code: "leverage-not-offered" });
  });

  it("lets no money out that must stand behind what is borrowed; what comes in repays", () => {
    const desk = new Desk(1_000);
    desk.sell(1_000);
    expect(desk.control({ kind: "move-cash", currency: "USDT", units: -600 * USDT })).toMatchObject({
      code: "collateral-needed",
    });
    expect(desk.control({ kind: "move-cash", currency: "USDT", units: -400 * USDT })).toMatchObject({ kind: "done" });
    const debtor = new Desk(1_000);
    debtor.buy(3_000);
    const owed = Number(debtor.loan("USDT").borrowedUnits);
    debtor.control({ kind: "move-cash", currency: "USDT", units: 200 * USDT });
    expect(owed - Number(debtor.loan("USDT").borrowedUnits)).toBe(200 * USDT);
  });
});
