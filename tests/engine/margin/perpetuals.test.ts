import { describe, expect, it } from "vitest";
import { liquidationTicks } from "../../../server/domain/margin/liquidation.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import { LIQUIDATION } from "../../../server/engine/margin/liquidated.ts";
import { BTC, book, candle, ETH, funding, HOUR, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

/** A desk that has seen 50,000 (BTC) and 2,500 (ETH). */
function priced(cash?: number, strategies?: readonly Strategy[]): MarginDeskExample {
  const desk = new MarginDeskExample(cash, strategies);
  desk.market(book(START, 500_000));
  desk.market(book(START, 250_000, ETH));
  return desk;
}

const fee = (ticks: number, lots: number) => Math.ceil((Number(notionalUnits(BTC, ticks, lots)) * 500) / 1_000_000);
const refusal = (outcome: ReturnType<MarginDeskExample["control"]>) =>
  outcome.kind === "refused" ? outcome.code : outcome.kind;

describe("a perpetual", () => {
  it("is bought on margin: the wallet pays the fee, and the initial margin is held back", () => {
    const desk = priced();
    expect(desk.order("buy", 1_000)).toMatchObject({ kind: "done" });
    const cost = Number(notionalUnits(BTC, 500_001, 1_000));
    expect(desk.account().position).toEqual({ netLots: 1_000, costUnits: cost });
    expect(desk.wallet).toBe(12_000 * USDT - fee(500_001, 1_000));
    expect(desk.reserved).toBe(Math.ceil(cost / 5));
    expect(desk.state.balances.get("BTC")).toBeUndefined();
  });

  it("is sold short, gains when it falls, and settles the gain in the quote currency", () => {
    const desk = priced();
    desk.order("sell", 1_000);
    desk.market(book(START + 1, 490_000));
    desk.order("buy", 1_000, null, true);
    const gain = Number(notionalUnits(BTC, 499_999 - 490_001, 1_000));
    expect(desk.wallet).toBe(12_000 * USDT + gain - fee(499_999, 1_000) - fee(490_001, 1_000));
    expect(desk.reserved).toBe(0);
    expect(desk.account().position.netLots).toBe(0);
    expect(desk.state.holdings.get(BTC.id)?.netUnits).toBe(0);
  });

  it("turns when more is sold than was held", () => {
    const desk = priced();
    desk.order("buy", 100);
    desk.order("sell", 300);
    expect(desk.account().position).toEqual({ netLots: -200, costUnits: notionalUnits(BTC, 499_999, 200) });
    expect(desk.state.holdings.get(BTC.id)?.lots.oldest?.direction).toBe("short");
  });

  it("is refused where the margin is missing, and allowed with more leverage", () => {
    const desk = priced();
    expect(refusal(desk.order("buy", 1_200))).toBe("insufficient-balance");
    // At its bound 11,400 of the 12,000 would do, but it opens at the bid.
    expect(refusal(desk.order("sell", 1_200))).toBe("insufficient-balance");
    expect(
      desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 20, mode: "cross" } }),
    ).toMatchObject({ kind: "done" });
    expect(refusal(desk.order("buy", 1_200))).toBe("done");
  });

  it("counts what cross positions have lost as spent, for new orders and for withdrawals", () => {
    const desk = priced();
    desk.order("buy", 500);
    desk.market(book(START + 1, 400_000));
    const lost = Number(notionalUnits(BTC, 100_001, 500));
    const free = desk.wallet - desk.reserved - lost;
    expect(free).toBeGreaterThan(0);
    const out = (units: number) => refusal(desk.control({ kind: "move-cash", currency: "USDT", units: -units }));
    expect(out(free + 1)).toBe("insufficient-balance");
    expect(out(free)).toBe("done");
  });

  it("may be no larger than its leverage allows", () => {
    const desk = priced(10_000_000);
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 125, mode: "cross" } });
    expect(refusal(desk.order("buy", 5_500))).toBe("done");
    expect(refusal(desk.order("buy", 400))).toBe("position-above-leverage");
    expect(refusal(desk.order("sell", 100, null, true))).toBe("done");
  });

  it("is never opened by an order that should only have reduced it", () => {
    const desk = priced();
    desk.order("buy", 500);
    desk.order("sell", 500, 510_000, true);
    desk.order("sell", 300);
    // The target still rests for 500, and only 200 are left: the venue cuts it down there.
    desk.market(book(START + 1, 511_000));
    expect(desk.account().position.netLots).toBe(0);
    expect([...desk.state.working.values()]).toEqual([]);
    expect(desk.ofKind("order-updated").filter(({ status }) => status === "canceled")).toHaveLength(1);
  });

  it("calls back what should only have reduced it once it is closed", () => {
    const desk = priced();
    desk.order("buy", 500);
    desk.order("sell", 500, 510_000, true);
    desk.order("sell", 500);
    expect(desk.account().position.netLots).toBe(0);
    expect([...desk.state.working.values()]).toEqual([]);
  });
});

describe("leverage and margin mode", () => {
  const set = (desk: MarginDeskExample, leverage: number, mode: "cross" | "isolated", of = BTC) =>
    refusal(desk.control({ kind: "set-margin", instrumentId: of.id, setting: { leverage, mode } }));

  it("are set within what the venue offers, and not while orders work", () => {
    const desk = priced();
    expect(set(desk, 0, "cross")).toBe("leverage-out-of-range");
    expect(set(desk, 126, "cross")).toBe("leverage-out-of-range");
    expect(set(desk, 2.5, "cross")).toBe("leverage-out-of-range");
    expect(
      refusal(desk.control({ kind: "set-margin", instrumentId: "BTC-USDT", setting: { leverage: 2, mode: "cross" } })),
    ).toBe("instrument-unknown");
    desk.order("buy", 10, 490_000);
    expect(set(desk, 10, "cross")).toBe("orders-working");
    desk.control({ kind: "cancel-all", instrumentId: null });
    expect(set(desk, 10, "isolated")).toBe("done");
    expect(desk.account()).toMatchObject({ leverage: 10, mode: "isolated" });
  });

  it("move what is held back behind an open position, if the money is there", () => {
    const desk = priced();
    desk.order("buy", 900);
    const cost = Number(desk.account().position.costUnits);
    expect(set(desk, 3, "cross")).toBe("insufficient-balance");
    expect(set(desk, 20, "cross")).toBe("done");
    expect(desk.reserved).toBe(Math.ceil(cost / 20));
    expect(set(desk, 20, "isolated")).toBe("position-open");
    expect(set(desk, 5, "cross")).toBe("done");
    expect(desk.reserved).toBe(Math.ceil(cost / 5));
  });

  it("cannot be set so that the venue would close the position at once", () => {
    const desk = priced();
    set(desk, 2, "isolated");
    desk.order("buy", 100);
    desk.market(book(START + 1, 480_000));
    expect(set(desk, 100, "isolated")).toBe("would-liquidate");
    expect(set(desk, 4, "isolated")).toBe("done");
  });
});

describe("funding", () => {
  it("is paid by a long at the stamp and received by a short, on the mark", () => {
    for (const side of ["buy", "sell"] as const) {
      const desk = priced();
      desk.order(side, 1_000);
      const before = desk.wallet;
      desk.market(funding(START + 8 * HOUR, "0.0001", 510_000));
      const paid = Number(notionalUnits(BTC, 510_000, 1_000)) / 10_000;
      expect(desk.wallet - before).toBe(side === "buy" ? -paid : paid);
      expect(desk.ofKind("funding-booked")).toMatchObject([
        { rate: "0.0001", markTicks: 510_000, at: START + 8 * HOUR },
      ]);
    }
  });

  it("uses the mark that it knows where the stamp names none, and books nothing without a position", () => {
    const desk = priced();
    desk.market(funding(START + 8 * HOUR, "0.0001", 510_000));
    desk.order("buy", 1_000);
    desk.market(funding(START + 16 * HOUR, "-0.0001", 0));
    expect(desk.ofKind("funding-booked")).toMatchObject([
      { markTicks: 500_000, units: Number(notionalUnits(BTC, 500_000, 1_000)) / 10_000 },
    ]);
  });

  it("is neither missed nor booked twice when the worker was down, or the venue repeats itself", () => {
    const desk = priced();
    desk.order("buy", 1_000);
    desk.market(funding(START + 8 * HOUR, "0.0001", 500_000));
    desk.restart();
    // What the session had dealt with comes again to be learned from, what it missed comes to be acted on.
    desk.session.prime(funding(START + 8 * HOUR, "0.0001", 500_000));
    desk.market(funding(START + 16 * HOUR, "0.0001", 500_000));
    const [booked] = desk.ofKind("funding-booked");
    if (booked !== undefined)
      desk.session.deliver([
        { kind: "funded", instrumentId: BTC.id, at: booked.at, rate: "0.0001", markTicks: 1, netLots: 1, units: -1 },
      ]);
    desk.settle();
    expect(desk.ofKind("funding-booked").map(({ at }) => (at - START) / HOUR)).toEqual([8, 16]);
    expect(desk.account().fundedTotalUnits).toBe((-2 * Number(notionalUnits(BTC, 500_000, 1_000))) / 10_000);
  });

  it("eats into what was set aside for an isolated position", () => {
    const desk = priced();
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
    desk.order("buy", 100);
    const before = desk.reserved;
    desk.market(funding(START + 8 * HOUR, "0.001", 500_000));
    const paid = Number(notionalUnits(BTC, 500_000, 100)) / 1_000;
    expect(before - desk.reserved).toBe(paid);
  });
});

describe("liquidation", () => {
  const idle: Strategy = { name: "idle", parameters: {}, initialState: () => ({}) };

  it("closes an isolated position where its equity meets the maintenance margin, and costs no more than was set aside", () => {
    const desk = priced();
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
    desk.order("buy", 1_000);
    const { position, marginUnits, terms } = desk.account();
    const at = liquidationTicks({ instrument: BTC, tiers: terms.tiers, position, backingUnits: marginUnits });
    const before = desk.wallet;
    desk.market(book(START + 1, (at ?? 0) + 1));
    expect(desk.account().position.netLots).toBe(1_000);
    desk.market(book(START + 2, at ?? 0));
    expect(desk.account().position.netLots).toBe(0);
    expect(before - desk.wallet).toBeLessThanOrEqual(Number(marginUnits));
    expect(before - desk.wallet).toBeGreaterThan(0.9 * Number(marginUnits));
    expect(desk.reserved).toBe(0);
    // However far the price jumps, the insurance fund pays the rest.
    const gapped = priced();
    gapped.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
    gapped.order("buy", 1_000);
    const money = gapped.wallet;
    gapped.market(book(START + 1, 300_000));
    expect(money - gapped.wallet).toBeLessThanOrEqual(Number(marginUnits));
  });

  it("is booked as the venue's own order, stops the instrument and halts its strategies until a person resumes", () => {
    const desk = priced(12_000, [idle]);
    const run = (instrumentId: string, runId: string) =>
      desk.control({ kind: "start-run", runId, strategy: "idle", instrumentId, parameters: {} });
    run(BTC.id, "on-btc");
    run(ETH.id, "on-eth");
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 100, mode: "isolated" } });
    desk.order("sell", 100);
    desk.order("sell", 10, 505_000);
    desk.market(book(START + 1, 504_990));
    expect(desk.account().position.netLots).toBe(0);
    expect([...desk.state.working.values()]).toEqual([]);
    const [own] = desk
      .ofKind("order-placed")
      .filter(({ order }) => order.source.kind === "manual" && order.source.userId === LIQUIDATION);
    expect(own?.order).toMatchObject({ status: "accepted", side: "buy", quantityLots: 100, reasonCode: "liquidated" });
    expect(desk.ofKind("fill-booked").at(-1)?.fill).toMatchObject({ orderId: own?.order.id, side: "buy" });
    expect([...desk.state.runs.values()].map(({ runId, status }) => `${runId} ${status}`)).toEqual([
      "on-btc halted",
      "on-eth running",
    ]);
    expect(refusal(desk.order("buy", 10))).toBe("trading-halted");
    expect(refusal(desk.order("buy", 10, null, false, ETH))).toBe("done");
    desk.control({ kind: "resume" });
    expect([...desk.state.runs.values()].every(({ status }) => status === "running")).toBe(true);
    expect(refusal(desk.order("buy", 10))).toBe("done");
  });

  it("takes the whole wallet into account where the margin is crossed, and the losses of other positions", () => {
    const desk = priced(2_000);
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 50, mode: "cross" } });
    desk.control({ kind: "set-margin", instrumentId: ETH.id, setting: { leverage: 50, mode: "cross" } });
    desk.order("buy", 200);
    desk.order("buy", 8_000, null, false, ETH);
    desk.market(book(START + 1, 480_000));
    expect(desk.account().position.netLots).toBe(200);
    // 0.2 BTC has lost 400; another 1,600 are lost on 8 ETH at 2,300: the larger one to maintain goes first.
    desk.market(book(START + 2, 230_000, ETH));
    expect(desk.account(ETH).position.netLots).toBe(0);
    expect(desk.account().position.netLots).toBe(200);
    expect(desk.wallet).toBeGreaterThanOrEqual(0);
  });

  it("meets the liquidation price inside a candle, and the open where the candle begins beyond it", () => {
    const shown = (openTicks: number, lowTicks: number) => ({
      timeframe: "1h" as const,
      openAt: START,
      openTicks,
      highTicks: openTicks,
      lowTicks,
      closeTicks: lowTicks,
      volumeLots: 1_000_000,
    });
    const priceOf = (openTicks: number, lowTicks: number) => {
      const desk = new MarginDeskExample();
      desk.market(candle({ ...shown(500_000, 500_000), openAt: START - 2 * HOUR }));
      desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
      desk.order("buy", 1_000);
      desk.market(candle({ ...shown(500_000, 500_000), openAt: START - HOUR }));
      desk.market(candle(shown(openTicks, lowTicks)));
      return desk.ofKind("fill-booked").at(-1)?.fill.priceTicks;
    };
    expect(priceOf(500_000, 440_000)).toBe(451_807);
    expect(priceOf(451_000, 440_000)).toBe(451_000);
    expect(priceOf(440_000, 430_000)).toBe(450_000); // Beyond bankruptcy.
  });

  it("survives a restart: the new venue knows what is open", () => {
    const desk = priced();
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 50, mode: "isolated" } });
    desk.order("sell", 100);
    desk.restart();
    desk.market(book(START + 1, 509_900));
    expect(desk.account().position.netLots).toBe(0);
  });
});
