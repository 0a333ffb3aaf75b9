import fc from "fast-check";
import { expect, it } from "vitest";
import { aggregateCandles, aggregateTrades } from "../../../server/domain/markets/candle-aggregator.ts";
import { type CandleColumns, type CandleText, candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import {
  type TradeColumns,
  TradeColumnsBuilder,
  type TradeText,
} from "../../../server/domain/markets/trade-columns.ts";
import { TIMEFRAMES, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { slowlyFromCandles, slowlyFromTrades } from "./slow-aggregation.ts";

const START = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;

function columnsOf(trades: readonly TradeText[]): TradeColumns {
  const builder = new TradeColumnsBuilder();
  for (const { at, id, price, quantity, taker } of trades)
    expect(builder.add(at, id, price, quantity, taker)).toBeNull();
  return builder.finish().columns;
}

const texts = (columns: CandleColumns): CandleText[] =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

const decimal = (maxUnits: number, places: number) =>
  fc.integer({ min: 1, max: maxUnits }).map((units) => {
    const text = (units / 10 ** places).toFixed(places);
    return places === 0 ? text : text.replace(/\.?0+$/, "");
  });

const tradesOf = (quantities: readonly fc.Arbitrary<string>[]) =>
  fc
    .array(
      fc.record({
        wait: fc.integer({ min: 0, max: 100_000 }),
        price: fc.oneof(decimal(9_999_999, 2), decimal(999, 0)),
        quantity: fc.oneof(...quantities),
        taker: fc.constantFrom("buy" as const, "sell" as const, "buy" as const, null),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((rows): TradeText[] => {
      let at = START;
      return rows.map(({ wait, ...trade }, index) => {
        at += wait;
        return { ...trade, at, id: String(index) };
      });
    });

const usual = [decimal(99_999_999, 5), decimal(9, 0)];
const someTrades = tradesOf(usual);
const wideTrades = tradesOf([...usual, fc.constant("123456.123456789012")]);

it("makes of trades what the slow way makes of them, to the last digit", () => {
  fc.assert(
    fc.property(
      fc.oneof(someTrades, wideTrades),
      fc.constantFrom("1m" as const, "5m" as const),
      (trades, timeframe) => {
        const candles = texts(aggregateTrades(columnsOf(trades), timeframe));
        expect(candles).toEqual(slowlyFromTrades(trades, timeframeMs(timeframe)));
      },
    ),
  );
});

it("makes the same of any partition of trades as of the whole", () => {
  const cuts = fc.array(fc.nat(), { maxLength: 6 });
  fc.assert(
    fc.property(someTrades, cuts, (trades, marks) => {
      const at = [0, ...marks.map((mark) => mark % trades.length).sort((a, b) => a - b), trades.length];
      const parts = at.slice(1).map((end, index) => trades.slice(at[index], end));
      const candles = parts.flatMap((part) => texts(aggregateTrades(columnsOf(part), "1m")));
      expect(slowlyFromCandles(candles, MINUTE_MS)).toEqual(texts(aggregateTrades(columnsOf(trades), "1m")));
    }),
  );
});

it("makes the same candles by way of finer ones", () => {
  fc.assert(
    fc.property(someTrades, (trades) => {
      const columns = columnsOf(trades);
      const direct = texts(aggregateTrades(columns, "15m"));
      const minutes = aggregateTrades(columns, "1m");
      for (const finer of [minutes, aggregateCandles(minutes, "5m")]) {
        const through = texts(aggregateCandles(finer, "15m"));
        // The last one may still be forming, which trades do not tell and finer candles do.
        expect(through).toEqual(direct.slice(0, through.length));
        expect(through.length).toBeGreaterThanOrEqual(direct.length - 1);
      }
    }),
  );
});

function minutes(rows: readonly (readonly [openAt: number, volume: string, quote?: string])[]): CandleColumns {
  const builder = new CandleColumnsBuilder("1m");
  for (const [openAt, volume, quote = ""] of rows)
    expect(builder.add(openAt, "10", "12", "9", "11", volume, quote, quote === "" ? "" : "2")).toBeNull();
  return builder.finish().columns;
}

it("aggregates candles like the slow way, with gaps and unknown values, onto every timeframe", () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 400 }), decimal(99_999, 3), fc.option(decimal(99_999, 1), { nil: undefined })),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...TIMEFRAMES), (list, timeframe) => {
      let at = START;
      const fine = minutes(
        list.map(([skip, volume, quote]) => {
          at += skip * MINUTE_MS;
          return quote === undefined ? [at, volume] : [at, volume, quote];
        }),
      );
      const stepMs = timeframeMs(timeframe);
      const isClosed = (at + MINUTE_MS) % stepMs === 0;
      const all = slowlyFromCandles(texts(fine), stepMs);
      expect(texts(aggregateCandles(fine, timeframe))).toEqual(isClosed ? all : all.slice(0, -1));
    }),
  );
});

it("leaves a candle out until the finer ones reach its end", () => {
  const rows = Array.from({ length: 59 }, (_, index) => [START + index * MINUTE_MS, "1"] as const);
  expect(aggregateCandles(minutes(rows), "1h").length).toBe(0);
  expect(aggregateCandles(minutes([...rows, [START + 59 * MINUTE_MS, "1"]]), "1h").length).toBe(1);
  expect(aggregateCandles(minutes([]), "1h").length).toBe(0);
});

it("keeps sums exact beyond 2^53", () => {
  const rows = Array.from({ length: 60 }, (_, index) => [START + index * MINUTE_MS, "9007199254740.991"] as const);
  const [hour] = texts(aggregateCandles(minutes(rows), "1h"));
  expect(hour?.volume).toBe("540431955284459.46");
});

it("refuses a timeframe that the finer one does not divide", () => {
  const coarse = { ...minutes([[START, "1"]]), timeframe: "3m" as const };
  expect(() => aggregateCandles(coarse, "5m")).toThrow("Candles of 3m do not make up candles of 5m");
});
