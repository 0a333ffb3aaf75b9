"use client";

import { useCallback, useEffect, useState } from "react";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { Button } from "../../ui/button.tsx";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { type Defect, dataClient, type StoredCandle } from "../data-client.ts";
import { formatInstant } from "../format-data.ts";
import { CorrectionForm } from "./correction-form.tsx";

type CandleWindowProps = { readonly series: DataSeries; readonly defect: Defect; readonly mayJudge: boolean };

const AROUND = 5;
const INSIDE_MAX = 30;

type Found = readonly StoredCandle[] | string | null;

/** The candles in and around a defect, as they are stored; one of them can be put right. */
export function CandleWindow({ series, defect, mayJudge }: CandleWindowProps) {
  const [found, setFound] = useState<Found>(null);
  const [corrected, setCorrected] = useState<StoredCandle | null>(null);
  const { timeframe } = series;
  const { fromAt, untilAt } = defect;
  const load = useCallback(async () => {
    if (timeframe === null) return;
    const stepMs = timeframeMs(timeframe);
    const inside = Math.min(untilAt, fromAt + INSIDE_MAX * stepMs);
    // A gap's own stretch is empty, however long: its ends are what there is to see.
    const to = (defect.kind === "gap" || defect.kind === "outage" ? untilAt : inside) + AROUND * stepMs;
    const from = Math.max(0, fromAt - AROUND * stepMs);
    try {
      const isLong = (to - from) / stepMs > 4_000;
      const key = { ...series, timeframe };
      const near = await dataClient.candles({ series: key, from, to: isLong ? fromAt : to });
      const after = isLong ? await dataClient.candles({ series: key, from: untilAt, to }) : [];
      setFound([...near, ...after]);
    } catch (error) {
      setFound(error instanceof Error ? error.message : String(error));
    }
  }, [series, timeframe, fromAt, untilAt, defect.kind]);
  useEffect(() => void load(), [load]);
  if (found === null) return <EmptyNote>Reading candles…</EmptyNote>;
  if (typeof found === "string") return <p className="p-2 text-danger">{found}</p>;
  return (
    <div className="flex flex-col gap-2 border-l-2 border-line-strong bg-panel p-2">
      {corrected === null || timeframe === null ? null : (
        <CorrectionForm
          key={corrected.openAt}
          series={{ ...series, timeframe }}
          candle={corrected}
          onClose={() => {
            setCorrected(null);
            void load();
          }}
        />
      )}
      <table className="grid-table max-w-[760px]">
        <thead>
          <tr>
            <th className="text">Opens UTC</th>
            <th>Open</th>
            <th>High</th>
            <th>Low</th>
            <th>Close</th>
            <th>Volume</th>
            <th className="max-sm:hidden">Trades</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((candle) => (
            <tr key={candle.openAt} className={isWithin(candle.openAt, defect) ? "bg-selected" : ""}>
              <td className="text">{formatInstant(candle.openAt)}</td>
              <td>{groupDigits(candle.open)}</td>
              <td>{groupDigits(candle.high)}</td>
              <td>{groupDigits(candle.low)}</td>
              <td>{groupDigits(candle.close)}</td>
              <td>{groupDigits(candle.volume)}</td>
              <td className="max-sm:hidden">{candle.trades ?? UNKNOWN}</td>
              <td>
                {mayJudge ? (
                  <Button size="row" onClick={() => setCorrected(candle)}>
                    Correct…
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isWithin = (at: number, { fromAt, untilAt }: Defect): boolean => at >= fromAt && at < untilAt;
