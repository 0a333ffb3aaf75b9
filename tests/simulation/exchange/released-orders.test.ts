import { describe, expect, it } from "vitest";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { book, candle, limit, market, submit, T0, told } from "./tape.ts";

const P = 1_000_000;

function stage(halfSpreadBps = 0) {
  const settings = { latencyMs: { submit: 0, cancel: 0 }, slippage: { halfSpreadBps, impactBps: 0 } };
  const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings });
  const close = (minute: number, ...shape: [number, number, number, number, number]) =>
    told(venue.observe(candle(minute, shape)));
  const send = (order: OrderTicket, minute: number) => told(venue.execute(submit(order), T0 + minute * 60_000));
  return { venue, close, send };
}

const released = (releasedTicks: number, terms: Partial<OrderTicket> = {}) =>
  market("s", "sell", 100, 1, { timeInForce: "GTC", releasedTicks, ...terms });

describe("an order that its trigger released in a candle", () => {
  it("trades in that candle at the price that fired it, then slippage", () => {
    const { close, send } = stage(1);
    close(1, P, P + 500, P - 5_000, P + 100, 10_000);
    expect(send(released(P - 2_000), 1)).toEqual(["s accepted", "s filled 100@997900 taker"]);
  });

  it("shares the candle's volume with others of ours, and goes on at the next open", () => {
    const { close, send } = stage();
    close(1, P, P, P - 5_000, P, 1_500);
    expect(send(released(P - 2_000), 1)).toEqual(["s accepted", `s filled 100@${P - 2_000} taker`]);
    expect(send(released(P - 2_000, { id: "t" }), 1)).toEqual(["t accepted", `t filled 50@${P - 2_000} taker`]);
    expect(close(2, P - 4_000, P, P - 5_000, P, 1_500)).toEqual([`t filled 50@${P - 4_000} taker`]);
  });

  it("meets the next open when it was held up until a candle that was never as good", () => {
    const { close, send } = stage();
    close(1, P, P, P - 5_000, P - 4_000, 10_000);
    close(2, P - 9_000, P - 8_000, P - 9_500, P - 9_000, 10_000);
    expect(send(released(P - 2_000), 2)).toEqual(["s accepted"]);
    expect(close(3, P - 9_100, P - 8_000, P - 9_500, P - 9_000, 10_000)).toEqual([`s filled 100@${P - 9_100} taker`]);
  });

  it("rests at its limit when the price has jumped over that, and is maker there", () => {
    const { close, send } = stage();
    close(1, P - 3_000, P - 2_000, P - 5_000, P - 4_000, 10_000);
    const stopLimit = limit("s", "sell", 100, P - 1_000, { releasedTicks: P - 3_000 });
    expect(send(stopLimit, 1)).toEqual(["s accepted"]);
    expect(close(2, P - 3_000, P - 1_000, P - 5_000, P - 4_000, 10_000)).toEqual([]);
    expect(close(3, P - 3_000, P - 999, P - 5_000, P - 4_000, 10_000)).toEqual([`s filled 100@${P - 1_000} maker`]);
  });

  it("meets the book like any other where there is one", () => {
    const { venue, send } = stage();
    venue.observe(book(T0 + 60_000, [P - 10, 1_000], [P, 1_000], true));
    expect(send(released(P + 500), 1)).toEqual(["s accepted", `s filled 100@${P - 10} taker`]);
  });
});

describe("a GTD order at the venue", () => {
  const until = (minute: number) => ({ timeInForce: "GTD", expiresAt: T0 + minute * 60_000 }) as const;

  it("ends at its time, before the market of that moment", () => {
    const { close, send } = stage();
    close(1, P, P, P, P, 10_000);
    send(limit("l", "buy", 100, P - 100, until(3)), 1);
    expect(close(2, P, P, P - 50, P, 10_000)).toEqual([]);
    expect(close(3, P, P, P - 5_000, P, 10_000)).toEqual(["l expired expired"]);
    expect(send(limit("m", "buy", 100, P - 100, until(2)), 3)).toEqual(["m rejected expiry-passed"]);
  });

  it("ends without any market event as well", () => {
    const { venue, close, send } = stage();
    close(1, P, P, P, P, 10_000);
    send(limit("l", "buy", 100, P - 100, until(2)), 1);
    expect(venue.nextDueAt).toBe(T0 + 120_000);
    expect(told(venue.elapse?.(T0 + 120_000) ?? [])).toEqual(["l expired expired"]);
  });
});
