"use client";

import { useMemo } from "react";
import type { SeriesCoverage } from "../data-client.ts";
import { formatDate, formatShare } from "../format-data.ts";
import { sourceName } from "../source-name.ts";
import { matrixOf } from "./matrix.ts";

type CoverageMatrixProps = {
  readonly coverage: readonly SeriesCoverage[];
  readonly onPick: (entry: SeriesCoverage) => void;
};

/** Instruments down, timeframes and kinds across; a cell says how whole the series is. */
export function CoverageMatrix({ coverage, onPick }: CoverageMatrixProps) {
  const { columns, rows } = useMemo(() => matrixOf(coverage), [coverage]);
  return (
    <div className="max-h-[36%] shrink-0 overflow-auto">
      <table className="grid-table" data-testid="coverage-matrix">
        <caption className="sr-only">What is stored of each instrument, in percent of the expected candles</caption>
        <thead>
          <tr>
            <th className="text">Instrument</th>
            <th className="text max-sm:hidden">Source</th>
            {columns.map((column) => (
              <th key={column} className="!text-center">
                {column}
              </th>
            ))}
            <td className="w-full" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ source, symbol, cells }) => (
            <tr key={`${symbol}|${source}`}>
              <th scope="row" className="text !static !text-[length:var(--fs)] !font-semibold !text-fg">
                {symbol}
                <span className="block text-[11px] font-normal text-fg-3 sm:hidden">{sourceName(source)}</span>
              </th>
              <td className="text text-fg-2 max-sm:hidden" title={source}>
                {sourceName(source)}
              </td>
              {columns.map((column) => (
                <td key={column} className="!px-1 !text-center">
                  <Cell entry={cells.get(column)} column={column} onPick={onPick} />
                </td>
              ))}
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  readonly entry: SeriesCoverage | undefined;
  readonly column: string;
  readonly onPick: (entry: SeriesCoverage) => void;
};

function Cell({ entry, column, onPick }: CellProps) {
  if (entry === undefined) return <span className="text-fg-3">·</span>;
  const { rows, expected, firstAt, lastAt, series } = entry;
  const isWhole = expected === null || rows >= expected;
  const share = formatShare(rows, expected);
  return (
    <button
      type="button"
      className="inline-flex h-[max(20px,calc(var(--row)-4px))] min-w-[62px] items-center justify-center gap-1 rounded-sm px-1.5 hover:bg-hover"
      title={`${formatDate(firstAt)} to ${formatDate(lastAt)}`}
      aria-label={`${series.symbol} ${column} of ${series.source}: ${expected === null ? "stored" : `${share} percent`}`}
      onClick={() => onPick(entry)}
    >
      <i aria-hidden="true" className={`size-[8px] rounded-[2px] ${isWhole ? "bg-ok" : "hatch border border-warn"}`} />
      <span className={isWhole ? "text-fg-2" : "text-warn"}>{expected === null ? "all" : `${share}%`}</span>
    </button>
  );
}
