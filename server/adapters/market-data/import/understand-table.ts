import { missingWords } from "../../../domain/markets/import-report.ts";
import type { FileMember } from "./files/file-member.ts";
import { type NameHints, readFileName } from "./identify/file-name.ts";
import { type Identity, identifySeries } from "./identify/identify-series.ts";
import { ImportError } from "./import-error.ts";
import type { ReadOptions } from "./import-options.ts";
import { findLayout } from "./layouts/find-layout.ts";
import { type Layout, TIME_FIELDS } from "./layouts/layout.ts";
import { readerOfTimes } from "./rows/row-context.ts";
import type { Table } from "./tables/table.ts";

/** A table and what was found out about it. */
export type UnderstoodTable = {
  readonly member: FileMember;
  readonly table: Table;
  readonly layout: Layout;
  readonly identity: Identity;
  readonly hints: NameHints;
  /** Whether the newest row comes first. */
  readonly isDescending: boolean;
  /** The earliest of the first rows; null when there are several series. */
  readonly firstAt: number | null;
};

/** Finds out what a table of market data holds. Throws an {@link ImportError} when that cannot be found. */
export function understandTable(member: FileMember, table: Table, options: ReadOptions): UnderstoodTable {
  const hints = readFileName(member.nameParts);
  const layout = findLayout(table, options.mapping ?? null, hints, member.name);
  const times = sampleTimes(table, layout);
  const volume = layout.columns.volume;
  const isWithoutVolume =
    layout.source === "binance-usdm" && volume !== undefined && table.sample.every((row) => Number(row[volume]) === 0);
  const identity = identifySeries(options.series ?? null, hints, {
    kind: layout.kind,
    source: layout.source,
    // The archive's mark and index prices come in the same columns, with a volume of 0.
    isKindUnsure: isWithoutVolume,
    times,
    hasSymbols: layout.columns.symbol !== undefined,
  });
  if (identity.kind !== null && !fits(identity.kind, layout.kind)) {
    throw new ImportError(
      "series-unknown",
      member.name,
      `holds ${layout.kind}, and is to be imported as ${identity.kind}. Leave --kind out, or map its columns.`,
    );
  }
  // A row that came twice does not turn the order.
  const isDescending =
    (times.at(-1) ?? 0) < (times[0] ?? 0) &&
    times.every((time, index) => index === 0 || time <= (times[index - 1] as number));
  const firstAt = layout.columns.symbol === undefined && times.length > 0 ? Math.min(...times) : null;
  return { member, table, layout, identity, hints, isDescending, firstAt };
}

const fits = (kind: string, layout: Layout["kind"]): boolean =>
  kind === layout || (kind === "mark-candles" && layout === "candles");

/** Times of the first rows of the first symbol. */
function sampleTimes(table: Table, layout: Layout): number[] {
  const column = layout.columns[TIME_FIELDS[layout.kind]];
  const symbol = layout.columns.symbol;
  if (column === undefined) return [];
  const readTime = readerOfTimes(layout);
  return table.sample
    .filter((row) => symbol === undefined || row[symbol] === table.sample[0]?.[symbol])
    .map((row) => readTime(row[column] ?? ""))
    .filter((at) => !Number.isNaN(at));
}

const OPTIONS = { source: "--source", symbol: "--symbol", kind: "--kind", timeframe: "--timeframe" } as const;
const EXAMPLES = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" } as const;

/** Throws unless it is known which series the rows belong to and all that it needs. */
export function requireIdentity({ member, identity, layout }: UnderstoodTable): void {
  if (identity.missing.length > 0) {
    const wanted = identity.missing.map((part) => `${OPTIONS[part]}, for example ${OPTIONS[part]} ${EXAMPLES[part]}`);
    throw new ImportError(
      "series-unknown",
      member.name,
      `holds ${layout.description}, but neither its name nor its rows say the ${missingWords(identity.missing)}. Give ${wanted.join("; ")}.`,
    );
  }
  if (identity.kind !== "candles" || layout.columns.volume !== undefined) return;
  throw new ImportError(
    "mapping-wrong",
    member.name,
    "holds candles without a volume. Map its column (--map volume=…), or import them as prices without one: --kind mark-candles.",
  );
}
