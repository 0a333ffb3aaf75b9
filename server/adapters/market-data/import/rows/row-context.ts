import type { DataSeries } from "../../../../domain/markets/data-series.ts";
import type { Identity } from "../identify/identify-series.ts";
import type { Layout } from "../layouts/layout.ts";
import type { RowCells } from "../tables/table.ts";
import type { SeriesTargets } from "../targets/series-targets.ts";
import type { ProblemList } from "./problem-list.ts";
import { type TimeReader, timeReader } from "./read-time.ts";

/** What reading the rows of one file needs, whatever they are. */
export type RowContext = {
  readonly file: string;
  readonly layout: Layout;
  readonly identity: Identity;
  readonly targets: SeriesTargets;
  readonly problems: ProblemList;
  readonly now: number;
  readonly keepsLast: boolean;
};

export type RowReader = {
  handle(cells: RowCells, row: number): void;
  /** After the last row; answers how many candles were kept out as they may still be forming. */
  end(): number;
};

export const readerOfTimes = ({ timeUnit, timezone }: Layout): TimeReader => timeReader(timeUnit, timezone);

/** The state kept for each symbol of a file, made when its first row comes; null when its code is no symbol. */
export function perSeries<State>({ layout, identity }: RowContext, make: (series: DataSeries) => State) {
  const column = layout.columns.symbol;
  const bySymbol = new Map<string, State | null>();
  const hasColumn = column !== undefined && identity.symbol === null;
  let lastCode: string | null = null;
  let last: State | null = null;
  const find = (code: string): State | null => {
    const known = bySymbol.get(code);
    if (known !== undefined) return known;
    const series = identity.seriesOf(hasColumn ? code : null);
    const state = series === null ? null : make(series);
    bySymbol.set(code, state);
    return state;
  };
  return {
    of(cells: RowCells): State | null {
      const code = hasColumn ? cells.text(column) : "";
      if (code === lastCode) return last;
      last = find(code);
      lastCode = code;
      return last;
    },
    all: (): State[] => [...bySymbol.values()].filter((state) => state !== null),
  };
}

export const timeMessage = (text: string, layout: Layout): string =>
  text === ""
    ? "The time is missing."
    : `Time "${text}" is no instant between 2009 and 2100 in ${layout.timeUnit === "iso" ? "the form 2023-03-24 12:40:00" : layout.timeUnit}.`;
