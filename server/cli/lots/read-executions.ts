import { basename, resolve } from "node:path";
import { openMembers } from "../../adapters/market-data/import/files/open-members.ts";
import { ImportError } from "../../adapters/market-data/import/import-error.ts";
import { openContent } from "../../adapters/market-data/import/tables/open-table.ts";
import type { RowCells, Table } from "../../adapters/market-data/import/tables/table.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { parseScaled } from "../../domain/money/decimal.ts";
import { type Integer, multiply } from "../../domain/money/integer.ts";
import type { Execution } from "../../domain/positions/realised-gains.ts";
import { parseInstant } from "../instant.ts";

/** Places of quantities, of prices, and so of money. */
export const QUANTITY_DECIMALS = 18;
const PRICE_DECIMALS = 18;
export const MONEY_DECIMALS = QUANTITY_DECIMALS + PRICE_DECIMALS;

const NEEDED = ["time", "symbol", "side", "quantity", "price"] as const;
const KNOWN = [...NEEDED, "fee", "fee_currency", "id"] as const;
type Column = (typeof KNOWN)[number];

/** Thrown for the first row that makes no sense; never leaves this file. */
class BadRow extends Error {}

/** Reads executions from a table with a header: exact decimals, any order of columns. */
export async function readExecutions(path: string): Promise<Result<readonly Execution[]>> {
  const executions: Execution[] = [];
  try {
    for (const member of await openMembers({ path: resolve(path), name: basename(path) })) {
      const content = await openContent(member, undefined);
      if (content.kind === "capture") return refuse("file-refused", `"${member.name}" holds messages of an exchange.`);
      const places = placesOf(content.table);
      const missing = NEEDED.filter((name) => !places.has(name));
      if (missing.length > 0) {
        const message = `"${member.name}" has no column ${missing.join(", ")}. Give a table with ${NEEDED.join(", ")} and, where there are fees, fee and fee_currency.`;
        return refuse("file-refused", message);
      }
      await content.table.forEachRow(
        (cells, row) => executions.push(readRow(cells, row, places)),
        async () => {},
      );
    }
  } catch (cause) {
    if (cause instanceof BadRow) return refuse("bad-rows", cause.message);
    if (!(cause instanceof ImportError) || cause.refusal.code === "file-unreadable") throw cause;
    return refuse("file-refused", cause.message);
  }
  return accept(executions);
}

function placesOf({ columns }: Table): ReadonlyMap<Column, number> {
  const places = new Map<Column, number>();
  for (const [place, name] of (columns ?? []).entries()) {
    const known = KNOWN.find((each) => each === name.trim().toLowerCase().replaceAll(/[\s-]/g, "_"));
    if (known !== undefined && !places.has(known)) places.set(known, place);
  }
  return places;
}

function readRow(cells: RowCells, row: number, places: ReadonlyMap<Column, number>): Execution {
  const text = (name: Column): string => {
    const place = places.get(name);
    return place === undefined || place >= cells.count ? "" : cells.text(place).trim();
  };
  const wrong = (name: Column, advice: string) =>
    new BadRow(`Row ${row}: ${name} is "${text(name)}". ${advice} Repair the file.`);
  const amount = (name: Column, decimals: number): Integer => {
    const read = parseScaled(text(name), decimals);
    if ("value" in read && read.value >= 0) return read.value;
    throw wrong(name, `Use a plain decimal from 0 with at most ${decimals} places.`);
  };
  const at = parseInstant(text("time"));
  if (at === null) throw wrong("time", "Use an instant such as 2024-01-31T12:00:00Z, or milliseconds since 1970.");
  const symbol = text("symbol");
  const [base = "", quote = ""] = symbol.split("/");
  if (base === "" || quote === "") throw wrong("symbol", "Use a unified one such as BTC/USDT.");
  const side = text("side").toLowerCase();
  if (side !== "buy" && side !== "sell") throw wrong("side", "Use buy or sell.");
  const quantityUnits = amount("quantity", QUANTITY_DECIMALS);
  if (quantityUnits === 0) throw wrong("quantity", "Nothing changes hands.");
  const valueUnits = multiply(quantityUnits, amount("price", PRICE_DECIMALS));
  const currency = text("fee_currency");
  if (currency !== "" && currency !== base && currency !== quote) {
    throw wrong("fee_currency", `A fee is taken in ${base} or ${quote} here: convert others first.`);
  }
  const isInBase = currency === base;
  const units = text("fee") === "" ? 0 : amount("fee", isInBase ? QUANTITY_DECIMALS : MONEY_DECIMALS);
  const fee = { units, in: isInBase ? "base" : "quote" } as const;
  const id = text("id") === "" ? `row ${row}` : text("id");
  return { id, instrumentId: symbol, at, side, quantityUnits, valueUnits, fee };
}
