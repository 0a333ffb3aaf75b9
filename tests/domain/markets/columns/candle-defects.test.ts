import { describe, expect, it } from "vitest";
import type { CandleColumns } from "../../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../../server/domain/markets/candle-columns-builder.ts";
import {
  findGaps,
  findOutages,
  findOutliers,
  findZeroVolume,
} from "../../../../server/domain/markets/columns/candle-defects.ts";

const START = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;
const NONE = { after: null, before: null };

type Row = { readonly at: number; readonly price?: number; readonly high?: number; readonly volume?: number };

/** Candles at so many minutes after the start. */
function candles(rows: readonly Row[]): CandleColumns {
  const builder = new CandleColumnsBuilder("1m");
  for (const { at, price = 100, high = price, volume = 1 } of rows)
    builder.add(START + at * MINUTE_MS, String(price), String(high), String(price), String(price), String(volume));
  return builder.finish().columns;
}

const minutes = (count: number, row: (at: number) => Partial<Row> = () => ({})) =>
  Array.from({ length: count }, (_, at) => ({ at, ...row(at) }));

describe("gaps", () => {
  it("are the stretches of missing candles", () => {
    expect(findGaps(candles([{ at: 0 }, { at: 1 }, { at: 82 }, { at: 84 }]), NONE)).toEqual([
      {
        kind: "gap",
        fromAt: START + 2 * MINUTE_MS,
        untilAt: START + 82 * MINUTE_MS,
        rows: 80,
        detail: "80 candles missing",
      },
      {
        kind: "gap",
        fromAt: START + 83 * MINUTE_MS,
        untilAt: START + 84 * MINUTE_MS,
        rows: 1,
        detail: "1 candle missing",
      },
    ]);
  });

  it("reach to the stored neighbours outside", () => {
    const around = { after: START - 3 * MINUTE_MS, before: START + 2 * MINUTE_MS };
    expect(findGaps(candles([{ at: 0 }]), around).map(({ rows }) => rows)).toEqual([2, 1]);
    expect(findGaps(candles([{ at: 0 }]), { after: START - MINUTE_MS, before: START + MINUTE_MS })).toEqual([]);
  });
});

describe("zero volume", () => {
  it("is told in runs that a gap ends", () => {
    const found = findZeroVolume(candles(minutes(9, (at) => ({ at: at < 5 ? at : at + 1, volume: at === 2 ? 1 : 0 }))));
    expect(found.map(({ fromAt, rows }) => [(fromAt - START) / MINUTE_MS, rows])).toEqual([
      [0, 2],
      [3, 2],
      [6, 4],
    ]);
  });
});

describe("outages", () => {
  const silent = (columns: CandleColumns) => [...findGaps(columns, NONE), ...findZeroVolume(columns)];

  it("join a gap with the zero volume around it and last half an hour", () => {
    const rows = [...minutes(20), ...minutes(10).map(({ at }) => ({ at: at + 20, volume: 0 })), { at: 50 }];
    const [outage, ...rest] = findOutages(silent(candles(rows)), MINUTE_MS);
    expect(rest).toEqual([]);
    expect(outage).toMatchObject({
      kind: "outage",
      fromAt: START + 20 * MINUTE_MS,
      untilAt: START + 50 * MINUTE_MS,
      rows: 30,
    });
    expect(findOutages(silent(candles([...rows.slice(0, -1), { at: 49 }])), MINUTE_MS)).toEqual([]);
  });

  it("are not candles that are only missing, as when their rows were bad and kept out", () => {
    expect(findOutages(silent(candles([...minutes(20), { at: 80 }])), MINUTE_MS)).toEqual([]);
    expect(findOutages(silent(candles([...minutes(20), { at: 80, volume: 0 }])), MINUTE_MS)).toMatchObject([
      { fromAt: START + 20 * MINUTE_MS, rows: 61 },
    ]);
  });

  it("are not the usual silence of a thin market", () => {
    const thin = Array.from({ length: 40 }, (_, index) => ({ at: index * 6 }));
    expect(findOutages(silent(candles([...thin, { at: 234 + 90, volume: 0 }])), MINUTE_MS)).toEqual([]);
    expect(findOutages(silent(candles([...thin, { at: 234 + 102, volume: 0 }])), MINUTE_MS)).toHaveLength(1);
  });
});

describe("outliers", () => {
  const calm = (at: number) => 100 + (at % 2) * 0.01;

  it("are single candles that spike and return", () => {
    const rows = minutes(60, (at) => ({ price: calm(at), ...(at === 30 ? { high: 105 } : {}) }));
    expect(findOutliers(candles(rows))).toEqual([
      {
        kind: "outlier",
        fromAt: START + 30 * MINUTE_MS,
        untilAt: START + 31 * MINUTE_MS,
        rows: 1,
        detail: "High 105 is 5.0 % beyond the candles before and after",
      },
    ]);
    const dip = minutes(60, (at) => ({ price: at === 30 ? 90 : calm(at), ...(at === 30 ? { high: 100 } : {}) }));
    expect(findOutliers(candles(dip)).map(({ detail }) => detail)).toEqual([
      "Low 90 is 10.0 % beyond the candles before and after",
    ]);
  });

  it("are not moves that stay, wild markets or candles beside a gap", () => {
    expect(findOutliers(candles(minutes(60, (at) => ({ price: at < 30 ? 100 : 120 }))))).toEqual([]);
    const wild = minutes(60, (at) => ({ price: at % 2 === 0 ? 100 : 103, ...(at === 31 ? { high: 106 } : {}) }));
    expect(findOutliers(candles(wild))).toEqual([]);
    const gap = minutes(60, (at) => ({ price: calm(at), ...(at === 30 ? { high: 105 } : {}) })).filter(
      ({ at }) => at !== 31,
    );
    expect(findOutliers(candles(gap))).toEqual([]);
  });
});
