import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { TriggerWatch } from "../../server/engine/trigger-watch.ts";
import { BTC, ETH, market, openDesk, tradeAt } from "./desk-example.ts";

function watchWith(levels: readonly [id: string, ticks: number][], instrumentId = BTC) {
  const watch = new TriggerWatch();
  const released: string[] = [];
  for (const [id, ticks] of levels) {
    watch.hold(instrumentId, {
      id,
      isReached: (event: MarketEvent) => event.kind === "trade" && event.priceTicks <= ticks,
      release: () => released.push(id),
    });
  }
  return { watch, released };
}

describe("the trigger watch", () => {
  it("is empty until it holds something, and again when all is released", () => {
    expect(new TriggerWatch().isEmpty).toBe(true);
    const { watch } = watchWith([["a", 100]]);
    expect(watch.isEmpty).toBe(false);
    watch.observe(tradeAt(1, 100));
    expect(watch.isEmpty).toBe(true);
  });

  it("releases what an event reaches, in the order held, once", () => {
    const { watch, released } = watchWith([
      ["a", 100],
      ["b", 90],
      ["c", 110],
    ]);
    watch.observe(tradeAt(1, 105));
    watch.observe(tradeAt(2, 95));
    watch.observe(tradeAt(3, 95));
    watch.observe(tradeAt(4, 50));
    expect(released).toEqual(["c", "a", "b"]);
    const both = watchWith([
      ["first", 100],
      ["second", 100],
    ]);
    both.watch.observe(tradeAt(1, 1));
    expect(both.released).toEqual(["first", "second"]);
  });

  it("hears only its own instrument", () => {
    const { watch, released } = watchWith([["a", 100]], ETH);
    watch.observe(tradeAt(1, 50));
    expect(released).toEqual([]);
    watch.observe(tradeAt(1, 50, ETH));
    expect(released).toEqual(["a"]);
  });

  it("may be given a new trigger by the one it releases", () => {
    const watch = new TriggerWatch();
    const released: string[] = [];
    const once = (id: string, next: () => void) => ({
      id,
      isReached: () => true,
      release: () => {
        released.push(id);
        next();
      },
    });
    watch.hold(
      BTC,
      once("a", () =>
        watch.hold(
          BTC,
          once("b", () => {}),
        ),
      ),
    );
    watch.observe(tradeAt(1, 1));
    expect(released).toEqual(["a"]);
    watch.observe(tradeAt(2, 1));
    expect(released).toEqual(["a", "b"]);
  });

  it("is asked on every market event of the engine, after the price is known", () => {
    const state = openDesk();
    const seen: (number | undefined)[] = [];
    state.triggers.hold(BTC, {
      id: "t",
      isReached: () => true,
      release: () => seen.push(state.prices.get(BTC)?.lastTicks),
    });
    market(state, tradeAt(1, 42));
    expect(seen).toEqual([42]);
  });
});
