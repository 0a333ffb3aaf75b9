import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Integer, multiply, subtract } from "../../../server/domain/money/integer.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import { type Execution, type LotView, realiseGains } from "../../../server/domain/positions/realised-gains.ts";
import { totalUnits } from "./lot-examples.ts";

const FOLDER = new URL("../../../../shared/oracles/lots/ledger/", import.meta.url);
const hasOracle = existsSync(FOLDER);
if (!hasOracle) console.log(`Skipped: the oracles in ${FOLDER.pathname} are absent.`);

const CENTS = 100;
const day = (text: string): number => Date.parse(`${text.replaceAll("/", "-")}T00:00Z`);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

type Price = { readonly at: number; readonly cents: number };

/** Purchases and sales of `commodity`, at the unit price that stands behind them, in cents. */
function tradesOf(journal: string, commodity: string): Execution[] {
  const posting = new RegExp(`^\\s+\\S+\\s+(-?\\d+) ${commodity}(?: (@@?|\\{)\\s*\\$?([\\d.]+))?`);
  const trades: Execution[] = [];
  let at = 0;
  for (const line of journal.split("\n")) {
    const date = /^(\d{4}[-/]\d\d[-/]\d\d) /.exec(line)?.[1];
    if (date !== undefined) at = day(date);
    const found = posting.exec(line);
    if (found === null) continue;
    const quantity = Number(found[1]);
    const cents = Math.round(Number(found[3] ?? "1") * CENTS);
    const valueUnits = found[2] === "@@" ? cents : Math.abs(quantity) * cents;
    const side: Side = quantity > 0 ? "buy" : "sell";
    trades.push({
      id: `t${trades.length}`,
      instrumentId: commodity,
      at,
      side,
      quantityUnits: Math.abs(quantity),
      valueUnits,
      fee: { units: 0, in: "quote" },
    });
  }
  return trades;
}

const pricesOf = (journal: string, commodity: string): Price[] =>
  [...journal.matchAll(new RegExp(`^P (\\S+)(?: \\S+)? ${commodity} \\$?([\\d.]+)`, "gm"))].map(([, date, price]) => ({
    at: day(date ?? ""),
    cents: Math.round(Number(price) * CENTS),
  }));

/** What the open lots would bring more than they cost, in cents. */
function unrealised(trades: readonly Execution[], cents: number, view: LotView = "FIFO"): Integer {
  const { open } = realiseGains(trades, view);
  return subtract(multiply(totalUnits(open, "quantityUnits"), cents), totalUnits(open, "costUnits"));
}

const unitCents = ({ costUnits, quantityUnits }: Lot): number => Number(costUnits) / Number(quantityUnits);

describe.skipIf(!hasOracle)("lots against Ledger's reports", () => {
  it("keeps the lots of `--lots-fifo`, each with its price and its day", () => {
    const journal = read("opt-lots-fifo.txt");
    const wanted = [...journal.matchAll(/^(\d+) FOO \{([\d.]+) EUR\} \[(\S+)\]/gm)].map(([, quantity, price, date]) => [
      Number(quantity),
      Number(price) * CENTS,
      day(date ?? ""),
    ]);
    expect(wanted).toHaveLength(2);
    const { open } = realiseGains(tradesOf(journal, "FOO"), "FIFO");
    expect(open.map((lot) => [lot.quantityUnits, unitCents(lot), lot.openedAt])).toEqual(wanted);
  });

  it("pools what was bought as `--average-lot-prices` does", () => {
    const journal = read("opt-average-lot-prices.txt");
    const [, quantity, price] = /(\d+) FOO \{([\d.]+) EUR\} {2}Assets/.exec(journal) ?? [];
    const { open } = realiseGains(tradesOf(journal, "FOO"), "average");
    expect(open.map((lot) => [lot.quantityUnits, unitCents(lot)])).toEqual([[Number(quantity), Number(price) * CENTS]]);
  });

  it("has the gain of `bal --gain`", () => {
    const journal = read("opt-gain-bal.txt");
    const gain = Number(/\$([\d.]+) {2}Assets:Brokerage/.exec(journal)?.[1]) * CENTS;
    const [price] = pricesOf(journal, "AAPL");
    expect(unrealised(tradesOf(journal, "AAPL"), price?.cents ?? 0)).toBe(gain);
  });

  it("has the running gain of `reg --gain` after every price, purchase and sale", () => {
    const journal = (read("opt-gain.txt").split("test reg")[0] ?? "").replaceAll(/^;.*$/gm, "");
    const rows = read("opt-gain.txt").match(/^\d\d-\w{3}-\d\d .*$/gm) ?? [];
    const wanted = rows.map((row) => Number(/(-?\d+) P$/.exec(row)?.[1]) * CENTS);
    const trades = tradesOf(journal, "S");
    const prices = pricesOf(journal, "S");
    expect([trades.length, prices.length, wanted.length]).toEqual([7, 7, 13]);
    const moments = [...prices.map((price) => ({ ...price, order: 0 })), ...trades.map(({ at }) => ({ at, order: 1 }))];
    const totals = moments
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .flatMap(({ at, order }) => {
        const price = prices.findLast((each) => each.at <= at);
        const done = trades.filter((trade) => (order === 1 ? trade.at <= at : trade.at < at));
        return price === undefined ? [] : [unrealised(done, price.cents)];
      });
    expect(totals).toEqual(wanted);
  });
});
