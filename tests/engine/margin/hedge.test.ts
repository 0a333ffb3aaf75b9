import { describe, expect, it } from "vitest";
import { liquidationTicks } from "../../../server/domain/margin/liquidation.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import type { AlgorithmIntent } from "../../../server/domain/orders/algorithms/algorithm.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import type { ControlOutcome } from "../../../server/engine/engine-change.ts";
import { BTC, book, candle, funding, HOUR, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

const refusal = (outcome: ControlOutcome): string => (outcome.kind === "refused" ? outcome.code : outcome.kind);

const idle: Strategy = { name: "idle", parameters: {}, initialState: () => ({}) };

/** A desk that has seen 50,000, in hedge mode. */
function hedged(cash?: number): MarginDeskExample {
  const desk = new MarginDeskExample(cash, [idle]);
  desk.market(book(START, 500_000));
  expect(refusal(mode(desk, "hedge"))).toBe("done");
  return desk;
}

const mode = (desk: MarginDeskExample, to: "one-way" | "hedge") =>
  desk.control({ kind: "set-position-mode", instrumentId: BTC.id, mode: to });

const lots = (desk: MarginDeskExample) =>
  ([null, "long", "short"] as const).map((side) => desk.account(BTC, side).position.netLots);

const order = (
  desk: MarginDeskExample,
  side: "buy" | "sell",
  quantity: number,
  of: PositionSide | null,
  price?: number,
) => refusal(desk.order(side, quantity, price ?? null, false, BTC, of));

function stop(side: "buy" | "sell", quantityLots: number, priceTicks: number, of: PositionSide | null): OrderIntent {
  return {
    ...{ instrumentId: BTC.id, side, type: "market", quantityLots, priceTicks: null, timeInForce: "GTC" },
    ...{ isPostOnly: false, isReduceOnly: true, positionSide: of, acceptsStalePrice: true, expiresAt: null },
    source: { kind: "manual", userId: "u", key: `s${side}${quantityLots}${priceTicks}` },
    trigger: { kind: "stop-loss", by: "mark", priceTicks },
  } as OrderIntent;
}

describe("hedge mode", () => {
  it("keeps a long and a short position side by side, each with entry, lots, margin and funding of its own", () => {
    const desk = hedged();
    expect(order(desk, "buy", 600, "long")).toBe("done");
    desk.market(book(START + 1, 510_000));
    expect(order(desk, "sell", 200, "short")).toBe("done");
    expect(lots(desk)).toEqual([0, 600, -200]);
    const cost = (ticks: number, of: number) => Number(notionalUnits(BTC, ticks, of));
    expect(desk.account(BTC, "long").position.costUnits).toBe(cost(500_001, 600));
    expect(desk.account(BTC, "short").position.costUnits).toBe(cost(509_999, 200));
    expect(desk.reserved).toBe(cost(500_001, 600) / 5 + cost(509_999, 200) / 5);
    desk.market(funding(START + HOUR, "0.001", 510_000));
    const [long, short] = [desk.account(BTC, "long"), desk.account(BTC, "short")];
    expect([long.fundingUnits, short.fundingUnits]).toEqual([-cost(510_000, 600) / 1_000, cost(510_000, 200) / 1_000]);
    expect(desk.ofKind("funding-booked").map(({ positionSide }) => positionSide)).toEqual(["long", "short"]);
    desk.restart();
    expect(lots(desk)).toEqual([0, 600, -200]);
  });

  it("lets an order that closes a side only reduce it", () => {
    const desk = hedged();
    order(desk, "buy", 300, "long");
    order(desk, "sell", 300, "short");
    expect(order(desk, "sell", 301, "long")).toBe("reduce-only-exceeds-position");
    expect(order(desk, "sell", 200, "long", 520_000)).toBe("done");
    expect(order(desk, "sell", 101, "long")).toBe("reduce-only-exceeds-position"); // 200 are being closed already.
    expect(order(desk, "buy", 300, "short")).toBe("done");
    expect(lots(desk)).toEqual([0, 300, 0]);
    expect(order(desk, "buy", 1, "short")).toBe("reduce-only-exceeds-position");
    expect(refusal(desk.order("buy", 1, null, true, BTC, "long"))).toBe("position-side-opens");
  });

  it("means what ccxt means where an order does not say: what only reduces closes, any other opens", () => {
    const desk = hedged();
    expect([order(desk, "buy", 300, null), order(desk, "sell", 200, null)]).toEqual(["done", "done"]);
    expect(lots(desk)).toEqual([0, 300, -200]);
    desk.order("sell", 100, null, true);
    desk.order("buy", 50, null, true);
    expect(lots(desk)).toEqual([0, 200, -150]);
  });

  it("is set and left only while nothing is open, works or runs, and never in spot", () => {
    const desk = hedged();
    order(desk, "buy", 100, "long", 400_000);
    expect(refusal(mode(desk, "one-way"))).toBe("orders-working");
    desk.control({ kind: "cancel-all", instrumentId: null });
    order(desk, "sell", 100, "short");
    expect(refusal(mode(desk, "one-way"))).toBe("position-open");
    const start = { kind: "start-run", runId: "r", strategy: "idle", instrumentId: BTC.id, parameters: {} } as const;
    expect(refusal(desk.control(start))).toBe("run-not-started");
    order(desk, "buy", 100, "short");
    expect(refusal(mode(desk, "one-way"))).toBe("done");
    expect(order(desk, "buy", 100, "long")).toBe("position-side-one-way");
    expect(refusal(desk.control(start))).toBe("done");
    expect(refusal(mode(desk, "hedge"))).toBe("strategy-running");
    expect(refusal(desk.control({ kind: "set-position-mode", instrumentId: "XXX", mode: "hedge" }))).toBe(
      "instrument-unknown",
    );
    expect(refusal(mode(desk, "one-way"))).toBe("done"); // As it is.
  });

  it("closes the side that is named, or the only one that is open", () => {
    const desk = hedged();
    const close = (positionSide?: PositionSide) =>
      refusal(
        desk.control({
          ...{ kind: "close-position", instrumentId: BTC.id, share: "all" },
          ...(positionSide && { positionSide }),
        }),
      );
    expect(close()).toBe("no-position");
    order(desk, "buy", 300, "long");
    order(desk, "sell", 200, "short");
    expect(close()).toBe("position-side-missing");
    expect(close("short")).toBe("done");
    expect(lots(desk)).toEqual([0, 300, 0]);
    expect(close()).toBe("done");
    expect(lots(desk)).toEqual([0, 0, 0]);
  });

  it("sets leverage for both sides, and adds margin to one", () => {
    const desk = hedged();
    const setting = { leverage: 10, mode: "isolated" } as const;
    expect(refusal(desk.control({ kind: "set-margin", instrumentId: BTC.id, setting }))).toBe("done");
    order(desk, "buy", 200, "long");
    order(desk, "sell", 100, "short");
    const add = { kind: "move-margin", instrumentId: BTC.id, units: 50 * USDT } as const;
    expect(refusal(desk.control(add))).toBe("position-side-missing");
    expect(refusal(desk.control({ ...add, positionSide: "short" }))).toBe("done");
    expect([desk.account(BTC, "long").addedUnits, desk.account(BTC, "short").addedUnits]).toEqual([0, 50 * USDT]);
    const before = desk.reserved;
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { ...setting, leverage: 5 } });
    expect(desk.reserved - 50 * USDT).toBe(2 * (before - 50 * USDT));
    desk.restart();
  });

  it("keeps stops, brackets and orphans with their side", () => {
    const desk = hedged();
    order(desk, "buy", 300, "long");
    order(desk, "sell", 300, "short");
    const place = (intent: OrderIntent) => refusal(desk.control({ kind: "place-order", intent }));
    expect(place(stop("sell", 300, 490_000, "long"))).toBe("done");
    expect(place(stop("buy", 300, 510_000, "short"))).toBe("done");
    order(desk, "sell", 300, "long"); // Its stop goes with it.
    const held = [...desk.state.working.values()].map(({ order: { side } }) => side);
    expect(held).toEqual(["buy"]);
    const entry = { ...stop("buy", 100, 0, "long"), isReduceOnly: false, trigger: null, timeInForce: "IOC" as const };
    const leg = { role: "stop", intent: stop("sell", 100, 495_000, null) } as const;
    expect(refusal(desk.control({ kind: "place-group", entry, legs: [leg] }))).toBe("done");
    const legs = [...desk.state.working.values()].filter(({ order: { side } }) => side === "sell");
    expect(legs.map(({ order: { positionSide, quantityLots } }) => [positionSide, quantityLots])).toEqual([
      ["long", 100],
    ]);
    const other = { role: "stop", intent: stop("sell", 100, 495_000, "short") } as const;
    expect(refusal(desk.control({ kind: "place-group", entry, legs: [other] }))).toBe("position-side-opens");
    desk.market(book(START + 1, 494_000));
    expect(lots(desk)).toEqual([0, 0, -300]);
    desk.market(book(START + 2, 511_000));
    expect(lots(desk)).toEqual([0, 0, 0]);
  });

  it("works an algorithm for one side", () => {
    const desk = hedged();
    const intent: AlgorithmIntent = {
      instrumentId: BTC.id,
      side: "sell",
      quantityLots: 200,
      limitTicks: 505_000,
      isReduceOnly: false,
      positionSide: "short",
      deadlineAt: null,
      randomBps: 0,
      userId: "u",
      key: "a",
      method: { kind: "iceberg", visibleLots: 100 },
    };
    expect(refusal(desk.control({ kind: "start-algorithm", intent }))).toBe("done");
    desk.market(book(START + 1, 500_000));
    const [child] = [...desk.state.working.values()];
    expect(child?.order).toMatchObject({ positionSide: "short", isReduceOnly: false });
    expect(refusal(mode(desk, "one-way"))).toBe("orders-working");
    desk.control({ kind: "cancel-order", orderId: child?.order.id ?? "" });
    expect(refusal(mode(desk, "one-way"))).toMatch(/working/);
  });

  it("is flattened on both sides by the kill switch", () => {
    const desk = hedged();
    order(desk, "buy", 300, "long");
    order(desk, "sell", 200, "short");
    desk.control({ kind: "halt", action: "flatten", reason: "" });
    desk.market(book(START + 1, 500_000));
    desk.market(book(START + 2_000, 500_000));
    expect(lots(desk)).toEqual([0, 0, 0]);
  });
});

describe("liquidation in hedge mode", () => {
  it("closes an isolated side alone", () => {
    const desk = hedged();
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
    order(desk, "buy", 500, "long");
    order(desk, "sell", 500, "short");
    const { position, marginUnits, terms } = desk.account(BTC, "short");
    const at = liquidationTicks({ instrument: BTC, tiers: terms.tiers, position, backingUnits: marginUnits }) ?? 0;
    desk.market(book(START + 1, at - 1));
    expect(lots(desk)).toEqual([0, 500, -500]);
    desk.market(book(START + 2, at));
    expect(lots(desk)).toEqual([0, 500, 0]);
    expect(desk.ofKind("order-placed").at(-1)?.order).toMatchObject({ positionSide: "short", side: "buy" });
  });

  it("lets cross sides back each other: what one loses the other gains, and both must be maintained", () => {
    const desk = hedged(3_000);
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 100, mode: "cross" } });
    order(desk, "buy", 1_000, "long");
    order(desk, "sell", 900, "short");
    desk.market(book(START + 1, 300_000)); // Net 0.1 BTC has lost some 2,000: alone 1 BTC would have lost 20,000.
    expect(lots(desk)).toEqual([0, 1_000, -900]);
    const equity = (ticks: number) => {
      const sides = (["long", "short"] as const).map((side) => desk.account(BTC, side));
      const [long, short] = sides.map(({ position }) => position);
      if (long === undefined || short === undefined) return false;
      const value = Number(notionalUnits(BTC, ticks, 1_000));
      const gain = value - Number(long.costUnits) + Number(short.costUnits) - 0.9 * value;
      return desk.wallet + gain <= 0.004 * 1.9 * value;
    };
    let at = 300_000;
    while (!equity(at)) at -= 1;
    desk.market(book(START + 2, at + 1));
    expect(lots(desk)).toEqual([0, 1_000, -900]);
    desk.market(book(START + 3, at));
    expect(lots(desk)[1]).toBe(0); // The larger one to maintain goes first.
  });

  it("meets the price inside a candle at which a crossed pair is due", () => {
    const shown = (openAt: number, openTicks: number, lowTicks: number) => ({
      ...{ timeframe: "1h" as const, openAt, openTicks, highTicks: openTicks, lowTicks, closeTicks: lowTicks },
      volumeLots: 1_000_000,
    });
    const desk = new MarginDeskExample(3_000);
    desk.market(candle(shown(START - 3 * HOUR, 500_000, 500_000)));
    mode(desk, "hedge");
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 100, mode: "cross" } });
    order(desk, "buy", 1_000, "long");
    order(desk, "sell", 500, "short");
    desk.market(candle(shown(START - 2 * HOUR, 500_000, 500_000)));
    expect(lots(desk)).toEqual([0, 1_000, -500]);
    const wallet = desk.wallet;
    const [long, short] = (["long", "short"] as const).map((side) =>
      Number(desk.account(BTC, side).position.costUnits),
    );
    desk.market(candle(shown(START, 500_000, 440_000)));
    const [first] = desk.ofKind("fill-booked").filter(({ fill }) => fill.tradeId.startsWith("liquidation"));
    const isDue = (ticks: number) => {
      const value = Number(notionalUnits(BTC, ticks, 1_000));
      return wallet + value / 2 - (long ?? 0) + (short ?? 0) <= 0.004 * 1.5 * value;
    };
    const ticks = first?.fill.priceTicks ?? 0;
    expect([isDue(ticks), isDue(ticks + 1)]).toEqual([true, false]);
  });
});
