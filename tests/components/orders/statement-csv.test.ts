import { expect, it } from "vitest";
import { statementCsv } from "../../../components/orders/statement/statement-csv.ts";
import type { DailyStatement } from "../../../server/domain/orders/daily-statement.ts";

const STATEMENT: DailyStatement = {
  day: "2026-11-21",
  timeZone: "UTC",
  from: Date.UTC(2026, 10, 21),
  until: Date.UTC(2026, 10, 22),
  portfolio: "Margin, mine",
  mode: "paper",
  orders: [{ status: "filled", count: 1 }],
  lines: [
    {
      instrumentId: "BTC-USDT",
      orders: 1,
      fills: 1,
      bought: "0.02",
      sold: "0",
      volume: "1000",
      fees: [{ currency: "BTC", amount: "0.00002" }],
      realised: "0",
      funding: "0",
    },
  ],
  volume: [],
  fees: [],
  realised: [],
  funding: [],
  baseCurrency: "USDT",
  debts: [
    { currency: "BTC", borrowed: "0.01", repaid: "0.01", forgiven: "0", interest: "0.01041667", owed: "0" },
    { currency: "USDT", borrowed: "0", repaid: "12.5", forgiven: "0", interest: "0.5", owed: "99.5" },
  ],
  marginCalls: [],
  cashFlows: [],
};

it("writes a line for each instrument and one for each borrowed currency, each cell under its heading", () => {
  const lines = statementCsv(STATEMENT)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.replace('"Margin, mine"', "Margin").split(","));
  const [head = [], ...rows] = lines;
  const read = rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])));
  expect(lines.every(({ length }) => length === head.length)).toBe(true);
  expect(read[0]).toMatchObject({
    instrument: "BTC-USDT",
    fees: "0.00002 BTC",
    borrowed_currency: "",
    owed: "",
    mode: "paper",
  });
  expect(read[1]).toMatchObject({
    instrument: "",
    borrowed_currency: "BTC",
    borrowed: "0.01",
    borrow_interest: "0.01041667",
  });
  expect(read[2]).toMatchObject({ repaid: "12.5", interest_currency: "USDT", owed: "99.5", mode: "paper" });
});
