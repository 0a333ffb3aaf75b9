import { ChevronRight, PencilLine } from "lucide-react";
import { useEffect, useRef } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { CopyHash } from "../copy-hash.tsx";
import type { SeriesCoverage } from "../data-client.ts";
import { formatBytes, formatCount, formatDate, formatShare, kindLabel } from "../format-data.ts";
import { sourceName } from "../source-name.ts";
import { MonthBars, YearScale } from "./month-bars.tsx";
import type { MonthScale } from "./month-scale.ts";

/** Which row is open, by its `seriesName`. */
export type OpenedSeries = { readonly name: string | null; readonly toggle: (name: string) => void };

type Column = TableColumn<SeriesCoverage>;

const count = (id: string, label: string, hint: string, of: (entry: SeriesCoverage) => number | null): Column => ({
  id,
  label,
  hint,
  kind: "number",
  width: 60,
  value: (entry) => of(entry)?.toString() ?? null,
  cell: (entry) => <Tally count={of(entry)} />,
});

const correctionsOf = ({ months }: SeriesCoverage) => months.reduce((total, month) => total + month.corrections, 0);

/** When, how much, how whole, and a bar for each month. */
export function seriesColumns(scale: MonthScale, opened: OpenedSeries): readonly Column[] {
  return [
    {
      id: "series",
      label: "Series",
      kind: "text",
      width: 200,
      value: ({ series }) => `${series.symbol} ${kindLabel(series)} ${series.source}`,
      cell: (entry) => <SeriesName entry={entry} opened={opened} />,
      isKey: true,
    },
    {
      id: "symbol",
      label: "Symbol",
      kind: "text",
      width: 90,
      value: ({ series }) => series.symbol,
      isFacet: true,
      isHidden: true,
    },
    {
      id: "kind",
      label: "Kind",
      kind: "text",
      width: 70,
      value: ({ series }) => kindLabel(series),
      isFacet: true,
      isHidden: true,
    },
    {
      id: "source",
      label: "Source",
      kind: "text",
      width: 120,
      value: ({ series }) => series.source,
      isFacet: true,
      isHidden: true,
    },
    {
      id: "months",
      label: "Months",
      kind: "drawing",
      width: 200,
      head: <YearScale scale={scale} />,
      value: () => null,
      cell: ({ series, months }) => <MonthBars name={seriesName(series)} scale={scale} months={months} />,
      isProse: true,
    },
    {
      id: "from",
      label: "From",
      kind: "time",
      width: 84,
      value: ({ firstAt }) => firstAt,
      cell: ({ firstAt }) => <span className="text-fg-2">{formatDate(firstAt)}</span>,
      isHidden: true,
    },
    {
      id: "to",
      label: "To",
      kind: "time",
      width: 84,
      value: ({ lastAt }) => lastAt,
      cell: ({ lastAt }) => <span className="text-fg-2">{formatDate(lastAt)}</span>,
      isHidden: true,
    },
    {
      id: "rows",
      label: "Rows",
      kind: "number",
      width: 80,
      value: ({ rows }) => String(rows),
      cell: ({ rows }) => formatCount(rows),
    },
    {
      id: "complete",
      label: "%",
      kind: "number",
      width: 56,
      hint: "Of the candles that there should be",
      value: ({ rows, expected }) => (expected === null || expected === 0 ? null : formatShare(rows, expected)),
      cell: ({ rows, expected }) => (
        <span className={expected === null ? "text-fg-3" : rows >= expected ? "text-ok" : "text-warn"}>
          {formatShare(rows, expected)}
        </span>
      ),
      isKey: true,
    },
    {
      ...count("gaps", "Gaps", "Stretches without candles", ({ gaps, expected }) => (expected === null ? null : gaps)),
      isKey: true,
    },
    count("duplicates", "Dup", "Duplicate rows", ({ duplicates }) => duplicates),
    count("outliers", "Outl", "Outliers: prices far from their neighbours", ({ outliers }) => outliers),
    count("zero_volume", "Zero", "Candles without volume", ({ zeroVolume }) => zeroVolume),
    {
      id: "bytes",
      label: "Size",
      kind: "number",
      width: 70,
      value: ({ bytes }) => String(bytes),
      cell: ({ bytes }) => <span className="text-fg-2">{formatBytes(bytes)}</span>,
    },
    {
      id: "hash",
      label: "Hash",
      kind: "text",
      width: 100,
      value: ({ bytes, hash }) => (bytes === 0 ? null : hash),
      cell: (entry) => <Hash entry={entry} />,
    },
  ];
}

function SeriesName({ entry, opened }: { readonly entry: SeriesCoverage; readonly opened: OpenedSeries }) {
  const { series } = entry;
  const name = seriesName(series);
  const isOpen = opened.name === name;
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <button
      ref={ref}
      type="button"
      aria-expanded={isOpen}
      aria-label={`${name}: defects and corrections`}
      className="flex min-h-(--row) items-center gap-1.5 max-sm:min-h-[44px] max-sm:py-1 max-sm:text-left"
      onClick={() => opened.toggle(name)}
    >
      <ChevronRight
        size={13}
        aria-hidden="true"
        className={`shrink-0 text-fg-3 transition-transform duration-80 ${isOpen ? "rotate-90" : ""}`}
      />
      <span className="flex items-center gap-1.5 max-sm:flex-col max-sm:items-start max-sm:gap-0 max-sm:leading-tight">
        <span className="flex items-center gap-1.5">
          <strong className="font-semibold">{series.symbol}</strong>
          <span className="rounded-[3px] bg-hover px-1.5 text-[11px] font-medium text-fg-2">{kindLabel(series)}</span>
        </span>
        <span className="max-w-[220px] truncate text-[11px] text-fg-3" title={series.source}>
          {sourceName(series.source)}
        </span>
      </span>
    </button>
  );
}

function Hash({ entry }: { readonly entry: SeriesCoverage }) {
  const corrections = correctionsOf(entry);
  return (
    <span className="inline-flex items-center gap-1.5">
      {entry.bytes === 0 ? (
        <span className="text-fg-3" title="Nothing is closed into a month yet">
          {UNKNOWN}
        </span>
      ) : (
        <CopyHash hash={entry.hash} />
      )}
      {corrections === 0 ? null : (
        <span className="text-[11px] text-info" title={`Corrected ${corrections}×: open the row for when and why`}>
          <PencilLine size={11} aria-hidden="true" className="inline" /> {corrections}
        </span>
      )}
    </span>
  );
}

/** A nought steps back, a finding steps forward. */
function Tally({ count: found }: { readonly count: number | null }) {
  if (found === null) return <span className="text-fg-3">{UNKNOWN}</span>;
  return <span className={found === 0 ? "text-fg-3" : "font-medium text-warn"}>{formatCount(found)}</span>;
}
