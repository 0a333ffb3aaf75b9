import { describe, expect, it } from "vitest";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { addMoney, formatMoney, formatUnits, parseUnits, zero } from "../../../server/domain/money/money.ts";

describe("money", () => {
  it("adds amounts of one currency and refuses two", () => {
    const sum = addMoney({ currency: "USDT", units: Number.MAX_SAFE_INTEGER }, { currency: "USDT", units: 1 });
    expect(sum).toEqual({ currency: "USDT", units: 2n ** 53n });
    expect(addMoney(zero("BTC"), { currency: "BTC", units: -3 })).toEqual({ currency: "BTC", units: -3 });
    expect(() => addMoney(zero("BTC"), zero("USDT"))).toThrow("Cannot add USDT to BTC");
  });

  it("is written in its currency's places", () => {
    expect(formatMoney({ currency: "USDT", units: 123_450_000_000 })).toBe("1234.50000000 USDT");
    expect(formatUnits(123_450_000_000, "USDT")).toBe("1234.5");
    expect(formatUnits(-1, "BTC")).toBe("-0.0000000001");
  });

  it("is read in its currency's places", () => {
    expect(parseUnits("0.0000000001", currencyOf("BTC"))).toEqual({ value: 1 });
    expect(parseUnits("0.0000000001", currencyOf("USDT"))).toEqual({ problem: "too-precise" });
  });

  it("knows only listed currencies", () => {
    expect(currencyOf("ETH")).toEqual({ code: "ETH", decimals: 10 });
    expect(() => currencyOf("DOGE")).toThrow('Currency "DOGE" is not listed');
  });
});
