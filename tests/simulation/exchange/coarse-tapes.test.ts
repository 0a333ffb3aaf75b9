import { describe, expect, it } from "vitest";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { slippedTicks } from "../../../server/simulation/exchange/slippage-model.ts";
import type { VenueSettings } from "../../../server/simulation/exchange/venue-settings.ts";
import { candle, limit, market, print, submit, T0, told } from "./tape.ts";

const P = 1_000_000;
const NO_SLIPPAGE = { halfSpreadBps: 0, impactBps: 0 };

function stage(settings: Partial<VenueSettings> = {}) {
  const venue = createSimulatedVenue({
    instruments: LISTED_INSTRUMENTS,
    settings: { latencyMs: { submit: 0, cancel: 0 }, slippage: NO_SLIPPAGE, ...settings },
  });
  const send = (order: OrderTicket, at = T0) => told(venue.execute(submit(order), at));
  const close = (minute: number, ...shape: [number, number, number, number, number]) =>
    told(venue.observe(candle(minute, shape)));
  return { venue, send, close };
}

describe("slippage", () => {
  it.each([
    ["half a spread, rounded up for a buy", "buy", 0, 1_000_100],
    ["half a spread, rounded down for a sale", "sell", 0, 999_900],
    ["a hundredth of the volume costs a tenth of the full impact", "buy", 100, 1_000_200],
    ["all of the volume costs the full impact", "sell", 10_000, 998_900],
  ] as const)("%s", (_, side, lots, expected) => {
    expect(slippedTicks({ halfSpreadBps: 1, impactBps: 10 }, side, P, lots, 10_000)).toBe(expected);
  });

  it("is rounded against us and never makes a price vanish", () => {
    expect(slippedTicks({ halfSpreadBps: 1, impactBps: 0 }, "buy", 1_234, 1, 10)).toBe(1_235);
    expect(slippedTicks({ halfSpreadBps: 1, impactBps: 0 }, "sell", 1_234, 1, 10)).toBe(1_233);
    expect(slippedTicks({ halfSpreadBps: 20_000, impactBps: 0 }, "sell", 5, 1, 0)).toBe(1);
  });
});

describe("orders against candles", () => {
  it("trades a market order at the next open plus slippage, not in the candle that caused it", () => {
    const { venue, send } = stage({ slippage: { halfSpreadBps: 1, impactBps: 10 } });
    venue.observe(candle(1, [P, P, P, P, 1_000_000]));
    expect(send(market("o", "buy", 10_000, P * 2), T0 + 60_000)).toEqual(["o accepted"]);
    expect(told(venue.observe(candle(2, [P, P, P, P, 1_000_000])))).toEqual([`o filled 10000@${P + 200} taker`]);
  });

  it("lets an order with latency meet the candle in which it arrives", () => {
    const { venue } = stage({ latencyMs: { submit: 20, cancel: 20 } });
    venue.observe(candle(1, [P, P, P, P, 1_000_000]));
    venue.execute(submit(market("o", "sell", 10, 1)), T0 + 60_000);
    const answers = venue.observe(candle(2, [P + 7, P + 9, P, P, 1_000_000]));
    expect(told(answers)).toEqual(["o accepted", `o filled 10@${P + 7} taker`]);
    expect(answers.map(({ at }) => at - T0)).toEqual([60_020, 120_000]);
  });

  it("does not match an order in a candle that closes as it arrives", () => {
    const { venue } = stage({ latencyMs: { submit: 60_000, cancel: 0 } });
    venue.execute(submit(market("m", "buy", 10, P * 2)), T0);
    venue.execute(submit(limit("l", "buy", 100, P)), T0);
    expect(told(venue.observe(candle(1, [P, P, P - 5, P, 1_000])))).toEqual(["m accepted", "l accepted"]);
    expect(told(venue.observe(candle(2, [P + 5, P + 5, P + 5, P + 5, 1_000])))).toEqual([`m filled 10@${P + 5} taker`]);
  });

  it("cancels what slips beyond the collar", () => {
    const { send, close } = stage({ slippage: { halfSpreadBps: 1, impactBps: 0 } });
    send(market("o", "buy", 10, P + 99));
    expect(close(1, P, P, P, P, 1_000)).toEqual(["o canceled beyond-collar"]);
  });

  it("spreads a market order over the share of volume of several candles", () => {
    const { send, close } = stage();
    send(market("o", "buy", 250, P * 2));
    expect(close(1, P, P, P, P, 1_000)).toEqual([`o filled 100@${P} taker`]);
    expect(close(2, P + 1, P + 1, P, P, 0)).toEqual([]);
    expect(close(3, P + 2, P + 2, P, P, 9_999)).toEqual([`o filled 150@${P + 2} taker`]);
  });

  it("gives all our orders together one share, those at the open first", () => {
    const { send, close } = stage();
    send(limit("l", "buy", 100, P - 10));
    send(market("m", "buy", 60, P * 2));
    expect(close(1, P, P, P - 20, P, 1_000)).toEqual([`m filled 60@${P} taker`, `l filled 40@${P - 10} taker`]);
    expect(close(2, P, P, P - 20, P, 1_000)).toEqual([`l filled 60@${P - 10} maker`]);
    const unlimited = stage({ fills: { limitFillsOn: "through", volumeShare: null } });
    unlimited.send(market("m", "buy", 5_000, P * 2));
    expect(unlimited.close(1, P, P, P, P, 1)).toEqual([`m filled 5000@${P} taker`]);
  });

  it("trades a marketable limit at the open as taker, capped at its limit", () => {
    const slippage = { halfSpreadBps: 1, impactBps: 0 };
    const cheap = stage({ slippage });
    cheap.send(limit("o", "buy", 50, P + 500));
    expect(cheap.close(1, P, P, P, P, 1_000)).toEqual([`o filled 50@${P + 100} taker`]);
    const capped = stage({ slippage });
    capped.send(limit("o", "buy", 50, P + 5));
    expect(capped.close(1, P, P, P, P, 1_000)).toEqual([`o filled 50@${P + 5} taker`]);
  });

  it("fills a resting limit only when traded through by a tick, at its limit, and for the maker fee only if it rested before", () => {
    const { send, close } = stage();
    send(limit("o", "sell", 150, P + 10), T0 + 1);
    expect(close(1, P, P + 10, P, P, 1_000)).toEqual([]);
    expect(close(2, P, P + 11, P, P, 1_000)).toEqual([`o filled 100@${P + 10} maker`]);
    expect(close(3, P + 50, P + 90, P + 50, P + 50, 1_000)).toEqual([`o filled 50@${P + 10} maker`]);
    const fresh = stage();
    fresh.send(limit("o", "sell", 50, P + 10), T0 + 1);
    expect(fresh.close(1, P, P + 11, P, P, 1_000)).toEqual([`o filled 50@${P + 10} taker`]);
    const touch = stage({ fills: { limitFillsOn: "touch", volumeShare: 0.1 } });
    touch.send(limit("o", "sell", 50, P + 10));
    expect(touch.close(1, P, P + 10, P, P, 1_000)).toEqual([`o filled 50@${P + 10} taker`]);
  });

  it.each<[string, OrderTicket, string[]]>([
    ["IOC not marketable", limit("o", "buy", 60, P - 1, { timeInForce: "IOC" }), ["canceled immediate-or-cancel"]],
    [
      "IOC partly",
      limit("o", "buy", 150, P, { timeInForce: "IOC" }),
      [`filled 100@${P} taker`, "canceled immediate-or-cancel"],
    ],
    ["FOK too large", limit("o", "buy", 150, P, { timeInForce: "FOK" }), ["canceled fill-or-kill"]],
    ["FOK whole", limit("o", "buy", 100, P, { timeInForce: "FOK" }), [`filled 100@${P} taker`]],
    ["FOK market too large", market("o", "buy", 150, P, { timeInForce: "FOK" }), ["canceled fill-or-kill"]],
    ["post-only marketable", limit("o", "buy", 100, P, { isPostOnly: true }), ["rejected post-only-would-trade"]],
    ["post-only passive", limit("o", "buy", 100, P - 10, { isPostOnly: true }), []],
  ])("knows %s at the open", (_, order, expected) => {
    const { send, close } = stage();
    send(order);
    expect(close(1, P, P, P - 5, P, 1_000)).toEqual(expected.map((text) => `o ${text}`));
  });

  it("ignores a longer candle, which reaches back before the order", () => {
    const { venue, send, close } = stage();
    close(1, P, P, P, P, 1_000);
    send(limit("o", "buy", 60, P - 10), T0 + 60_000);
    const long = candle(2, [P, P, P - 50, P, 9_000]);
    expect(venue.observe({ ...long, candle: { ...long.candle, timeframe: "5m", openAt: T0 - 180_000 } })).toEqual([]);
    expect(close(2, P, P, P - 11, P, 1_000)).toEqual([`o filled 60@${P - 10} taker`]);
  });

  it("keeps each side's orders out of candles that do not reach them", () => {
    const { send, close } = stage();
    send(limit("b", "buy", 60, P - 100));
    send(limit("s", "sell", 50, P + 100));
    for (let minute = 1; minute < 5; minute += 1) expect(close(minute, P, P + 100, P - 100, P, 1_000)).toEqual([]);
    expect(close(5, P, P + 101, P - 101, P, 1_000)).toEqual([
      `b filled 60@${P - 100} maker`,
      `s filled 40@${P + 100} maker`,
    ]);
  });
});

describe("orders against trades alone", () => {
  it("fills a market order from print to print, no more than each print traded", () => {
    const { venue, send } = stage();
    send(market("o", "buy", 100, P * 2));
    expect(told(venue.observe(print(T0 + 1, "sell", 60, P)))).toEqual([`o filled 60@${P} taker`]);
    expect(told(venue.observe(print(T0 + 2, "sell", 60, P + 3)))).toEqual([`o filled 40@${P + 3} taker`]);
  });

  it("adds half a spread and impact by the share of the lately traded, within the collar", () => {
    const { venue, send } = stage({ slippage: { halfSpreadBps: 1, impactBps: 10 } });
    venue.observe(print(T0 + 1, "sell", 3_900, P));
    send(market("o", "buy", 100, P + 300), T0 + 60_000);
    // 100 of 4,000 + … lots traded since the last minute began: √(100 ÷ 4,000) of 10 bps.
    expect(told(venue.observe(print(T0 + 60_001, "sell", 100, P)))).toEqual([`o filled 100@${P + 259} taker`]);
    send(market("p", "buy", 100, P + 50), T0 + 60_002);
    expect(told(venue.observe(print(T0 + 60_003, "sell", 100, P)))).toEqual(["p canceled beyond-collar"]);
    send(market("q", "buy", 100, P * 2), T0 + 200_000);
    expect(told(venue.observe(print(T0 + 200_003, "sell", 100, P)))).toEqual([`q filled 100@${P + 1_100} taker`]);
  });

  it("fills a limit at its price only when a print goes through it, no more than the print, oldest first", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 100, P));
    send(limit("b", "buy", 100, P));
    expect(venue.observe(print(T0 + 1, "sell", 500, P))).toEqual([]);
    expect(told(venue.observe(print(T0 + 2, "sell", 130, P - 1)))).toEqual([
      `a filled 100@${P} maker`,
      `b filled 30@${P} maker`,
    ]);
    const touch = stage({ fills: { limitFillsOn: "touch", volumeShare: 0.1 } });
    touch.venue.observe(print(T0, "buy", 1, P + 5));
    touch.send(limit("a", "sell", 100, P + 9));
    expect(touch.venue.observe(print(T0 + 1, "buy", 500, P))).toEqual([]);
    expect(told(touch.venue.observe(print(T0 + 1, "buy", 500, P + 9)))).toEqual([`a filled 100@${P + 9} maker`]);
  });

  it.each<[string, OrderTicket, string[]]>([
    ["a marketable limit is a taker", limit("o", "buy", 50, P + 9), [`filled 50@${P + 9} taker`]],
    ["IOC passive", limit("o", "buy", 50, P, { timeInForce: "IOC" }), ["canceled immediate-or-cancel"]],
    [
      "IOC partly",
      limit("o", "buy", 150, P + 1, { timeInForce: "IOC" }),
      [`filled 100@${P + 1} taker`, "canceled immediate-or-cancel"],
    ],
    ["FOK too large", limit("o", "buy", 150, P + 1, { timeInForce: "FOK" }), ["canceled fill-or-kill"]],
    ["FOK whole", limit("o", "buy", 100, P + 1, { timeInForce: "FOK" }), [`filled 100@${P + 1} taker`]],
    ["FOK market too large", market("o", "buy", 150, P * 2, { timeInForce: "FOK" }), ["canceled fill-or-kill"]],
  ])("%s", (_, order, expected) => {
    const { venue, send } = stage();
    send(order);
    expect(told(venue.observe(print(T0 + 1, "sell", 100, P)))).toEqual(expected.map((text) => `o ${text}`));
  });

  it("leaves candles of the same tape aside", () => {
    const { venue, send, close } = stage();
    venue.observe(print(T0, "sell", 100, P));
    send(limit("o", "buy", 50, P));
    expect(close(1, P, P, P - 50, P, 1_000)).toEqual([]);
  });
});
