import type { DefectKind } from "../../../server/domain/markets/data-quality.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { Button } from "../../ui/button.tsx";
import { type Defect, dataClient } from "../data-client.ts";
import { formatCount, formatDuration, formatInstant } from "../format-data.ts";
import { useWish } from "../use-wish.ts";

const WORDS: Readonly<Record<DefectKind, string>> = {
  gap: "Gap",
  duplicate: "Duplicate",
  conflict: "Conflict",
  outlier: "Outlier",
  "zero-volume": "No volume",
  outage: "Outage",
};

export const defectId = ({ kind, fromAt }: Defect): string => `${kind}-${fromAt}`;

type Judging = {
  readonly series: DataSeries;
  readonly mayJudge: boolean;
  /** Whose candles are shown. */
  readonly looked: string | null;
  readonly onLook: (id: string) => void;
  readonly onChanged: () => void;
};

/** What was found, when, how much of it, and who has seen it. */
export function defectColumns(judging: Judging): readonly TableColumn<Defect>[] {
  return [
    {
      id: "defect",
      label: "Defect",
      kind: "text",
      width: 100,
      value: ({ kind }) => WORDS[kind],
      cell: ({ kind, reviewedAt }) => (
        <span className="inline-flex items-center gap-1.5">
          <i
            aria-hidden="true"
            className={`size-[8px] rounded-[2px] ${reviewedAt === null ? "hatch border border-warn" : "bg-line-strong"}`}
          />
          {WORDS[kind]}
        </span>
      ),
      isFacet: true,
      isKey: true,
    },
    {
      id: "from",
      label: "From UTC",
      kind: "time",
      width: 130,
      value: ({ fromAt }) => fromAt,
      cell: ({ fromAt }) => formatInstant(fromAt),
      isKey: true,
    },
    {
      id: "until",
      label: "Until UTC",
      kind: "time",
      width: 130,
      value: ({ untilAt }) => untilAt,
      cell: ({ untilAt }) => formatInstant(untilAt),
    },
    {
      id: "length_ms",
      label: "Length",
      kind: "number",
      width: 70,
      value: ({ fromAt, untilAt }) => String(untilAt - fromAt),
      cell: ({ fromAt, untilAt }) => formatDuration(untilAt - fromAt),
      isKey: true,
    },
    {
      id: "rows",
      label: "Rows",
      kind: "number",
      width: 70,
      value: ({ rows }) => String(rows),
      cell: ({ rows }) => formatCount(rows),
      isKey: true,
    },
    {
      id: "detail",
      label: "Detail",
      kind: "text",
      width: 200,
      value: ({ detail }) => detail,
      cell: ({ detail }) => <span className="text-fg-2">{detail}</span>,
      isProse: true,
    },
    {
      id: "review",
      label: "Review",
      kind: "text",
      width: 160,
      value: reviewText,
      cell: (defect) => <span className="text-fg-3">{reviewText(defect)}</span>,
      isKey: true,
    },
    {
      id: "actions",
      label: "Actions",
      kind: "actions",
      width: 120,
      value: () => null,
      cell: (defect) => <Judge defect={defect} judging={judging} />,
      isKey: true,
    },
  ];
}

const reviewText = ({ reviewedAt, reviewedBy }: Defect): string =>
  reviewedAt === null ? "open" : `${reviewedBy ?? ""}, ${formatInstant(reviewedAt)}`;

function Judge({ defect, judging }: { readonly defect: Defect; readonly judging: Judging }) {
  const { series, mayJudge, looked, onLook, onChanged } = judging;
  const { isWaiting, ask } = useWish();
  const { kind, fromAt, reviewedAt } = defect;
  const isReviewed = reviewedAt !== null;
  const review = async () => {
    if (await ask(() => dataClient.reviewDefect({ series, kind, fromAt, isReviewed: !isReviewed }))) onChanged();
  };
  return (
    <>
      {series.timeframe === null ? null : (
        <Button size="row" aria-expanded={looked === defectId(defect)} onClick={() => onLook(defectId(defect))}>
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
    </>
  );
}
