import { compareSlots, newSlot, readDecimal } from "../../../../domain/markets/columns/decimal-text.ts";
import { timeframeMs } from "../../../../domain/time/timeframe.ts";
import { formatTimestamp } from "../../../../domain/time/timestamp.ts";
import type { RowCells } from "../tables/table.ts";
import type { CandleTarget } from "../targets/candle-target.ts";
import { perSeries, type RowContext, type RowReader, readerOfTimes, timeMessage } from "./row-context.ts";

const DAY_MS = 86_400_000;
const PRICE_MAX = 1e12;
const PRICE_MIN = 1e-15;
const RANGE_MAX = 100_000;
const NO_ROW = -1;

/** The last row read waits for the next: only then is it known not to be the last, and which of two misfits in time. */
type State = {
  readonly target: CandleTarget;
  readonly stepMs: number;
  /** Open time of the candle taken before the waiting one. */
  beforeAt: number;
  row: number;
  openAt: number;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
  quoteVolume: string;
  trades: string;
  takerVolume: string;
  /** The waiting row came again, just the same. */
  isRepeated: boolean;
};

/** Reads candles in ascending order and takes those that are sound. */
export function candleRows(context: RowContext): RowReader {
  const { layout, file, problems, targets } = context;
  const readTime = readerOfTimes(layout);
  const place = (field: keyof typeof layout.columns): number => layout.columns[field] ?? Number.MAX_SAFE_INTEGER;
  const [time, open, high, low, close] = [
    place("open_time"),
    place("open"),
    place("high"),
    place("low"),
    place("close"),
  ];
  const [volume, quote, trades, taker] = [
    place("volume"),
    place("quote_volume"),
    place("trades"),
    place("taker_volume"),
  ];
  const closed = layout.columns.is_closed;
  const hasVolume = context.identity.kind === "candles";
  let forming = 0;
  const states = perSeries(context, (series): State => {
    if (series.timeframe === null) throw new Error(`${series.source} candles have no timeframe`);
    return { ...empty, target: targets.candles(series), stepMs: timeframeMs(series.timeframe) };
  });

  const isSame = (state: State, cells: RowCells): boolean =>
    isSameValue(state.open, cells.text(open)) &&
    isSameValue(state.high, cells.text(high)) &&
    isSameValue(state.low, cells.text(low)) &&
    isSameValue(state.close, cells.text(close)) &&
    isSameValue(state.volume, cells.text(volume)) &&
    isSameValue(state.quoteVolume, cells.text(quote)) &&
    isSameValue(state.trades, cells.text(trades)) &&
    isSameValue(state.takerVolume, cells.text(taker));

  function take(state: State): void {
    if (state.row === NO_ROW) return;
    const problem = absurdity(state, hasVolume) ?? state.target.add(state);
    if (problem === null) {
      state.beforeAt = state.openAt;
      if (state.isRepeated) state.target.noteDuplicate();
    } else
      problems.add(
        file,
        state.row,
        problem.code,
        problem.message.endsWith(".") ? problem.message : `${problem.message}.`,
      );
  }

  return {
    handle(cells: RowCells, row: number) {
      if (closed !== undefined && /^(?:false|0)$/i.test(cells.text(closed))) {
        forming += 1;
        return;
      }
      const text = cells.text(time);
      const openAt = readTime(text);
      const state = states.of(cells);
      if (state === null) {
        problems.add(file, row, "missing-cell", `Symbol "${cells.text(place("symbol"))}" names no two currencies.`);
        return;
      }
      if (Number.isNaN(openAt)) {
        problems.add(file, row, text === "" ? "missing-cell" : "bad-time", timeMessage(text, layout));
        return;
      }
      if (openAt > context.now) {
        problems.add(file, row, "bad-time", `The candle of ${formatTimestamp(openAt)} lies in the future.`);
        return;
      }
      if (state.row !== NO_ROW && openAt <= state.openAt) {
        if (openAt === state.openAt) {
          state.isRepeated ||= isSame(state, cells);
          problems.add(
            file,
            row,
            "duplicate",
            `The candle of ${formatTimestamp(openAt)} came already, in row ${state.row}.`,
          );
          return;
        }
        // Of the two, the one that lies far from the row before is out of place.
        const reach = state.beforeAt + 2 * state.stepMs;
        const isWaitingOut = openAt > state.beforeAt && openAt <= reach && state.openAt > reach;
        const [outRow, outAt] = isWaitingOut ? [state.row, state.openAt] : [row, openAt];
        problems.add(file, outRow, "reordered", `The candle of ${formatTimestamp(outAt)} is out of order.`);
        if (!isWaitingOut) return;
      } else take(state);
      state.row = row;
      state.openAt = openAt;
      state.open = cells.text(open);
      state.high = cells.text(high);
      state.low = cells.text(low);
      state.close = cells.text(close);
      state.volume = cells.text(volume);
      state.quoteVolume = cells.text(quote);
      state.trades = cells.text(trades);
      state.takerVolume = cells.text(taker);
      state.isRepeated = false;
    },
    end() {
      let keptOut = forming;
      const keepsLast = context.keepsLast || closed !== undefined;
      for (const state of states.all()) {
        const closesAt = state.openAt + state.stepMs;
        // A file of no period was cut when it was downloaded; only at the end of a day can its last candle be told to be whole.
        const isForming = closesAt > context.now || (!keepsLast && closesAt % DAY_MS !== 0);
        if (isForming && state.row !== NO_ROW) keptOut += 1;
        else take(state);
        state.row = NO_ROW;
      }
      return keptOut;
    },
  };
}

const empty: Omit<State, "target" | "stepMs"> = {
  beforeAt: 0,
  row: NO_ROW,
  openAt: 0,
  open: "",
  high: "",
  low: "",
  close: "",
  volume: "",
  quoteVolume: "",
  trades: "",
  takerVolume: "",
  isRepeated: false,
};

const [oneSlot, otherSlot] = [newSlot(), newSlot()];

/** Texts of the same number, such as 2.5 and 2.50, or the same text. */
function isSameValue(one: string, other: string): boolean {
  if (one === other) return true;
  return readDecimal(one, oneSlot) && readDecimal(other, otherSlot) && compareSlots(oneSlot, otherSlot) === 0;
}

function absurdity({ open, high, low, close, volume }: State, hasVolume: boolean) {
  const missing =
    open === ""
      ? "open"
      : high === ""
        ? "high"
        : low === ""
          ? "low"
          : close === ""
            ? "close"
            : hasVolume && volume === ""
              ? "volume"
              : null;
  if (missing !== null) return { code: "missing-cell", message: `The ${missing} is missing.` } as const;
  const top = Number(high);
  const bottom = Number(low);
  if (top > PRICE_MAX || (bottom > 0 && bottom < PRICE_MIN))
    return { code: "absurd", message: `Prices from "${low}" to "${high}" are beyond all markets.` } as const;
  if (bottom > 0 && top > bottom * RANGE_MAX)
    return { code: "absurd", message: `High "${high}" is more than ${RANGE_MAX} times the low "${low}".` } as const;
  return null;
}
