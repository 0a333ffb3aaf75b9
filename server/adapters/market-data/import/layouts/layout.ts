import type { ImportField, ImportMapping, TimeUnit } from "../../../../domain/markets/import-report.ts";

export type LayoutKind = "candles" | "trades" | "funding";

/** What the columns of a table hold, by number from 0. */
export type Layout = {
  readonly kind: LayoutKind;
  /** For people. */
  readonly description: string;
  readonly columns: Partial<Readonly<Record<ImportField, number>>>;
  readonly timeUnit: TimeUnit;
  readonly timezone: string | undefined;
  /** What only one market of one exchange writes like this. */
  readonly source: string | null;
};

export const TIME_FIELDS: Readonly<Record<LayoutKind, ImportField>> = {
  candles: "open_time",
  trades: "time",
  funding: "funding_time",
};

/** The layout as a mapping that a person can change and give back. */
export function mappingOf(layout: Layout, names: readonly string[] | null): ImportMapping {
  const entries = Object.entries(layout.columns).map(([field, column]) => [
    field,
    names?.[column] ?? String(column + 1),
  ]);
  return {
    columns: Object.fromEntries(entries),
    timeUnit: layout.timeUnit,
    ...(layout.timezone === undefined ? {} : { timezone: layout.timezone }),
  };
}
