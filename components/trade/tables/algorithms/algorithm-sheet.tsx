"use client";

import { isEnded } from "../../../../server/domain/orders/algorithms/algorithm.ts";
import { expectedLots, scheduleEnd } from "../../../../server/domain/orders/algorithms/benchmark.ts";
import type { Order } from "../../../../server/domain/orders/order.ts";
import { useDeskState, useSnapshot } from "../../../live/use-desk.tsx";
import { DetailSheet } from "../../../ui/detail-sheet.tsx";
import { UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatReason } from "../../../ui/format-reason.ts";
import { formatClock, formatRowTime } from "../../../ui/format-time.ts";
import { ALGORITHM_NAMES } from "../../algorithm-words.ts";
import { statusWords } from "../../order-words.ts";
import { AlgorithmActions } from "./algorithm-actions.tsx";
import {
  type AlgorithmRow,
  algorithmStatusWords,
  lotsText,
  priceWords,
  signed,
  slippageText,
} from "./algorithm-row.ts";

const NONE: readonly Order[] = [];

type AlgorithmSheetProps = { readonly row: AlgorithmRow; readonly onClose: () => void };

/** One algorithm: schedule against done, benchmarks, and the orders it has sent. */
export function AlgorithmSheet({ row, onClose }: AlgorithmSheetProps) {
  const { algorithm, instrument, benchmarks } = row;
  const { plan, progress } = algorithm;
  const { method } = plan;
  const orders = useSnapshot()?.orders ?? NONE;
  const tapeSecond = useDeskState((state) => Math.floor((state.feed?.tapeAt ?? 0) / 1_000));
  const now = Math.max(tapeSecond * 1_000, progress.updatedAt);
  const expected = expectedLots(algorithm, now);
  const isOver = isEnded(progress.status);
  const children = orders.filter(({ source }) => source.kind === "manual" && source.key === plan.id);
  const ends = [scheduleEnd(algorithm, now), plan.deadlineAt].filter((at) => at !== null);
  const base = (lots: number) => `${lotsText(instrument, lots)} ${instrument.base}`;
  const against = (by: "arrivalTicks" | "vwapTicks" | "twapTicks") =>
    `${priceWords(instrument, benchmarks[by])} (${signed(slippageText(row, by))} bp)`;
  const facts: readonly (readonly [string, string])[] = [
    ["Status", algorithmStatusWords(algorithm)],
    ...(progress.reason === null ? [] : ([["Because", formatReason(progress.reason)]] as const)),
    ["Size", base(plan.quantityLots)],
    ["Filled", base(progress.filledLots)],
    ...(isOver ? [] : ([["Due by now", expected === null ? "it has no schedule" : base(expected)]] as const)),
    ["Limit", plan.limitTicks === null ? "none" : priceWords(instrument, plan.limitTicks)],
    ...("slices" in method
      ? ([["Slices", `${Math.min(progress.sliceCount, method.slices)} of ${method.slices}`]] as const)
      : []),
    ...(method.kind === "vwap"
      ? ([["Profile", method.profile === "flat" ? "flat" : `volume of ${method.profileDays} days`]] as const)
      : []),
    ...(method.kind === "adaptive" ? ([["Pace", `${progress.pace.milli / 10} % of even`]] as const) : []),
    isOver
      ? (["Ended", formatRowTime(progress.updatedAt)] as const)
      : (["Ends", ends.length === 0 ? "when it is filled" : formatRowTime(Math.min(...ends))] as const),
    ["Average price", priceWords(instrument, benchmarks.averageTicks)],
    ["Arrival price", against("arrivalTicks")],
    ["VWAP since then", against("vwapTicks")],
    ["TWAP since then", against("twapTicks")],
  ];
  return (
    <DetailSheet title={`${ALGORITHM_NAMES[method.kind]} ${instrument.name}`} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-[13px]">
        {facts.map(([label, value]) => (
          <div
            key={label}
            className="col-span-2 grid min-h-[28px] grid-cols-subgrid items-center border-b border-line-subtle"
          >
            <dt className="text-fg-3">{label}</dt>
            <dd className="text-right break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex gap-1">
        <AlgorithmActions row={row} />
      </div>
      <h3 className="mt-3 text-[12px] font-semibold">Its orders ({progress.childCount})</h3>
      <table className="w-full text-[12px] tabular-nums">
        <thead>
          <tr className="text-left text-fg-3">
            <th className="font-normal">Time</th>
            <th className="text-right font-normal">Size</th>
            <th className="text-right font-normal">Filled</th>
            <th className="text-right font-normal">Status</th>
          </tr>
        </thead>
        <tbody>
          {children.map((order) => (
            <tr key={order.id} className="border-t border-line-subtle">
              <td>{formatClock(order.createdAt)}</td>
              <td className="text-right">{lotsText(instrument, order.quantityLots)}</td>
              <td className="text-right">{lotsText(instrument, order.filledLots)}</td>
              <td className="text-right" title={order.reason === null ? undefined : formatReason(order.reason)}>
                {statusWords(order.status)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {children.length < progress.childCount ? (
        <p className="text-[11px] text-fg-3">
          {children.length === 0 ? UNKNOWN : "Older ones"} {children.length === 0 ? "They are" : "are"} in the order
          history.
        </p>
      ) : null}
    </DetailSheet>
  );
}
