import { present } from "../../../../server/domain/errors/invariant.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import {
  type AlgorithmOrder,
  type AlgorithmStatus,
  isEnded,
} from "../../../../server/domain/orders/algorithms/algorithm.ts";
import { type Benchmarks, benchmarksOf, slippageBps } from "../../../../server/domain/orders/algorithms/benchmark.ts";
import { groupDigits, MINUS, UNKNOWN } from "../../../ui/format-decimal.ts";

export type AlgorithmRow = {
  readonly algorithm: AlgorithmOrder;
  readonly instrument: Instrument;
  readonly benchmarks: Benchmarks;
};

export function algorithmRow(algorithm: AlgorithmOrder): AlgorithmRow {
  const { instrumentId } = algorithm.plan;
  const instrument = present(findInstrument(instrumentId), `Instrument "${instrumentId}" is not listed`);
  return { algorithm, instrument, benchmarks: benchmarksOf(algorithm, instrument) };
}

export const algorithmRowId = ({ algorithm }: AlgorithmRow): string => algorithm.plan.id;

/** Those at work first, each the newest first. */
export const newestFirst = (rows: readonly AlgorithmRow[]): AlgorithmRow[] =>
  [...rows].sort((a, b) => {
    const isOver = ({ algorithm }: AlgorithmRow) => Number(isEnded(algorithm.progress.status));
    return isOver(a) - isOver(b) || b.algorithm.plan.startedAt - a.algorithm.plan.startedAt;
  });

const STATUS_WORDS: Readonly<Record<AlgorithmStatus, string>> = {
  working: "Working",
  paused: "Paused",
  finishing: "Finishing",
  ending: "Ending",
  completed: "Completed",
  canceled: "Cancelled",
  expired: "Expired",
  halted: "Halted",
};

/** Where it stands; one that is held back says so. */
export const algorithmStatusWords = ({ progress: { status, reasonCode } }: AlgorithmOrder): string =>
  status === "working" && reasonCode !== null ? "Waiting" : STATUS_WORDS[status];

export const lotsText = (instrument: Instrument, lots: number): string => groupDigits(formatQuantity(instrument, lots));

export const priceWords = (instrument: Instrument, ticks: number | null): string =>
  ticks === null || ticks === 0 ? UNKNOWN : groupDigits(formatPrice(instrument, Math.round(ticks)));

/** How much worse than a benchmark it trades, to a tenth of a basis point; a number as text, null without either. */
export function slippageText({ algorithm, benchmarks }: AlgorithmRow, by: "arrivalTicks" | "vwapTicks" | "twapTicks") {
  const bps = slippageBps(algorithm.plan.side, benchmarks.averageTicks, benchmarks[by]);
  return bps === null ? null : bps.toFixed(1);
}

export const signed = (text: string | null): string =>
  text === null ? UNKNOWN : text.startsWith("-") ? `${MINUS}${text.slice(1)}` : `+${text}`;
