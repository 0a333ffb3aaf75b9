import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepDraft, keptDraft } from "@/components/trade/ticket/kept-draft.ts";
import type { TicketDraft } from "@/components/trade/ticket/reading/read-ticket.ts";

const BLANK: TicketDraft = {
  side: "buy",
  type: "limit",
  price: "",
  quantity: "",
  unit: "base",
  timeInForce: "GTC",
  until: "",
  isPostOnly: false,
  isReduceOnly: false,
  condition: null,
  exits: null,
};
const WRITTEN: TicketDraft = { ...BLANK, side: "sell", price: "64210.00", quantity: "0.015", isReduceOnly: true };
const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

it("gives back what was written, in its own portfolio and market alone", () => {
  keepDraft("p:BTC-USDT", WRITTEN);
  expect(keptDraft("p:BTC-USDT", BLANK)).toEqual(WRITTEN);
  expect(keptDraft("p:ETH-USDT", BLANK)).toBeNull();
  expect(keptDraft("q:BTC-USDT", BLANK)).toBeNull();
});

it("keeps nothing where nothing is written but the price that came by itself", () => {
  keepDraft("p:BTC-USDT", WRITTEN);
  keepDraft("p:BTC-USDT", { ...BLANK, price: "64210.00" });
  expect(kept.size).toBe(0);
});

it.each(["{", "null", "7", '{"side":"buy"}', JSON.stringify({ ...WRITTEN, isPostOnly: "yes" })])(
  "takes %j for no draft",
  (text) => {
    keepDraft("p:BTC-USDT", WRITTEN);
    for (const key of kept.keys()) kept.set(key, text);
    expect(keptDraft("p:BTC-USDT", BLANK)).toBeNull();
  },
);

it("does without a browser that keeps nothing", () => {
  vi.stubGlobal("sessionStorage", undefined);
  keepDraft("p:BTC-USDT", WRITTEN);
  expect(keptDraft("p:BTC-USDT", BLANK)).toBeNull();
});
