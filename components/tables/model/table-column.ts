import type { ReactNode } from "react";
import type { LiveFigure } from "../stream/live-cells.ts";

/** A decimal text of a number, UTC milliseconds of a time, a word; null where there is none. */
export type CellValue = string | number | null;

/** One column: what it is worth for sorting, filtering and export, and how it looks. */
export type TableColumn<Row> = {
  readonly id: string;
  readonly label: string;
  /** A drawing says nothing that could be sorted, searched or exported. */
  readonly kind: "text" | "number" | "time" | "drawing" | "actions";
  /** In pixels, before a person changes it. */
  readonly width: number;
  readonly value: (row: Row) => CellValue;
  /** Without it the value itself is shown. */
  readonly cell?: (row: Row) => ReactNode;
  /** A figure that is painted without React while prices move. */
  readonly live?: (row: Row) => LiveFigure;
  /** The same for the pinned row of totals. */
  readonly total?: () => LiveFigure;
  /** Few different words: offered as a choice in the filter. */
  readonly isFacet?: boolean;
  /** Not shown until it is chosen. */
  readonly isHidden?: boolean;
  /** Shown on a phone, where the rest is in the row's sheet. */
  readonly isKey?: boolean;
  /** False where the desk cannot sort by it. */
  readonly isSortable?: boolean;
  readonly hint?: string;
  /** Stands in the head instead of the label. */
  readonly head?: ReactNode;
  /** Takes the room that is left, and breaks its lines, in a table that stands as tall as its rows. */
  readonly isProse?: boolean;
};

export const isSortable = <Row>(column: TableColumn<Row>): boolean => column.isSortable !== false && isData(column);

/** Whether the column has values, and not only something to look at or to press. */
export const isData = <Row>({ kind }: TableColumn<Row>): boolean => kind !== "actions" && kind !== "drawing";

/** Negative when a comes first; exact for decimal texts of any length. Words follow the alphabet without regard to case. */
export function compareValues(kind: TableColumn<never>["kind"], a: CellValue, b: CellValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (kind === "number") return compareDecimals(String(a), String(b));
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { sensitivity: "base", numeric: true });
}

function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  const difference = Number(a) - Number(b);
  if (difference !== 0) return difference;
  const places = Math.max(placesOf(a), placesOf(b));
  const scaled = scale(a, places) - scale(b, places);
  return scaled < 0n ? -1 : scaled > 0n ? 1 : 0;
}

const placesOf = (text: string): number => text.split(".")[1]?.length ?? 0;
const scale = (text: string, places: number): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
};
