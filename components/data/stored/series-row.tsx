import { ChevronRight, PencilLine } from "lucide-react";
import { useEffect, useRef } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { CopyHash } from "../copy-hash.tsx";
import type { SeriesCoverage } from "../data-client.ts";
import { formatBytes, formatCount, formatDate, formatShare, kindLabel } from "../format-data.ts";
import { sourceName } from "../source-name.ts";
import { MonthBars } from "./month-bars.tsx";
import type { MonthScale } from "./month-scale.ts";

type SeriesRowProps = {
  readonly entry: SeriesCoverage;
  readonly scale: MonthScale;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
};

export function SeriesRow({ entry, scale, isOpen, onOpen }: SeriesRowProps) {
  const { series, rows, expected, firstAt, lastAt, gaps, duplicates, outliers, zeroVolume, bytes, hash } = entry;
  const name = seriesName(series);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const corrections = entry.months.reduce((total, month) => total + month.corrections, 0);
  const isWhole = expected !== null && rows >= expected;
  const shareTone = expected === null ? "text-fg-3" : isWhole ? "text-ok" : "text-warn";
  return (
    <tr ref={row} data-series={name} className={isOpen ? "bg-selected" : ""}>
      <td className="text">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={`${name}: defects and corrections`}
          className="flex min-h-(--row) items-center gap-1.5 max-sm:min-h-[44px] max-sm:py-1 max-sm:text-left"
          onClick={onOpen}
        >
          <ChevronRight
            size={13}
            aria-hidden="true"
            className={`shrink-0 text-fg-3 transition-transform duration-80 ${isOpen ? "rotate-90" : ""}`}
          />
          <span className="flex items-center gap-1.5 max-sm:flex-col max-sm:items-start max-sm:gap-0 max-sm:leading-tight">
            <span className="flex items-center gap-1.5">
              <strong className="font-semibold">{series.symbol}</strong>
              <span className="rounded-[3px] bg-hover px-1.5 text-[11px] font-medium text-fg-2">
                {kindLabel(series)}
              </span>
            </span>
            <span className="max-w-[220px] truncate text-[11px] text-fg-3" title={series.source}>
              {sourceName(series.source)}
            </span>
          </span>
        </button>
      </td>
      <td className="max-sm:hidden">
        <MonthBars name={name} scale={scale} months={entry.months} />
      </td>
      <td className="text text-fg-2 max-[1600px]:hidden">{formatDate(firstAt)}</td>
      <td className="text text-fg-2 max-[1600px]:hidden">{formatDate(lastAt)}</td>
      <td className="max-sm:hidden">{formatCount(rows)}</td>
      <td className={shareTone}>{formatShare(rows, expected)}</td>
      <Tally count={gaps} isKnown={expected !== null} />
      <Tally count={duplicates} className="max-md:hidden" />
      <Tally count={outliers} className="max-md:hidden" />
      <Tally count={zeroVolume} className="max-md:hidden" />
      <td className="text-fg-2 max-sm:hidden">{formatBytes(bytes)}</td>
      <td className="text max-xl:hidden">
        <span className="inline-flex items-center gap-1.5">
          {bytes === 0 ? (
            <span className="text-fg-3" title="Nothing is closed into a month yet">
              {UNKNOWN}
            </span>
          ) : (
            <CopyHash hash={hash} />
          )}
          {corrections === 0 ? null : (
            <span className="text-[11px] text-info" title={`Corrected ${corrections}×: open the row for when and why`}>
              <PencilLine size={11} aria-hidden="true" className="inline" /> {corrections}
            </span>
          )}
        </span>
      </td>
    </tr>
  );
}

type TallyProps = { readonly count: number; readonly isKnown?: boolean; readonly className?: string };

/** A nought steps back, a finding steps forward. */
function Tally({ count, isKnown = true, className = "" }: TallyProps) {
  if (!isKnown) return <td className={`text-fg-3 ${className}`}>{UNKNOWN}</td>;
  return (
    <td className={`${count === 0 ? "text-fg-3" : "font-medium text-warn"} ${className}`}>{formatCount(count)}</td>
  );
}
