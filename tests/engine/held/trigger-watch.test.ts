import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Trigger, TriggerPrice } from "../../../server/domain/orders/triggers/trigger.ts";
import { type Reached, TriggerWatch } from "../../../server/engine/held/trigger-watch.ts";
import { PriceBoard } from "../../../server/engine/price-board.ts";
import { BTC, bookAt, candleAt, intent, START, streamAt, tradeAt } from "../desk-example.ts";

const ticket = (id: string, side: Side, trigger: Trigger, change: Partial<OrderTicket> = {}): OrderTicket => ({
  ...intent({ side, trigger }),
  id,
  boundTicks: 1,
  createdAt: START,
  trailTicks: null,
  releasedTicks: null,
  ...change,
});

/** A watch that is told of a tape, and what it releases: `id at price`. */
function play(tickets: readonly OrderTicket[], events: readonly MarketEvent[]): string[] {
  const watch = new TriggerWatch();
  const board = new PriceBoard(10_000);
  for (const it of tickets) watch.hold(it);
  return events.flatMap((event) => {
    board.observe(event);
    const price = board.get(event.instrumentId);
    const reached: readonly Reached[] = price === null ? [] : watch.observe(event, price, event.at);
    for (const { orderId } of reached) watch.drop(orderId);
    return reached.map(({ orderId, seenTicks }) => `${orderId} at ${seenTicks}`);
  });
}

const stopAt = (priceTicks: number, by: TriggerPrice = "last"): Trigger => ({ kind: "stop-loss", by, priceTicks });
const profitAt = (priceTicks: number, by: TriggerPrice = "last"): Trigger => ({ kind: "take-profit", by, priceTicks });
const trail = (ticks: number, activationTicks: number | null = null): Trigger => ({
  kind: "trailing-stop",
  by: "last",
  distance: { unit: "ticks", ticks },
  activationTicks,
  limitDistanceTicks: null,
});

/** The slow and obvious way: every order looks at every price, in fractions of integers. */
function reference(tickets: readonly OrderTicket[], prices: readonly number[]): string[] {
  const waiting = new Map(tickets.map((it) => [it.id, { it, best: it.trailTicks }]));
  const released: string[] = [];
  for (const price of prices) {
    for (const [id, order] of waiting) {
      const { trigger, side } = order.it;
      if (trigger === null) continue;
      const isSale = side === "sell";
      let fires: boolean;
      if (trigger.kind === "trailing-stop") {
        const { distance } = trigger;
        const best = order.best;
        const gone = best === null ? 0 : isSale ? best - price : price - best;
        fires =
          best !== null && (distance.unit === "ticks" ? gone >= distance.ticks : gone * 10_000 >= best * distance.bps);
        if (!fires && best === null) {
          const from = trigger.activationTicks ?? price;
          if (isSale ? price >= from : price <= from) order.best = price;
        } else if (!fires && best !== null && gone < 0) order.best = price;
      } else if (trigger.kind === "stop-loss")
        fires = isSale ? price <= trigger.priceTicks : price >= trigger.priceTicks;
      else fires = isSale ? price >= trigger.priceTicks : price <= trigger.priceTicks;
      if (!fires) continue;
      waiting.delete(id);
      released.push(`${id} at ${price}`);
    }
  }
  return released;
}

const ticks = fc.integer({ min: 9_000, max: 11_000 });
const anyTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  ticks.map((priceTicks) => stopAt(priceTicks)),
  ticks.map((priceTicks) => profitAt(priceTicks)),
  fc.record({
    kind: fc.constant("trailing-stop" as const),
    by: fc.constant("last" as const),
    distance: fc.oneof(
      fc.record({ unit: fc.constant("ticks" as const), ticks: fc.integer({ min: 1, max: 600 }) }),
      fc.record({ unit: fc.constant("bps" as const), bps: fc.integer({ min: 1, max: 900 }) }),
    ),
    activationTicks: fc.option(ticks),
    limitDistanceTicks: fc.constant(null),
  }),
);
const anyTickets = fc
  .array(
    fc.record({ side: fc.constantFrom("buy" as const, "sell" as const), trigger: anyTrigger, best: fc.option(ticks) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((orders) =>
    orders.map(({ side, trigger, best }, index) =>
      ticket(`o${index}`, side, trigger, {
        trailTicks: trigger.kind === "trailing-stop" && trigger.activationTicks === null ? (best ?? 10_000) : null,
      }),
    ),
  );
/** Small steps, and now and then a gap. */
const anyPath = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -60, max: 60 }) }, fc.integer({ min: -900, max: 900 })), {
    minLength: 1,
    maxLength: 80,
  })
  .map((steps) => {
    let price = 10_000;
    return steps.map((step) => {
      price = Math.max(1, price + step);
      return price;
    });
  });

describe("the trigger watch", () => {
  it("releases what a plain look at every order and every price would, at the same prices", () => {
    fc.assert(
      fc.property(anyTickets, anyPath, (tickets, path) => {
        const events = path.map((price, index) => tradeAt(START + index, price));
        expect(play(tickets, events)).toEqual(reference(tickets, path));
      }),
      { numRuns: 400 },
    );
  });

  it("goes on from a journaled reference exactly as if nothing had happened", () => {
    fc.assert(
      fc.property(anyTickets, anyPath, fc.nat(), (tickets, path, cut) => {
        const watch = new TriggerWatch();
        const board = new PriceBoard(10_000);
        for (const it of tickets) watch.hold(it);
        const at = cut % path.length;
        const released: string[] = [];
        let now = watch;
        path.forEach((price, index) => {
          if (index === at) {
            now = new TriggerWatch();
            for (const it of tickets)
              if (!released.some((line) => line.startsWith(`${it.id} `)))
                now.hold({ ...it, trailTicks: watch.trailOf(it.id) });
          }
          const event = tradeAt(START + index, price);
          board.observe(event);
          const entry = board.get(BTC);
          if (entry === null) return;
          for (const { orderId, seenTicks } of now.observe(event, entry, event.at)) {
            now.drop(orderId);
            released.push(`${orderId} at ${seenTicks}`);
          }
        });
        expect(released).toEqual(reference(tickets, path));
      }),
      { numRuns: 200 },
    );
  });

  it("looks at the price that was asked for", () => {
    const sales = (["last", "mark", "bid", "ask"] as const).map((by) => ticket(by, "sell", stopAt(100, by)));
    expect(play(sales, [tradeAt(START, 120), bookAt(START + 1, 101, 121)])).toEqual([]);
    expect(play(sales, [tradeAt(START, 120), bookAt(START + 1, 98, 104)])).toEqual(["bid at 98"]);
    expect(play(sales, [tradeAt(START, 120), bookAt(START + 1, 90, 110)])).toEqual(["mark at 100", "bid at 90"]);
    expect(play(sales, [bookAt(START, 90, 99)])).toEqual(["mark at 94", "bid at 90", "ask at 99"]);
  });

  it("is not moved by a crossed, a stale, a broken or a missing price", () => {
    const sale = [ticket("s", "sell", stopAt(100, "bid"))];
    expect(play(sale, [bookAt(START, 90, 80)])).toEqual([]);
    expect(play(sale, [bookAt(START, 0, 95)])).toEqual([]);
    expect(play(sale, [bookAt(START, 120, 121), streamAt(START + 1, "invalid"), tradeAt(START + 2, 50)])).toEqual([]);
    expect(play([ticket("s", "sell", stopAt(100))], [bookAt(START, 120, 121), tradeAt(START + 10_002, 50)])).toEqual(
      [],
    );
    const whole = [bookAt(START, 90, 80), bookAt(START + 1, 90, 91)];
    expect(play(sale, whole)).toEqual(["s at 90"]);
  });

  const candle = (open: number, high: number, low: number, close: number, at = START + 60_000) => {
    const event = candleAt(at, close);
    return {
      ...event,
      candle: { ...event.candle, openAt: at - 60_000, openTicks: open, highTicks: high, lowTicks: low },
    };
  };

  it.each<[string, Side, Trigger, number[], string[]]>([
    ["a sale's stop inside it: at the stop", "sell", stopAt(95), [100, 102, 90, 101], ["x at 95"]],
    ["a sale's stop below its open: at the open", "sell", stopAt(95), [93, 99, 90, 98], ["x at 93"]],
    ["a sale's stop above its low only by close", "sell", stopAt(95), [100, 101, 96, 97], []],
    ["a purchase's stop inside it: at the stop", "buy", stopAt(105), [100, 110, 99, 101], ["x at 105"]],
    ["a purchase's stop under its open: at the open", "buy", stopAt(105), [108, 110, 99, 101], ["x at 108"]],
    ["a sale's take-profit: at its price", "sell", profitAt(105), [100, 110, 99, 101], ["x at 105"]],
    [
      "a sale's take-profit that the open jumps: never better",
      "sell",
      profitAt(105),
      [108, 110, 99, 101],
      ["x at 105"],
    ],
    ["a purchase's take-profit: at its price", "buy", profitAt(95), [100, 101, 90, 99], ["x at 95"]],
  ])("fires in a candle %s", (_name, side, trigger, [open = 0, high = 0, low = 0, close = 0], expected) => {
    expect(play([ticket("x", side, trigger)], [candle(open, high, low, close)])).toEqual(expected);
  });

  it("takes the adverse extreme of a candle before the other when it trails", () => {
    const follows = ticket("x", "sell", trail(10), { trailTicks: 100 });
    expect(play([follows], [candle(100, 120, 91, 115)])).toEqual([]); // 91 is tested against 90 before 120 lifts it to 110.
    expect(play([follows], [candle(100, 120, 91, 108)])).toEqual(["x at 110"]); // From 120 to the close it passes 110.
    expect(play([follows], [candle(100, 120, 89, 118)])).toEqual(["x at 90"]);
    expect(play([ticket("x", "sell", trail(10, 115))], [candle(100, 120, 80, 111)])).toEqual([]);
    expect(play([ticket("x", "sell", trail(10, 115))], [candle(100, 120, 80, 110)])).toEqual(["x at 110"]);
  });

  it("does not look at what a candle did before the order came, nor at a longer candle", () => {
    const late = ticket("x", "sell", stopAt(95), { createdAt: START + 30_000 });
    expect(play([late], [candle(100, 101, 90, 99)])).toEqual([]);
    expect(play([late], [candle(100, 101, 90, 94)])).toEqual(["x at 94"]);
    const hour = candle(100, 101, 90, 99, START + 3_600_000);
    const long = { ...hour, candle: { ...hour.candle, timeframe: "1h" as const, openAt: START } };
    expect(play([ticket("x", "sell", stopAt(95))], [candle(100, 101, 99, 100), long])).toEqual([]);
  });

  it("tells each reference that moved once, and when it is due", () => {
    const watch = new TriggerWatch();
    const board = new PriceBoard(10_000);
    watch.hold(ticket("x", "sell", trail(10), { trailTicks: 100 }));
    for (const [index, price] of [101, 102, 105, 103].entries()) {
      const event = tradeAt(START + index * 400, price);
      board.observe(event);
      const entry = board.get(BTC);
      if (entry !== null) watch.observe(event, entry, event.at);
    }
    expect([watch.areMovesDue(START + 999), watch.areMovesDue(START + 1_000)]).toEqual([false, true]);
    expect(watch.takeMoved()).toEqual([{ orderId: "x", trailTicks: 105 }]);
    expect([watch.takeMoved(), watch.hasMoved]).toEqual([[], false]);
  });
});
