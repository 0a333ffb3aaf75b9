import { describe, expect, it } from "vitest";
import type { Json, StrategyContext, StrategyIntent } from "../../../server/domain/strategies/strategy.ts";
import {
  accepted,
  BTC,
  bookAt,
  candleAt,
  control,
  ETH,
  expectSound,
  filled,
  market,
  ofKind,
  place,
  START,
  timer,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { buy, deskWith, hear, runOf, strategy } from "./strategy-example.ts";

describe("the strategy host", () => {
  it("calls each handler with its event, for the run's own instrument, in the order of starting", () => {
    const heard: string[] = [];
    const probe = (name: string) =>
      strategy({
        onCandle: (_state, candle) => hear(heard, `${name} candle ${candle.closeTicks}`),
        onQuote: (_state, quote) => hear(heard, `${name} quote ${quote.bidTicks}/${quote.askTicks}`),
      });
    const state = deskWith({ a: probe("a"), b: probe("b") });
    market(state, candleAt(START + 1, 5_000_000));
    market(state, candleAt(START + 2, 250_000, ETH));
    market(state, bookAt(START + 3, 4_999_000, 5_000_000));
    market(state, bookAt(START + 4, 249_000, 250_000, ETH));
    market(state, tradeAt(START + 5, 5_000_000));
    market(state, bookAt(START + 6, 0, 0));
    expect(heard).toEqual([
      "a candle 5000000",
      "b candle 5000000",
      "a quote 4999000/5000000",
      "b quote 4999000/5000000",
    ]);
  });

  it("shows a strategy its position, its working orders and the quote, and nobody else's", () => {
    const seen: StrategyContext[] = [];
    const look = (_state: Json, _event: unknown, context: StrategyContext): StrategyIntent[] => {
      const { now, instrument, positionLots, workingOrderIds, quote } = context;
      seen.push({ now, instrument, positionLots, workingOrderIds, quote });
      return seen.length === 1 ? [buy()] : [];
    };
    const state = deskWith({ a: strategy({ onCandle: look }), other: strategy({ onCandle: () => [buy()] }) });
    const mine = place(state);
    venue(state, filled(mine.id, 100, { feeCurrency: "BTC", feeUnits: 10 }));
    market(state, candleAt(START + 1, 5_000_000));
    market(state, candleAt(START + 2, 5_000_000));
    expect(seen.map((it) => [it.now - START, it.positionLots, it.workingOrderIds])).toEqual([
      [1, 99, []], // One hundred lots less dust.
      [2, 99, ["desk0001o2"]],
    ]);
    expect(seen[0]?.instrument.id).toBe(BTC);
    expect(seen[0]?.quote).toMatchObject({ bidTicks: 4_999_900, askTicks: 5_000_000 });
    venue(state, { kind: "rejected", orderId: "desk0001o2", at: START, code: "no", message: "" });
    market(state, candleAt(START + 3, 5_000_000));
    expect(seen[2]?.workingOrderIds).toEqual([]);
  });

  it("shows no lot held in the dust that a sell's fee overdrew", () => {
    const seen: number[] = [];
    const state = deskWith({ a: strategy({ onCandle: (_s, _c, context) => hear(seen, context.positionLots) }) });
    venue(state, filled(place(state, { side: "sell" }).id, 100));
    venue(state, filled(place(state).id, 100, { feeCurrency: "BTC", feeUnits: 10 }));
    market(state, candleAt(START + 1, 5_000_000));
    expect(seen).toEqual([0]);
    expect(state.holdings.get(BTC)?.netUnits).toBe(-10);
  });

  it("tells a fill only to the run whose order it was", () => {
    const told: string[] = [];
    const probe = (name: string) =>
      strategy({ onCandle: () => [buy()], onFill: (_state, fill) => hear(told, `${name} ${fill.orderId}`) });
    const state = deskWith({ a: probe("a"), b: probe("b") });
    market(state, candleAt(START + 1, 5_000_000));
    venue(state, filled(place(state).id, 100));
    venue(state, filled("desk0001o2", 100));
    venue(state, filled("desk0001o1", 40));
    expect(told).toEqual(["b desk0001o2", "a desk0001o1"]);
  });

  it("carries out a strategy's orders through the same gate as a person's", () => {
    const state = deskWith({ a: strategy({ onCandle: () => [buy(), buy({ quantityLots: 1 })] }) });
    const { changes, commands } = market(state, candleAt(START + 1, 5_000_000));
    expect(ofKind(changes, "order-placed").map(({ order }) => [order.status, order.reasonCode, order.source])).toEqual([
      ["submitted", null, { kind: "strategy", runId: "a" }],
      ["denied", "notional-below-minimum", { kind: "strategy", runId: "a" }],
    ]);
    expect(commands).toHaveLength(1);
  });

  it("lets a strategy cancel its own orders and no others", () => {
    const cancelAll = (orderIds: readonly string[]): StrategyIntent[] =>
      orderIds.map((orderId) => ({ kind: "cancel", orderId }));
    const state = deskWith({
      a: strategy({ onCandle: () => [buy()], onQuote: () => cancelAll(["desk0001o1", "desk0001o2"]) }),
    });
    const mine = place(state);
    expect(mine.id).toBe("desk0001o1");
    market(state, candleAt(START + 1, 5_000_000));
    const { commands } = market(state, bookAt(START + 2, 4_999_000, 5_000_000));
    expect(commands).toEqual([{ kind: "cancel-order", orderId: "desk0001o2", instrumentId: BTC }]);
  });

  it("faults a strategy that throws, cancels what it has working, and nobody else notices", () => {
    const bad = strategy({
      onCandle: () => [buy()],
      onQuote: () => {
        throw new Error("Division by zero");
      },
    });
    const heard: number[] = [];
    const good = strategy({ onQuote: (_state, quote) => hear(heard, quote.at) });
    const state = deskWith({ before: good, bad, after: good });
    market(state, candleAt(START + 1, 5_000_000));
    const { changes, commands } = market(state, bookAt(START + 2, 4_999_000, 5_000_000));
    expect(ofKind(changes, "run-changed")).toMatchObject([
      { runId: "bad", status: "faulted", reason: "Division by zero" },
    ]);
    expect(commands).toEqual([{ kind: "cancel-order", orderId: "desk0001o1", instrumentId: BTC }]);
    expect(heard).toEqual([START + 2, START + 2]);
    const next = market(state, candleAt(START + 3, 5_000_000));
    expect(next).toEqual({ changes: [], commands: [] }); // Heard no more.
    venue(state, filled("desk0001o1", 100));
    expectSound(state);
  });

  it.each<[string, unknown, RegExp]>([
    ["half a lot", [buy({ quantityLots: 0.5 })], /Order quantity in lots 0.5 is not an exact integer/],
    ["no number of lots", [buy({ quantityLots: Number.NaN })], /Order quantity in lots NaN/],
    ["a price between ticks", [buy({ priceTicks: 1.5 })], /Order price in ticks 1.5/],
    ["an endless price", [buy({ priceTicks: Number.POSITIVE_INFINITY })], /Order price in ticks Infinity/],
    ["to be woken at no time", [{ kind: "wake", timerId: "t", at: Number.NaN }], /Wake time NaN/],
    ["nothing that is a list", 5, /iterable/],
  ])("faults a strategy that wants %s, and makes no order of it", (_what, wanted, reason) => {
    const state = deskWith({ a: strategy({ onCandle: () => wanted as readonly StrategyIntent[] }) });
    market(state, candleAt(START + 1, 5_000_000));
    expect(runOf(state, "a").status).toBe("faulted");
    expect(runOf(state, "a").reason).toMatch(reason);
    expect(state.counters.orders).toBe(0);
  });

  it("faults with whatever was thrown", () => {
    const state = deskWith({
      a: strategy({
        onCandle: () => {
          throw "just a text"; // Not an Error, as a careless strategy may.
        },
      }),
    });
    market(state, candleAt(START + 1, 5_000_000));
    expect(runOf(state, "a")).toMatchObject({ status: "faulted", reason: "just a text" });
  });

  it("faults a strategy whose state cannot be written down, and nobody else notices", () => {
    const knotted = strategy({
      onCandle: (own) => {
        if (typeof own === "object" && own !== null) Object.assign(own, { itself: own });
        return [buy()];
      },
    });
    const heard: string[] = [];
    const state = deskWith({ knotted, after: strategy({ onCandle: () => hear(heard, "candle") }) });
    const { changes, commands } = market(state, candleAt(START + 1, 5_000_000));
    expect(ofKind(changes, "run-changed")).toMatchObject([
      { runId: "knotted", status: "faulted", snapshot: expect.stringContaining('"state":null,"timers":[]') },
      { runId: "after", status: "running" },
    ]);
    expect(runOf(state, "knotted").reason).toMatch(/circular/);
    expect(commands.map((it) => it.kind)).toEqual(["submit-order", "cancel-order"]);
    expect(heard).toEqual(["candle"]);
    expectSound(state);
  });

  it("does not blame a strategy for a broken invariant of the engine", () => {
    const state = deskWith({ a: strategy({ onCandle: () => [buy({ side: "sell" })] }) });
    state.balances.set("BTC", { currency: "BTC", totalUnits: 10 ** 12, reservedUnits: -(10 ** 11) });
    expect(() => market(state, candleAt(START + 1, 5_000_000))).toThrow("Reserved BTC would fall to");
    expect(runOf(state, "a").status).toBe("running");
  });

  it("stops a run: its orders are cancelled, its timers dropped, its position kept", () => {
    const rung: string[] = [];
    const state = deskWith({
      a: strategy({
        onCandle: () => [buy(), buy(), { kind: "wake", timerId: "t", at: START + 5 }],
        onTimer: (_state, id) => hear(rung, id),
      }),
    });
    market(state, candleAt(START + 1, 5_000_000));
    venue(state, accepted("desk0001o1"));
    venue(state, filled("desk0001o1", 40));
    const { commands } = control(state, { kind: "stop-run", runId: "a" });
    expect(commands.map((it) => it.kind === "cancel-order" && it.orderId)).toEqual(["desk0001o1", "desk0001o2"]);
    timer(state, START + 10);
    expect([rung, state.holdings.get(BTC)?.netUnits]).toEqual([[], 4_000_000]);
    expect(market(state, candleAt(START + 11, 5_000_000)).changes).toEqual([]);
  });
});
