import type { TableColumn } from "../../../tables/model/table-column.ts";
import { SidePill } from "../../../ui/figure.tsx";
import { formatRowTime } from "../../../ui/format-time.ts";
import { ALGORITHM_NAMES } from "../../algorithm-words.ts";
import { marketColumn } from "../market-column.tsx";
import { AlgorithmActions } from "./algorithm-actions.tsx";
import {
  type AlgorithmRow,
  algorithmStatusWords,
  lotsText,
  priceWords,
  signed,
  slippageText,
} from "./algorithm-row.ts";
import { ProgressCell } from "./progress-cell.tsx";

const slippage = (
  id: string,
  label: string,
  by: "arrivalTicks" | "vwapTicks" | "twapTicks",
  what: string,
): TableColumn<AlgorithmRow> => ({
  id,
  label,
  kind: "number",
  width: 96,
  hint: `How much worse than ${what} it trades, in basis points; below zero is better`,
  value: (row) => slippageText(row, by),
  cell: (row) => signed(slippageText(row, by)),
});

export const ALGORITHM_COLUMNS: readonly TableColumn<AlgorithmRow>[] = [
  marketColumn((row) => row.instrument),
  {
    id: "kind",
    label: "Algorithm",
    kind: "text",
    width: 84,
    value: ({ algorithm }) => ALGORITHM_NAMES[algorithm.plan.method.kind],
    isFacet: true,
    isKey: true,
  },
  {
    id: "side",
    label: "Side",
    kind: "text",
    width: 58,
    value: ({ algorithm }) => algorithm.plan.side,
    cell: ({ algorithm }) => <SidePill side={algorithm.plan.side} />,
    isFacet: true,
  },
  {
    id: "size",
    label: "Size",
    kind: "number",
    width: 96,
    value: ({ algorithm, instrument }) => lotsText(instrument, algorithm.plan.quantityLots),
  },
  {
    id: "progress",
    label: "Progress",
    kind: "number",
    width: 138,
    hint: "Filled, and as a mark what the schedule wants by now",
    value: ({ algorithm: { plan, progress } }) => ((progress.filledLots / plan.quantityLots) * 100).toFixed(1),
    cell: (row) => <ProgressCell row={row} />,
    isKey: true,
  },
  {
    id: "average",
    label: "Average",
    kind: "number",
    width: 96,
    hint: "Average price of its fills",
    value: ({ benchmarks }) => (benchmarks.averageTicks === null ? null : benchmarks.averageTicks.toFixed(2)),
    cell: ({ benchmarks, instrument }) => priceWords(instrument, benchmarks.averageTicks),
  },
  slippage("arrival", "vs arrival bp", "arrivalTicks", "the middle of the book when it was started"),
  slippage("vwap", "vs VWAP bp", "vwapTicks", "the volume-weighted price since then"),
  slippage("twap", "vs TWAP bp", "twapTicks", "the time-weighted price since then"),
  {
    id: "status",
    label: "Status",
    kind: "text",
    width: 92,
    value: ({ algorithm }) => algorithmStatusWords(algorithm),
    cell: ({ algorithm }) => (
      <span title={algorithm.progress.reason ?? undefined}>{algorithmStatusWords(algorithm)}</span>
    ),
    isFacet: true,
    isKey: true,
  },
  {
    id: "reason",
    label: "Reason",
    kind: "text",
    width: 220,
    isHidden: true,
    value: ({ algorithm }) => algorithm.progress.reason ?? "",
  },
  {
    id: "started",
    label: "Started",
    kind: "time",
    width: 112,
    isHidden: true,
    value: ({ algorithm }) => algorithm.plan.startedAt,
    cell: ({ algorithm }) => formatRowTime(algorithm.plan.startedAt),
  },
  {
    id: "actions",
    label: "Actions",
    kind: "actions",
    width: 210,
    value: () => null,
    cell: (row) => <AlgorithmActions row={row} />,
  },
];
