import type { Instrument } from "../../../domain/markets/instrument.ts";
import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import { findColumns, readInstant } from "./csv-columns.ts";
import { GridReader } from "./grid-reader.ts";
import type { RecordedTape } from "./recorded-tape.ts";
import { TapeError } from "./tape-error.ts";
import type { TapeFile } from "./tape-file.ts";

const FIELDS = 6;

/** Candles `open_time,open,high,low,close,volume[,…]`, times in milliseconds of the open. The timeframe is the smallest step. */
export function readCandleCsv(file: TapeFile, instrument: Instrument): RecordedTape {
  const column = findColumns(file, {
    openTime: ["open_time"],
    open: ["open"],
    high: ["high"],
    low: ["low"],
    close: ["close"],
    volume: ["volume"],
  });
  const grid = new GridReader(instrument, file.name);
  const length = file.lines.length - 1;
  const rows = new Float64Array(length * FIELDS);
  let stepMs = Number.POSITIVE_INFINITY;
  for (let index = 0; index < length; index += 1) {
    const line = index + 2;
    const cells = (file.lines[index + 1] ?? "").split(",");
    const openAt = readInstant(file, line, cells[column.openTime], 1);
    const open = grid.ticks(cells[column.open], "Open", line);
    const high = grid.ticks(cells[column.high], "High", line);
    const low = grid.ticks(cells[column.low], "Low", line);
    const close = grid.ticks(cells[column.close], "Close", line);
    if (high < Math.max(open, close, low) || low > Math.min(open, close)) {
      const shown = `open ${cells[column.open]}, high ${cells[column.high]}, low ${cells[column.low]}, close ${cells[column.close]}`;
      throw new TapeError(
        file.name,
        line,
        `Candle is inconsistent: ${shown}. High must be the highest, low the lowest.`,
      );
    }
    const before = index === 0 ? Number.NEGATIVE_INFINITY : (rows[(index - 1) * FIELDS] as number);
    if (openAt <= before) {
      throw new TapeError(
        file.name,
        line,
        `Candle of ${openAt} does not follow that of ${before}. Sort the file by time.`,
      );
    }
    stepMs = Math.min(stepMs, openAt - before);
    rows.set([openAt, open, high, low, close, grid.lots(cells[column.volume], "Volume", line)], index * FIELDS);
  }
  const timeframe = findTimeframe(file, length < 2 ? timeframeMs("1m") : stepMs);
  const spanMs = timeframeMs(timeframe);
  for (let index = 0; index < length; index += 1) {
    const openAt = rows[index * FIELDS] as number;
    if (openAt % spanMs !== 0) {
      throw new TapeError(file.name, index + 2, `Candle of ${openAt} does not open on a whole ${timeframe}.`);
    }
  }
  const cell = (index: number, field: number): number => rows[index * FIELDS + field] as number;
  return {
    instrumentId: instrument.id,
    length,
    atOf: (index) => cell(index, 0) + spanMs,
    eventAt: (index) => ({
      kind: "candle",
      instrumentId: instrument.id,
      at: cell(index, 0) + spanMs,
      candle: {
        timeframe,
        openAt: cell(index, 0),
        openTicks: cell(index, 1),
        highTicks: cell(index, 2),
        lowTicks: cell(index, 3),
        closeTicks: cell(index, 4),
        volumeLots: cell(index, 5),
      },
    }),
  };
}

function findTimeframe(file: TapeFile, stepMs: number): Timeframe {
  const timeframe = TIMEFRAMES.find((candidate) => timeframeMs(candidate) === stepMs);
  if (timeframe !== undefined) return timeframe;
  throw new TapeError(file.name, 0, `has candles every ${stepMs} ms, which is none of ${TIMEFRAMES.join(", ")}.`);
}
