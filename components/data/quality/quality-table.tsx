"use client";

import type { TableColumn } from "../../tables/model/table-column.ts";
import { PlainTable } from "../../tables/plain-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyNote } from "../../ui/panel.tsx";
import { dataClient, type QualityEvent } from "../data-client.ts";
import { formatInstant } from "../format-data.ts";
import { sourceName } from "../source-name.ts";
import { usePolled } from "../use-polled.ts";
import { isGoodNews, QUALITY_WORDS } from "./quality-words.ts";

const EVERY_MS = 3_000;
const NONE: readonly QualityEvent[] = [];

const COLUMNS: readonly TableColumn<QualityEvent>[] = [
  {
    id: "tape_time",
    label: "Tape time UTC",
    kind: "time",
    width: 140,
    value: ({ at }) => at,
    cell: ({ at }) => <span className="text-fg-2">{formatInstant(at)}</span>,
    isKey: true,
  },
  {
    id: "instrument",
    label: "Instrument",
    kind: "text",
    width: 110,
    value: ({ instrumentId }) => instrumentId,
    cell: ({ instrumentId }) => <strong className="font-semibold">{instrumentId}</strong>,
    isFacet: true,
    isKey: true,
  },
  {
    id: "stream",
    label: "Stream",
    kind: "text",
    width: 80,
    value: ({ stream }) => stream,
    cell: ({ stream }) => <span className="text-fg-2">{stream}</span>,
    isFacet: true,
  },
  {
    id: "finding",
    label: "Finding",
    kind: "text",
    width: 120,
    value: ({ code }) => QUALITY_WORDS[code],
    cell: ({ code }) => (
      <span className={`font-medium ${isGoodNews(code) ? "text-ok" : "text-warn"}`}>
        {isGoodNews(code) ? "✓ " : "▲ "}
        {QUALITY_WORDS[code]}
      </span>
    ),
    isFacet: true,
    isKey: true,
  },
  {
    id: "detail",
    label: "Detail",
    kind: "text",
    width: 240,
    value: ({ detail }) => detail,
    cell: ({ detail }) => <span className="text-fg-2">{detail}</span>,
    isProse: true,
  },
  {
    id: "feed",
    label: "Feed",
    kind: "text",
    width: 120,
    value: ({ feedKey }) => feedKey,
    cell: ({ feedKey }) => (
      <span className="text-fg-3" title={feedKey}>
        {sourceName(feedKey)}
      </span>
    ),
    isFacet: true,
  },
];

/** What the running feed found wrong, the newest first. */
export function QualityTable() {
  const { value: events, problem, reload } = usePolled(dataClient.quality, () => EVERY_MS);
  const table = useDataTable({
    name: "data-quality",
    label: "Findings",
    columns: COLUMNS,
    rows: events ?? NONE,
    rowId: ({ id }) => String(id),
    mode: null,
  });
  if (events === null) {
    return problem === null ? (
      <EmptyNote>Loading events…</EmptyNote>
    ) : (
      <p className="flex items-center gap-2 p-(--pad) text-danger">
        {problem} <Button onClick={reload}>Try again</Button>
      </p>
    );
  }
  if (events.length === 0) {
    return <EmptyNote>No findings: every price, book and candle of the feed passed its checks so far.</EmptyNote>;
  }
  return (
    <>
      <div className="flex min-h-(--head) shrink-0 items-center border-b border-line-subtle px-(--pad)">
        <h3 className="mr-auto text-[12px] font-semibold">
          Findings <span className="ml-1 font-medium text-fg-3">{events.length}</span>
        </h3>
        <TableTools table={table} isCompact />
      </div>
      <PlainTable table={table} noun="finding" className="min-h-0 flex-1" />
    </>
  );
}
