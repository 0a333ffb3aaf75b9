import { describe, expect, it } from "vitest";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { Integer } from "../../../server/domain/money/integer.ts";
import { availableUnits, type Balance } from "../../../server/domain/portfolio/balance.ts";
import { equityUnits } from "../../../server/domain/portfolio/equity.ts";

const balance = (currency: string, totalUnits: Integer, reservedUnits: Integer = 0): Balance => ({
  currency,
  totalUnits,
  reservedUnits,
});
const marks = new Map([
  ["BTC-USDT", 6_183_763],
  ["ETH-USDT", 250_001],
]);

describe("equity", () => {
  it("is the base balance plus every other balance at its mark", () => {
    // 1000 USDT + 0.5 BTC × 61837.63 + 2 ETH × 2500.01
    const balances = [balance("USDT", 100_000_000_000), balance("BTC", 5_000_000_000), balance("ETH", 20_000_000_000)];
    expect(equityUnits(balances, LISTED_INSTRUMENTS, marks, "USDT")).toBe(3_691_883_500_000);
  });

  it("counts reserved money as ours", () => {
    expect(equityUnits([balance("USDT", 100, 60)], LISTED_INSTRUMENTS, marks, "USDT")).toBe(100);
  });

  it("stays exact where a number would not", () => {
    const units = 2n ** 53n + 1n;
    expect(equityUnits([balance("USDT", units), balance("USDT", 1)], LISTED_INSTRUMENTS, marks, "USDT")).toBe(
      units + 1n,
    );
  });

  it("is missing, not zero, while a price is missing", () => {
    expect(equityUnits([balance("SOL", 1)], LISTED_INSTRUMENTS, marks, "USDT")).toBeNull();
    expect(equityUnits([balance("USDT", 5), balance("DOGE", 1)], LISTED_INSTRUMENTS, marks, "USDT")).toBeNull();
    expect(equityUnits([balance("USDT", 5), balance("BTC", 1)], LISTED_INSTRUMENTS, marks, "ETH")).toBeNull();
  });

  it("needs no price for a currency of which nothing is held", () => {
    expect(equityUnits([balance("USDT", 5), balance("SOL", 0)], LISTED_INSTRUMENTS, marks, "USDT")).toBe(5);
  });
});

describe("a balance", () => {
  it("has available what is not reserved", () => {
    expect(availableUnits(balance("USDT", 2n ** 60n, 2n ** 60n - 7n))).toBe(7);
  });
});
