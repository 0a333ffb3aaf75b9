"use client";

import { isEnded } from "../../../../server/domain/orders/algorithms/algorithm.ts";
import { expectedLots } from "../../../../server/domain/orders/algorithms/benchmark.ts";
import { useDeskState } from "../../../live/use-desk.tsx";
import { type AlgorithmRow, lotsText } from "./algorithm-row.ts";

const percentOf = (lots: number, of: number): number => Math.min(100, Math.floor((lots / of) * 100));

/** What is filled, and where the schedule stands by the tape. */
export function ProgressCell({ row }: { readonly row: AlgorithmRow }) {
  const { algorithm, instrument } = row;
  const { plan, progress } = algorithm;
  const tapeSecond = useDeskState((state) => Math.floor((state.feed?.tapeAt ?? 0) / 1_000));
  const now = Math.max(tapeSecond * 1_000, progress.updatedAt);
  const expected = isEnded(progress.status) ? null : expectedLots(algorithm, now);
  const filled = percentOf(progress.filledLots, plan.quantityLots);
  const due = expected === null ? null : percentOf(expected, plan.quantityLots);
  const words = `${lotsText(instrument, progress.filledLots)} of ${lotsText(instrument, plan.quantityLots)} ${instrument.base} filled${expected === null ? "" : `, ${lotsText(instrument, expected)} due by now`}`;
  return (
    <span className="flex items-center gap-2" title={words}>
      <span
        role="progressbar"
        aria-label={words}
        aria-valuenow={filled}
        aria-valuemin={0}
        aria-valuemax={100}
        className="relative inline-block h-[6px] w-[72px] shrink-0 overflow-hidden rounded-full bg-line"
      >
        <span className="block h-full bg-accent" style={{ width: `${filled}%` }} />
        {due === null ? null : (
          <span className="absolute inset-y-0 w-[2px] bg-warn" style={{ left: `min(${due}%, calc(100% - 2px))` }} />
        )}
      </span>
      <span className="tabular-nums">{filled} %</span>
    </span>
  );
}
