import { IMPORT_FIELDS, type ImportField, type ImportMapping } from "../../../../domain/markets/import-report.ts";
import type { NameHints } from "../identify/file-name.ts";
import { ImportError } from "../import-error.ts";
import { timeReader, unitOf } from "../rows/read-time.ts";
import type { Table } from "../tables/table.ts";
import { type FoundColumns, findByHeader, isComplete, missingFields, plainName } from "./header-layout.ts";
import { findWithoutHeader } from "./headless-layout.ts";
import { type Layout, TIME_FIELDS } from "./layout.ts";

/** What a table holds: by the mapping a person gave, else by its header, else by its rows. */
export function findLayout(table: Table, mapping: ImportMapping | null, hints: NameHints, file: string): Layout {
  const given = mapping !== null && Object.keys(mapping.columns).length > 0 ? mapped(table, mapping, file) : null;
  const found = given ?? byHeader(table, hints) ?? byRows(table);
  if (found === null) throw new ImportError("format-unknown", file, unknownTable(table));
  const timeColumn = found.columns[TIME_FIELDS[found.kind]] as number; // Complete layouts have a time.
  const timeUnit = mapping?.timeUnit ?? unitOf(firstCell(table, timeColumn));
  const layout = { ...found, timeUnit, timezone: mapping?.timezone };
  try {
    timeReader(timeUnit, mapping?.timezone);
  } catch {
    throw new ImportError(
      "mapping-wrong",
      file,
      `Timezone "${mapping?.timezone}" is unknown. Give one like Europe/Berlin.`,
    );
  }
  return layout;
}

type Found = Omit<Layout, "timeUnit" | "timezone">;

const firstCell = (table: Table, column: number): string =>
  table.sample.map((row) => row[column] ?? "").find((cell) => cell !== "") ?? "";

function mapped(table: Table, mapping: ImportMapping, file: string): Found {
  const columns: Partial<Record<ImportField, number>> = {};
  const width = table.columns?.length ?? table.sample[0]?.length ?? 0;
  for (const field of IMPORT_FIELDS) {
    const wanted = mapping.columns[field];
    if (wanted === undefined) continue;
    const named = table.columns?.findIndex((name) => name === wanted || plainName(name) === plainName(wanted)) ?? -1;
    const column = named >= 0 ? named : /^\d{1,4}$/.test(wanted) ? Number(wanted) - 1 : -1;
    if (column < 0 || column >= width) {
      throw new ImportError(
        "mapping-wrong",
        file,
        `${field} is to be in column "${wanted}", but there are ${columnWords(table)}. Give one of them, or its number from 1.`,
      );
    }
    columns[field] = column;
  }
  const { kind, missing } = missingFields(columns);
  if (!isComplete(kind, columns)) {
    throw new ImportError(
      "mapping-wrong",
      file,
      `The mapping names no column for ${missing.join(", ")}, which ${kind} need. There are ${columnWords(table)}.`,
    );
  }
  return { kind, columns, description: `${kind} as mapped`, source: null };
}

const BINANCE_HEADER = ["open_time", "close_time", "count", "taker_buy_volume", "taker_buy_quote_volume", "ignore"];

/** What Tardis calls the exchanges. Quantities stay in the exchange's own unit: contracts at BitMEX and Deribit. */
const TARDIS: Readonly<Record<string, string>> = {
  binance: "binance-spot",
  "binance-us": "binanceus-spot",
  "binance-futures": "binance-usdm",
  "binance-delivery": "binance-coinm",
  bitmex: "bitmex-inverse",
  bybit: "bybit-linear",
  coinbase: "coinbase-spot",
  deribit: "deribit-inverse",
  hyperliquid: "hyperliquid-perp",
  kraken: "kraken-spot",
  okex: "okx-spot",
  "okex-swap": "okx-swap",
};

function byHeader(table: Table, hints: NameHints): Found | null {
  if (table.columns === null) return null;
  const found = findByHeader(table.columns);
  if (found === null) return null;
  if (hints.kind === "funding" && found.kind === "candles") return fundingInOpen(found);
  const names = table.columns.map(plainName);
  if (names.includes("local_timestamp") && names.includes("exchange")) {
    const exchange = table.sample[0]?.[names.indexOf("exchange")] ?? "";
    const source = table.sample.every((row) => row[names.indexOf("exchange")] === exchange)
      ? TARDIS[exchange]
      : undefined;
    return { ...found, description: `${found.kind} as Tardis publishes them`, source: source ?? null };
  }
  const isBinance = BINANCE_HEADER.every((name) => names.includes(name));
  const description = isBinance ? "candles as Binance publishes them for futures" : `${found.kind} with a header`;
  return { ...found, description, source: isBinance ? "binance-usdm" : null };
}

/** freqtrade keeps funding rates in the shape of candles: the rate is the open. */
function fundingInOpen({ columns: { open_time, open } }: FoundColumns): Found | null {
  if (open_time === undefined || open === undefined) return null;
  const columns = { funding_time: open_time, funding_rate: open };
  return { kind: "funding", columns, description: "funding rates as freqtrade keeps them", source: null };
}

function byRows(table: Table): Found | null {
  if (table.columns !== null) return null;
  const known = findWithoutHeader(table.sample, table.format);
  if (known === null) return null;
  const columns: Partial<Record<ImportField, number>> = {};
  known.fields.forEach((field, column) => {
    if (field !== null) columns[field] = column;
  });
  return { kind: known.kind, columns, description: known.description, source: known.source };
}

const columnWords = (table: Table): string =>
  table.columns === null
    ? `${table.sample[0]?.length ?? 0} columns without names`
    : `the columns "${table.columns.slice(0, 20).join('", "')}"`;

function unknownTable(table: Table): string {
  const first = table.columns === null ? ` that begin with "${(table.sample[0] ?? []).slice(0, 8).join(",")}"` : "";
  return `has ${columnWords(table)}${first}: no candles (time, open, high, low, close), trades (time, trade id, price, quantity, side) or funding rates (time, rate). Say with a mapping which column holds what, if it is one of these.`;
}
