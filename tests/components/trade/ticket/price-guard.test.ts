import { describe, expect, it } from "vitest";
import { guardPrice } from "@/components/trade/ticket/reading/price-guard.ts";
import { type PriceSource, sourceTicks } from "@/components/trade/ticket/reading/price-source.ts";
import type { TicketOrder } from "@/components/trade/ticket/reading/read-ticket.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";

const btc = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const touch = { bid: 6_000_000, ask: 6_000_100 };
const at = (side: "buy" | "sell", priceTicks: number | null, isReduceOnly = false): TicketOrder => ({
  side,
  type: priceTicks === null ? "market" : "limit",
  priceTicks,
  quantityLots: 1_000,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly,
  trigger: null,
  trailTicks: null,
  expiresAt: null,
});

describe("the fat-finger guard", () => {
  it.each([
    ["a buy at the ask", at("buy", 6_000_100), false],
    ["a buy far below the market", at("buy", 60_000), false],
    ["a buy 5 % through", at("buy", 6_300_105), false],
    ["a buy a tick more than 5 % through", at("buy", 6_300_106), true],
    ["a buy 20 % through", at("buy", 7_200_120), true],
    ["a buy a tick more than 20 % through", at("buy", 7_200_121), true],
    ["a sell with a digit lost", at("sell", 600_000), true],
    ["a sell 6 % through", at("sell", 5_640_000), true],
    ["a sell that only reduces", at("sell", 600_000, true), false],
    ["a market order", at("buy", null), false],
  ] as const)("on %s", (_name, order, isHeld) => {
    expect(guardPrice(btc, order, touch) !== null).toBe(isHeld);
  });

  it("quotes the price, the distance, and what the desk takes", () => {
    expect(guardPrice(btc, at("buy", 6_600_110), touch)).toBe(
      'Price "66,001.10" reaches 10.0% through the best ask 60,001.00. The desk refuses more than 5%: 63,001.05 or better.',
    );
  });

  it("is silent without a price to compare with", () => {
    expect(guardPrice(btc, at("buy", 9_000_000), { bid: 1, ask: null })).toBeNull();
  });
});

describe("a price from the market", () => {
  it.each([
    ["bid", "buy", 6_000_000],
    ["ask", "buy", 6_000_100],
    ["mid", "buy", 6_000_050],
    ["away", "buy", 5_994_000],
    ["away", "sell", 6_006_101],
  ] as readonly (readonly [PriceSource, "buy" | "sell", number])[])("%s of a %s", (source, side, ticks) => {
    expect(sourceTicks(source, side, touch)).toBe(ticks);
  });

  it("is none where the side is empty", () => {
    const empty = { bid: null, ask: 5 };
    expect([sourceTicks("mid", "buy", empty), sourceTicks("away", "buy", empty)]).toEqual([null, null]);
  });
});
