import { expect, it } from "vitest";
import { describePick, pickOf } from "@/components/book/order-book/book-pick.ts";
import { tipLines } from "@/components/book/order-book/book-tip.ts";
import { describeBook } from "@/components/book/order-book/describe-book.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";

const found = findInstrument("BTC-USDT");
if (found === undefined) throw new Error("BTC/USDT is not listed");
const bitcoin = found;
const ask = { priceTicks: 6_421_950, quantityLots: 92_800, sumLots: 123_456 };

it("takes a resting ask by a buy of all up to there, and a bid by a sale", () => {
  expect(pickOf(bitcoin, "sell", ask, "sum")).toEqual({ price: "64219.50", quantity: "1.23456", side: "buy" });
  expect(pickOf(bitcoin, "buy", ask, "sum").side).toBe("sell");
  expect(pickOf(bitcoin, "sell", ask, "price")).toEqual({ price: "64219.50" });
  expect(pickOf(bitcoin, "sell", ask, "size")).toEqual({ quantity: "0.92800" });
});

it("says the same in words", () => {
  const words = (["price", "size", "sum"] as const).map((column) => describePick(bitcoin, "sell", ask, column));
  expect(words).toEqual(["Use price 64219.50", "Use size 0.92800", "Buy up to 64219.50: size 1.23456"]);
});

it("tells what it would cost to take everything up to a row, from the levels themselves", () => {
  const levels = [
    { priceTicks: 100_00, quantityLots: 100_000 },
    { priceTicks: 110_00, quantityLots: 100_000 },
    { priceTicks: 120_00, quantityLots: 900_000 },
  ];
  const row = { priceTicks: 110_00, quantityLots: 200_000, sumLots: 200_000 };
  expect(tipLines(bitcoin, { side: "sell", row, levels, y: 0 })).toEqual([
    ["Avg price", "105.00"],
    ["Sum BTC", "2.00000"],
    ["Total USDT", "210.00"],
    ["Slippage", "500.0 bp"],
  ]);
});

it("says the book in one sentence, also while a side is empty", () => {
  const bid = { priceTicks: 6_421_940, quantityLots: 1_000, sumLots: 1_000 };
  expect(describeBook(bitcoin, { asks: [ask], bids: [bid], last: null })).toBe(
    "Order book of BTC/USDT: bid 0.01000 at 64219.40, ask 0.92800 at 64219.50, spread 0.10 · 0.016 bp",
  );
  expect(describeBook(bitcoin, { asks: [ask], bids: [], last: null })).toBe(
    "Order book of BTC/USDT: no prices on both sides",
  );
});
