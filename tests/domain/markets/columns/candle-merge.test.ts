import fc from "fast-check";
import { expect, it } from "vitest";
import { type CandleColumns, type CandleText, candleTextAt } from "../../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../../server/domain/markets/candle-columns-builder.ts";
import { mergeCandles } from "../../../../server/domain/markets/columns/candle-merge.ts";

function candles(rows: readonly CandleText[]): CandleColumns {
  const builder = new CandleColumnsBuilder("1m");
  for (const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } of rows) {
    const optional = [quoteVolume ?? "", trades === null ? "" : String(trades), takerVolume ?? ""] as const;
    expect(builder.add(openAt, open, high, low, close, volume, ...optional)).toBeNull();
  }
  return builder.finish().columns;
}

const texts = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

const rows = fc
  .uniqueArray(
    fc.record({
      minute: fc.nat(20),
      price: fc.constantFrom("1", "1.5", "2.25"),
      volume: fc.constantFrom("0", "12345678901234567.5", "3"),
      trades: fc.constantFrom(null, 4, 5),
      quoteVolume: fc.constantFrom(null, "7.125"),
    }),
    { selector: ({ minute }) => minute, maxLength: 15 },
  )
  .map((list) =>
    list
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, price, volume, trades, quoteVolume }): CandleText => {
        const prices = { open: price, high: price, low: price, close: price };
        return { openAt: minute * 60_000, ...prices, volume, quoteVolume, trades, takerVolume: null };
      }),
  );

/** The obvious way: a map by time. */
function slowly(stored: readonly CandleText[], given: readonly CandleText[], replaces: boolean) {
  const merged = new Map(stored.map((candle) => [candle.openAt, candle]));
  const counts = { added: 0, unchanged: 0, completed: 0, conflicts: 0 };
  for (const candle of given) {
    const known = merged.get(candle.openAt);
    const differs = (name: "trades" | "quoteVolume") =>
      known?.[name] !== candle[name] && known?.[name] !== null && candle[name] !== null;
    if (known === undefined) {
      counts.added += 1;
      merged.set(candle.openAt, candle);
    } else if (
      known.close !== candle.close ||
      known.volume !== candle.volume ||
      differs("trades") ||
      differs("quoteVolume")
    ) {
      counts.conflicts += 1;
      if (replaces) merged.set(candle.openAt, candle);
    } else {
      const full = {
        ...known,
        trades: known.trades ?? candle.trades,
        quoteVolume: known.quoteVolume ?? candle.quoteVolume,
      };
      const isMore = full.trades !== known.trades || full.quoteVolume !== known.quoteVolume;
      if (isMore) counts.completed += 1;
      else counts.unchanged += 1;
      merged.set(candle.openAt, full);
    }
  }
  return { merged: [...merged.values()].sort((a, b) => a.openAt - b.openAt), counts };
}

it("brings together what the slow way does and counts the same", () => {
  fc.assert(
    fc.property(rows, rows, fc.boolean(), (stored, given, replacesStored) => {
      const { merged, conflicts, ...counts } = mergeCandles(candles(stored), candles(given), { replacesStored });
      const expected = slowly(stored, given, replacesStored);
      expect(texts(merged)).toEqual(expected.merged);
      expect({ ...counts, conflicts: conflicts.length }).toEqual(expected.counts);
    }),
  );
});

it("answers the stored columns themselves when nothing changes", () => {
  fc.assert(
    fc.property(rows, (stored) => {
      const columns = candles(stored);
      const again = mergeCandles(columns, candles(stored), { replacesStored: true });
      expect(again.merged).toBe(columns);
      expect(again.unchanged).toBe(stored.length);
    }),
  );
});
