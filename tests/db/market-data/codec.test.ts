import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCandles, encodeCandles, encodeExtra, withExtra } from "../../../db/market-data/codec/candle-codec.ts";
import { ColumnReader } from "../../../db/market-data/codec/column-reader.ts";
import { ColumnWriter } from "../../../db/market-data/codec/column-writer.ts";
import { pack, unpack } from "../../../db/market-data/codec/compression.ts";
import { type CandleColumns, candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";

const SAFE = Number.MAX_SAFE_INTEGER;

/** Integers of every size, so that columns of each width appear. */
const integer = fc
  .tuple(fc.integer({ min: 1, max: 53 }), fc.nat(), fc.boolean())
  .chain(([bits, , isNegative]) =>
    fc.maxSafeNat().map((value) => (isNegative ? -(value % 2 ** bits) : value % 2 ** bits) + 0),
  );

const writing = (write: (writer: ColumnWriter) => void): ColumnReader => {
  const writer = new ColumnWriter();
  write(writer);
  return new ColumnReader(writer.finish());
};

describe("columns", () => {
  it("come back as they were, whatever their size and sign", () => {
    fc.assert(
      fc.property(fc.array(fc.array(integer, { maxLength: 40 })), (columns) => {
        const reader = writing((writer) => {
          for (const column of columns) writer.column(Float64Array.from(column));
        });
        for (const column of columns) expect([...reader.numbers(new Float64Array(column.length))]).toEqual(column);
      }),
    );
  });

  it("come back as they were where they are amounts or 64-bit", () => {
    const wide = fc.array(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(wide, fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 20 }), (signed, amounts) => {
        const reader = writing((writer) => {
          writer.column(BigInt64Array.from(signed));
          writer.amounts(Float64Array.from(amounts));
          writer.amounts(BigInt64Array.from(signed));
          writer.text("tráde");
        });
        expect([...reader.column(new Float64Array(signed.length))]).toEqual(signed);
        expect([...reader.amounts(new Float64Array(amounts.length))]).toEqual(amounts);
        expect([...reader.amounts(new Float64Array(signed.length))]).toEqual(signed);
        expect(reader.text()).toBe("tráde");
      }),
    );
  });

  it("of every number of bytes a value are read, at their limits too", () => {
    for (let bytes = 1; bytes <= 6; bytes += 1) {
      const values = [0, 1, 256 ** bytes - 1, 256 ** (bytes - 1), 5];
      const signed = values.map((value) => (value % 2 === 0 ? Math.floor(value / 2) : -Math.floor(value / 2) - 1));
      const reader = writing((writer) => {
        writer.amounts(Float64Array.from(values));
        writer.column(Float64Array.from(signed));
      });
      expect([...reader.amounts(new Float64Array(5))]).toEqual(values);
      expect([...reader.numbers(new Float64Array(5))]).toEqual(signed);
    }
  });

  it("that are cut off or make no sense are refused", () => {
    const writer = new ColumnWriter();
    writer.column(Float64Array.of(1, 2, -300));
    const bytes = writer.finish();
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => new ColumnReader(bytes.subarray(0, length)).column(new Float64Array(3))).toThrow("The columns end");
    expect(() => new ColumnReader(Buffer.of(9)).column(new Float64Array(1))).toThrow("makes no sense");
    const wide = writing((one) => one.column(BigInt64Array.of(2n ** 60n)));
    expect(() => wide.numbers(new Float64Array(1))).toThrow("beyond 2^53");
  });
});

const price = fc.integer({ min: 1, max: 10_000_000 });
const row = fc.record({
  skip: fc.integer({ min: 1, max: 3 }),
  prices: fc.tuple(price, price, price, price),
  volume: fc.oneof(
    fc.integer({ min: 0, max: 10 ** 9 }).map(String),
    fc.constant("12345678901234567"),
    fc.constant("0.5"),
  ),
  trades: fc.option(fc.nat()),
});

const candlesOf = (
  rows: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[],
  from = 0,
): CandleColumns => {
  const builder = new CandleColumnsBuilder("5m");
  let openAt = Date.UTC(2024, 0, 1) + from;
  for (const { skip, prices, volume, trades } of rows) {
    openAt += skip * 300_000;
    const [low, open, close, high] = [...prices].sort((a, b) => a - b).map((value) => String(value / 100));
    builder.add(
      openAt,
      String(open),
      String(high),
      String(low),
      String(close),
      volume,
      "",
      trades === null ? "" : String(trades),
    );
  }
  return builder.finish().columns;
};

const texts = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

describe("candles", () => {
  it("come back as they were, also when chunks of different precision are read as one", () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const parts = [candlesOf(first), candlesOf(second, 86_400_000)];
        const whole = decodeCandles("5m", parts.map(encodeCandles));
        const core = (columns: CandleColumns) => texts(columns).map((text) => ({ ...text, trades: null }));
        expect(texts(whole)).toEqual(parts.flatMap(core));
        for (const part of parts) {
          const extra = encodeExtra(part);
          const [decoded] = [decodeCandles("5m", [encodeCandles(part)])];
          expect(texts(extra === null ? decoded : withExtra(decoded, extra))).toEqual(texts(part));
        }
      }),
    );
  });

  it("take prices up to 2^53", () => {
    const builder = new CandleColumnsBuilder("1m");
    builder.add(0, String(SAFE), String(SAFE), "1", "1", "0");
    builder.add(60_000, String(SAFE), String(SAFE), String(SAFE), String(SAFE), "0");
    const { columns } = builder.finish();
    expect(texts(decodeCandles("1m", [encodeCandles(columns)]))).toEqual(texts(columns));
  });
});

describe("packed columns", () => {
  it("are known by the hash of what they were", async () => {
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 7));
    const { payload, hash } = await pack(bytes);
    expect(payload.length).toBeLessThan(bytes.length);
    expect(await unpack(payload, hash)).toEqual(bytes);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    await expect(unpack(payload, hash.replace(/^./, "x"))).rejects.toThrow("have the hash");
  });

  it("never come back when a single byte is another", async () => {
    const bytes = Buffer.from("the columns of one month, as they were before they were compressed".repeat(3));
    const { payload, hash } = await pack(bytes);
    for (let index = 0; index < payload.length; index += 1) {
      const damaged = Buffer.from(payload);
      damaged[index] = (damaged[index] as number) ^ 1;
      const opened = await unpack(damaged, hash).catch(() => null);
      expect(opened === null || opened.equals(bytes)).toBe(true); // Some bits of deflate mean nothing.
    }
  });
});
