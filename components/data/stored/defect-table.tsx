"use client";

import { Fragment, useState } from "react";
import type { DefectKind } from "../../../server/domain/markets/data-quality.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyNote } from "../../ui/panel.tsx";
import { type Defect, dataClient, type SeriesDescription } from "../data-client.ts";
import { formatCount, formatDuration, formatInstant } from "../format-data.ts";
import { useWish } from "../use-wish.ts";
import { CandleWindow } from "./candle-window.tsx";

type DefectTableProps = {
  readonly series: DataSeries;
  readonly description: SeriesDescription;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

const WORDS: Readonly<Record<DefectKind, string>> = {
  gap: "Gap",
  duplicate: "Duplicate",
  conflict: "Conflict",
  outlier: "Outlier",
  "zero-volume": "No volume",
  outage: "Outage",
};

/** Nothing is repaired by itself: each finding is looked at, then reviewed, filled or corrected. */
export function DefectTable({ series, description, mayJudge, onChanged }: DefectTableProps) {
  const { defects, defectCount } = description;
  const [looked, setLooked] = useState<string | null>(null);
  if (defectCount === 0) return <EmptyNote>No defects: no gap, duplicate, outlier or outage was found.</EmptyNote>;
  return (
    <div className="max-h-[320px] overflow-auto">
      <table className="grid-table max-w-[1100px]" data-testid="defects">
        <thead>
          <tr>
            <th className="text">Defect</th>
            <th className="text">From UTC</th>
            <th className="text max-md:hidden">Until UTC</th>
            <th>Length</th>
            <th>Rows</th>
            <th className="text w-full max-lg:hidden">Detail</th>
            <th className="text">Review</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {defects.map((defect) => {
            const key = `${defect.kind}-${defect.fromAt}`;
            return (
              <Fragment key={key}>
                <Row
                  series={series}
                  defect={defect}
                  mayJudge={mayJudge}
                  isLooked={looked === key}
                  onLook={() => setLooked(looked === key ? null : key)}
                  onChanged={onChanged}
                />
                {looked === key ? (
                  <tr className="nested">
                    <td colSpan={8} className="!h-auto !p-0 !text-left">
                      <CandleWindow series={series} defect={defect} mayJudge={mayJudge} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {defectCount > defects.length ? (
        <EmptyNote>
          {formatCount(defectCount - defects.length)} more: review these first, or list all with the command{" "}
          <code>tradewind data gaps</code>.
        </EmptyNote>
      ) : null}
    </div>
  );
}

type RowProps = {
  readonly series: DataSeries;
  readonly defect: Defect;
  readonly mayJudge: boolean;
  readonly isLooked: boolean;
  readonly onLook: () => void;
  readonly onChanged: () => void;
};

function Row({ series, defect, mayJudge, isLooked, onLook, onChanged }: RowProps) {
  const { isWaiting, ask } = useWish();
  const { kind, fromAt, untilAt, rows, detail, reviewedAt, reviewedBy } = defect;
  const isReviewed = reviewedAt !== null;
  const review = async () => {
    if (await ask(() => dataClient.reviewDefect({ series, kind, fromAt, isReviewed: !isReviewed }))) onChanged();
  };
  return (
    <tr data-defect={kind} className={isReviewed ? "text-fg-3" : ""}>
      <td className="text">
        <span className="inline-flex items-center gap-1.5">
          <i
            aria-hidden="true"
            className={`size-[8px] rounded-[2px] ${isReviewed ? "bg-line-strong" : "hatch border border-warn"}`}
          />
          {WORDS[kind]}
        </span>
      </td>
      <td className="text">{formatInstant(fromAt)}</td>
      <td className="text max-md:hidden">{formatInstant(untilAt)}</td>
      <td>{formatDuration(untilAt - fromAt)}</td>
      <td>{formatCount(rows)}</td>
      <td className="text !whitespace-normal text-fg-2 max-lg:hidden">{detail}</td>
      <td className="text text-fg-3">{isReviewed ? `${reviewedBy ?? ""}, ${formatInstant(reviewedAt)}` : "open"}</td>
      <td>
        <span className="inline-flex gap-1">
          {series.timeframe === null ? null : (
            <Button size="row" aria-expanded={isLooked} onClick={onLook}>
              Look
            </Button>
          )}
          <Button
            size="row"
            disabled={!mayJudge || isWaiting}
            title={mayJudge ? "Noted as seen; the data stay as they are" : "Your role does not review data"}
            onClick={() => void review()}
          >
            {isReviewed ? "Reopen" : "Review"}
          </Button>
        </span>
      </td>
    </tr>
  );
}
