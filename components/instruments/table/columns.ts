import type { ColumnOrder } from "../catalogue-client.ts";

export type Column = {
  readonly name: string;
  readonly label: string;
  /** How the desk sorts by it; without, it cannot. */
  readonly order?: ColumnOrder;
  /** Numbers sort from the largest, words from A. */
  readonly isNumber: boolean;
  readonly hint?: string;
  /** From which width of the table on it is shown. */
  readonly shown: string;
};

const ALWAYS = "";
const WIDE = "hidden @[640px]:block";
const WIDER = "hidden @[900px]:block";
const WIDEST = "hidden @[1160px]:block";

export const COLUMNS: readonly Column[] = [
  { name: "symbol", label: "Symbol", order: "symbol", isNumber: false, shown: ALWAYS },
  { name: "venue", label: "Venue", order: "venue", isNumber: false, shown: WIDE },
  { name: "kind", label: "Kind", order: "kind", isNumber: false, shown: WIDER },
  { name: "last", label: "Last", order: "last", isNumber: true, shown: ALWAYS },
  {
    name: "change",
    label: "24 h",
    order: "change",
    isNumber: true,
    hint: "Change over the 24 hours up to the newest stored candle, on the last price",
    shown: ALWAYS,
  },
  { name: "high", label: "High", order: "high", isNumber: true, hint: "Highest price of 24 hours", shown: WIDEST },
  { name: "low", label: "Low", order: "low", isNumber: true, hint: "Lowest price of 24 hours", shown: WIDEST },
  {
    name: "volume",
    label: "Volume",
    order: "volume",
    isNumber: true,
    hint: "Traded in 24 hours, in the quote currency",
    shown: WIDER,
  },
  {
    name: "spread",
    label: "Spread bp",
    isNumber: true,
    hint: "Between the best prices of the live book",
    shown: WIDER,
  },
  {
    name: "funding",
    label: "Funding",
    order: "funding",
    isNumber: true,
    hint: "Last settled rate of a perpetual",
    shown: WIDEST,
  },
  { name: "course", label: "Course", isNumber: false, hint: "The last 24 hours", shown: WIDE },
  { name: "status", label: "Status", order: "status", isNumber: false, shown: WIDE },
];

/** Where the header and every row put their cells, by the width of the table. */
export const GRID = [
  "grid items-center grid-cols-[44px_minmax(0,1fr)_108px_92px]",
  "@[640px]:grid-cols-[32px_minmax(104px,1.4fr)_minmax(64px,1fr)_minmax(92px,1fr)_92px_minmax(72px,1fr)_84px]",
  "@[900px]:grid-cols-[32px_minmax(104px,1.3fr)_minmax(72px,.9fr)_76px_minmax(92px,1fr)_92px_minmax(104px,1fr)_76px_minmax(80px,1fr)_84px]",
  "@[1160px]:grid-cols-[32px_minmax(110px,1.3fr)_minmax(80px,.9fr)_76px_minmax(92px,1fr)_92px_minmax(88px,1fr)_minmax(88px,1fr)_minmax(112px,1.1fr)_76px_84px_minmax(90px,1fr)_96px]",
].join(" ");

export const CELL = "truncate px-2";
export const NUMBER = "text-right";

export function columnNamed(name: string): Column {
  const found = COLUMNS.find((column) => column.name === name);
  if (found === undefined) throw new Error(`There is no column "${name}"`);
  return found;
}
