import { UNKNOWN } from "../ui/format-decimal.ts";
import type { SeriesCoverage } from "./data-client.ts";
import { formatBytes, formatCount, formatShare } from "./format-data.ts";
import { FileButton } from "./import/drop-zone.tsx";

type DataStripProps = {
  readonly coverage: readonly SeriesCoverage[] | null;
  readonly mayImport: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** The store in five figures. */
export function DataStrip({ coverage, mayImport, onFiles }: DataStripProps) {
  const known = coverage ?? [];
  const sum = (pick: (entry: SeriesCoverage) => number) => known.reduce((total, entry) => total + pick(entry), 0);
  const gridded = known.filter(({ expected }) => expected !== null);
  const expected = gridded.reduce((total, entry) => total + (entry.expected ?? 0), 0);
  const stored = gridded.reduce((total, entry) => total + entry.rows, 0);
  const gaps = sum((entry) => entry.gaps);
  const show = (text: string) => (coverage === null ? UNKNOWN : text);
  return (
    <div className="flex min-h-[44px] items-center gap-x-6 gap-y-1 overflow-x-auto px-3 py-1.5 max-sm:gap-x-4">
      <h1 className="text-[15px] font-[650] max-sm:sr-only">Data</h1>
      <Figure label="Series" value={show(formatCount(known.length))} />
      <Figure label="Rows" value={show(formatCount(sum((entry) => entry.rows)))} />
      <Figure
        label="Complete"
        value={show(expected === 0 ? UNKNOWN : `${formatShare(stored, expected)}%`)}
        isFinding={stored < expected}
      />
      <Figure label="Gaps" value={show(formatCount(gaps))} isFinding={gaps > 0} />
      <Figure label="On disk" value={show(formatBytes(sum((entry) => entry.bytes)))} className="max-sm:hidden" />
      <span className="ml-auto">
        <FileButton
          onFiles={onFiles}
          disabled={!mayImport}
          title={mayImport ? "Or drop files anywhere on this page" : "Your role does not import data"}
        />
      </span>
    </div>
  );
}

type FigureProps = {
  readonly label: string;
  readonly value: string;
  readonly isFinding?: boolean;
  readonly className?: string;
};

function Figure({ label, value, isFinding = false, className = "" }: FigureProps) {
  return (
    <span className={`flex flex-col leading-tight whitespace-nowrap ${className}`}>
      <span className="text-[11px] text-fg-3">{label}</span>
      <b className={`text-[13px] font-semibold ${isFinding ? "text-warn" : ""}`}>{value}</b>
    </span>
  );
}
