import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candlesProblem, candleTextAt, joinCandles } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { formatScaledShort } from "../../../server/domain/money/decimal.ts";

const START = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;

const plain = (units: bigint, decimals: number) =>
  formatScaledShort(units <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(units) : units, decimals);

const candle = fc
  .record({
    prices: fc.array(fc.bigInt({ min: 1n, max: 9_007_199_254n }), { minLength: 4, maxLength: 4 }),
    decimals: fc.integer({ min: 0, max: 6 }),
    volume: fc.bigInt({ min: 0n, max: 10n ** 18n }),
    quote: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
    trades: fc.option(fc.nat()),
    taker: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })),
  })
  .map(({ prices, decimals, volume, quote, trades, taker }) => {
    const [low = 1n, open = 1n, close = 1n, high = 1n] = [...prices].sort((a, b) => (a < b ? -1 : 1));
    const price = (units: bigint) => plain(units, decimals);
    return {
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: plain(volume, 8),
      quoteVolume: quote === null ? null : plain(quote, 8),
      trades,
      takerVolume: taker === null ? null : plain(taker, 8),
    };
  });

it("gives back every decimal it was given, in order of time", () => {
  fc.assert(
    fc.property(fc.array(candle, { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.nat()), (candles, chance) => {
      const given = candles.map((values, index) => ({ openAt: START + index * MINUTE_MS, ...values }));
      const shuffled = given
        .map((value) => ({ value, key: chance.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value);
      const builder = new CandleColumnsBuilder("1m");
      for (const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } of shuffled) {
        const optional = [quoteVolume ?? "", trades === null ? "" : String(trades), takerVolume ?? ""] as const;
        expect(builder.add(openAt, open, high, low, close, volume, ...optional)).toBeNull();
      }
      const { columns, duplicates, conflicts } = builder.finish();
      expect(candlesProblem(columns)).toBeNull();
      expect([duplicates, conflicts]).toEqual([[], []]);
      expect(Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index))).toEqual(given);
    }),
  );
});

describe("a row that is no candle", () => {
  const builder = new CandleColumnsBuilder("1h");
  it.each([
    [["bad-time", "1.5"], 1.5, "1", "1", "1", "1", "1"],
    [["bad-time", "-3600000"], -3_600_000, "1", "1", "1", "1", "1"],
    [["off-grid", "1h grid"], START + MINUTE_MS, "1", "1", "1", "1", "1"],
    [["not-a-number", 'Open "abc"'], START, "abc", "1", "1", "1", "1"],
    [["not-a-number", 'High "NaN"'], START, "1", "NaN", "1", "1", "1"],
    [["not-a-number", 'Low ""'], START, "1", "1", "", "1", "1"],
    [["not-a-number", 'Close "1,5"'], START, "1", "1", "1", "1,5", "1"],
    [["not-positive", 'Open "0"'], START, "0", "1", "1", "1", "1"],
    [["not-positive", 'Low "-1"'], START, "1", "1", "-1", "1", "1"],
    [["not-positive", 'Volume "-0.1"'], START, "1", "1", "1", "1", "-0.1"],
    [["inconsistent", 'high "1.4"'], START, "1", "1.4", "1", "1.5", "1"],
    [["inconsistent", 'low "1.00000000000001"'], START, "1", "2", "1.00000000000001", "1.5", "1"],
  ] as const)("is named with its value: %s", ([code, words], openAt, open, high, low, close, volume) => {
    const problem = builder.add(openAt, open, high, low, close, volume);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toContain(words);
    expect(builder.length).toBe(0);
  });

  it.each([["1.5"], ["-1"], ["many"]])("has no number of trades: %s", (trades) => {
    expect(builder.add(START, "1", "1", "1", "1", "1", "", trades)?.message).toContain(`"${trades}"`);
  });
});

it("reads exponents and numbers beyond 2^53 exactly", () => {
  const builder = new CandleColumnsBuilder("1m");
  expect(builder.add(START, "1e-05", "1.5E-5", "0.00001", ".00001", "12345678901234567.25")).toBeNull();
  expect(builder.add(START + MINUTE_MS, "1e3", "1e+3", "1000", "1000.", "0")).toBeNull();
  const { columns } = builder.finish();
  expect(columns.volume).toBeInstanceOf(BigInt64Array);
  expect(candleTextAt(columns, 0)).toMatchObject({ open: "0.00001", high: "0.000015", volume: "12345678901234567.25" });
  expect(candleTextAt(columns, 1)).toMatchObject({ open: "1000", volume: "0" });
});

it("keeps the first of repeated rows and tells the same from the differing", () => {
  const builder = new CandleColumnsBuilder("1m");
  builder.add(START, "1", "2", "1", "2", "5");
  builder.add(START + MINUTE_MS, "2", "2", "2", "2", "5");
  builder.add(START, "1.0", "2", "1", "2.00", "5");
  builder.add(START, "1", "2", "1", "1.5", "5");
  const { columns, duplicates, conflicts } = builder.finish();
  expect(columns.length).toBe(2);
  expect(candleTextAt(columns, 0).close).toBe("2");
  expect(duplicates).toEqual([{ openAt: START, row: 2, firstRow: 0 }]);
  expect(conflicts).toEqual([{ openAt: START, row: 3, firstRow: 0 }]);
});

it("refuses prices and volumes whose precision cannot be held", () => {
  const prices = new CandleColumnsBuilder("1m");
  prices.add(START, "61837.63", "61837.63", "61837.63", "61837.63", "1");
  prices.add(START + MINUTE_MS, "1.000000000000000001", "2", "1", "2", "1");
  expect(() => prices.finish()).toThrow("18 decimals do not fit 2^53");
  const volumes = new CandleColumnsBuilder("1m");
  volumes.add(START, "1", "1", "1", "1", "123456789123456789.12");
  expect(() => volumes.finish()).toThrow("beyond 64 bits");
});

it("joins candles of different precision without changing a value", () => {
  const one = new CandleColumnsBuilder("1m");
  one.add(START, "1.5", "2", "1", "2", "5", "7.25", "3");
  const two = new CandleColumnsBuilder("1m");
  two.add(START + MINUTE_MS, "1.125", "2", "1", "2", "1234567890123456.125");
  const parts = [one.finish().columns, two.finish().columns];
  const joined = joinCandles("1m", parts);
  expect([candleTextAt(joined, 0), candleTextAt(joined, 1)]).toEqual(parts.map((part) => candleTextAt(part, 0)));
});
