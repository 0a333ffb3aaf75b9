import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type BorrowTerms, borrowedUnits, interestUnits } from "../../../server/domain/margin/borrow-interest.ts";
import { fundingUnits } from "../../../server/domain/margin/funding.ts";
import { returnOnMargin, tradeResult } from "../../../server/domain/margin/trade-result.ts";
import { defineInstrument, wholeLots } from "../../../server/domain/markets/instrument.ts";
import { roundScaled } from "../../../server/domain/money/decimal.ts";
import { add, type Integer, multiply, multiplyDivide, multiplyDivideUp } from "../../../server/domain/money/integer.ts";
import { annualGrowth } from "../../../server/domain/performance/annual-growth.ts";

const FILE = fileURLToPath(new URL("../../../../shared/oracles/pnl_margin/freqtrade_tables.json", import.meta.url));

type Cell = string | number | boolean | null;
type Column =
  | "amount"
  | "close_rate"
  | "close_value"
  | "d1"
  | "d2"
  | "days"
  | "end"
  | "exchange"
  | "expected"
  | "expected_fees"
  | "fee_close"
  | "fee_rate"
  | "funding_fee"
  | "funding_fees"
  | "funding_rate"
  | "is_short"
  | "kraken_fee"
  | "lev"
  | "mark_price"
  | "open_rate"
  | "open_value"
  | "pair"
  | "param_amount"
  | "param_size"
  | "precision"
  | "precision_mode"
  | "price"
  | "profit"
  | "profit_ratio"
  | "rate_end"
  | "rate_start"
  | "result"
  | "rounding_mode"
  | "size"
  | "start"
  | "time_in_ratio"
  | "trading_mode";
type Row = { readonly [Name in Column]?: Cell };
type Rows = readonly Row[];
type Stored = {
  readonly tables: readonly {
    readonly test: string;
    readonly tables: readonly { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }[];
  }[];
};

/** Money and quantities to 14 places, so that what freqtrade leaves in floats is exact here. */
const PLACES = 14;
const ONE = 10 ** PLACES;
const units = (value: Cell): Integer => roundScaled(String(value), PLACES);
const decimal = (value: Integer): number => Number(value) / ONE;
const millionths = (rate: Cell): number => Math.round(Number(rate) * 1e6);

const AMOUNT = 30;
const HELD_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** 0.05 %, of a day at one and of four hours at the other. */
const BINANCE: BorrowTerms = {
  rateMillionths: 500,
  ratePeriodMs: 24 * HOUR_MS,
  chargedEveryMs: HOUR_MS,
  chargesOpening: false,
};
const KRAKEN: BorrowTerms = {
  rateMillionths: 500,
  ratePeriodMs: 4 * HOUR_MS,
  chargedEveryMs: 4 * HOUR_MS,
  chargesOpening: true,
};

function roundTrip(row: Row, openRate: number, closeRate: number, closeFee: number) {
  const { exchange, is_short: isShort, lev, trading_mode: mode, funding_fees: funding } = row;
  const isBorrowed = mode === "<margin>";
  const terms = exchange === "kraken" ? KRAKEN : BINANCE;
  const openedUnits = multiplyDivide(units(AMOUNT), units(openRate), ONE);
  let amount = units(AMOUNT);
  let interest: Integer = 0;
  if (isBorrowed && isShort) amount = add(amount, interestUnits(amount, HELD_MS, terms));
  if (isBorrowed && !isShort) interest = interestUnits(borrowedUnits(openedUnits, Number(lev)), HELD_MS, terms);
  const result = tradeResult({
    direction: isShort ? "short" : "long",
    openedUnits,
    closedUnits: multiplyDivide(amount, units(closeRate), ONE),
    openFeeMillionths: 2_500,
    closeFeeMillionths: millionths(closeFee),
    interestUnits: interest,
    fundingUnits: units(funding ?? 0),
  });
  const ratio = returnOnMargin(result.profitUnits, result.openUnits, Number(lev));
  return {
    open: decimal(result.openUnits),
    close: decimal(result.closeUnits),
    profit: decimal(result.profitUnits),
    ratio,
  };
}

/** freqtrade compares with pytest.approx: a millionth of the number. */
const expectNear = (actual: number, expected: Cell, row: unknown) =>
  expect(Math.abs(actual - Number(expected)), JSON.stringify(row)).toBeLessThanOrEqual(
    Math.abs(Number(expected)) * 1e-6 + 1e-9,
  );

/** The step of a precision of ccxt: decimal places, significant digits of this number, or the step itself. */
function stepOf(value: number, mode: Cell, precision: number): { mantissa: Integer; places: number } {
  if (mode === "<TICK_SIZE>") return { mantissa: roundScaled(precision.toFixed(PLACES), PLACES), places: PLACES };
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const places = mode === "<DECIMAL_PLACES>" ? precision : precision - magnitude;
  return { mantissa: fraction(places), places: PLACES };
}
const fraction = (places: number): Integer => multiply(10 ** Math.max(0, PLACES - places), 1);

const rounded = (value: number, mode: Cell, precision: number, how: string): number => {
  const { mantissa } = stepOf(value, mode, precision);
  const exact = roundScaled(value.toFixed(PLACES), PLACES);
  const steps =
    how === "down"
      ? multiplyDivide(exact, 1, mantissa)
      : how === "up"
        ? multiplyDivideUp(exact, 1, mantissa)
        : multiplyDivide(add(multiply(exact, 2), mantissa), 1, multiply(mantissa, 2)); // Half goes up.
  return decimal(multiply(steps, mantissa));
};

describe.skipIf(!existsSync(FILE))("freqtrade's tables", () => {
  const oracle: Stored = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : { tables: [] };
  const rowsOf = (test: string): Rows => {
    const found = oracle.tables.filter(({ test: name }) => name.endsWith(`::${test}`)).flatMap(({ tables }) => tables);
    return found.flatMap(({ columns, rows }) =>
      rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]))),
    );
  };

  it("has 221 rows, all of which are looked at here", () => {
    const counts = oracle.tables.flatMap(({ tables }) => tables.map(({ rows }) => rows.length));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(221);
    expect(oracle.tables).toHaveLength(9);
  });

  it("opens and closes for the same money", () => {
    const rows = rowsOf("test_calc_open_close_trade_price");
    expect(rows).toHaveLength(14);
    for (const row of rows) {
      const [open, close] = row.is_short ? [2.2, 2] : [2, 2.2]; // A short is closed where a long is opened.
      const result = roundTrip(row, open as number, close as number, 0.0025);
      expectNear(result.open, row.open_value ?? null, row);
      expectNear(result.close, row.close_value ?? null, row);
      expectNear(result.profit, row.profit ?? null, row);
      expectNear(result.ratio, row.profit_ratio ?? null, row);
    }
  });

  it("closes for the same money at each price and fee", () => {
    const rows = rowsOf("test_calc_close_trade_price");
    expect(rows).toHaveLength(19);
    for (const row of rows) {
      const { close } = roundTrip(row, Number(row.open_rate), Number(row.close_rate), Number(row.fee_rate));
      expectNear(close, row.result ?? null, row);
    }
  });

  it("earns the same, and the same on the money put up", () => {
    const rows = rowsOf("test_calc_profit");
    expect(rows).toHaveLength(59);
    for (const row of rows) {
      const result = roundTrip(row, 2, Number(row.close_rate), Number(row.fee_close));
      expectNear(result.profit, row.profit ?? null, row);
      expectNear(result.ratio, row.profit_ratio ?? null, row);
    }
  });

  it("pays the same funding; a mark that is not known funds nothing there, and here there is no such mark", () => {
    const rows = rowsOf("test_calculate_funding_fees");
    expect(rows).toHaveLength(4);
    for (const { size, mark_price: mark, funding_rate: rate, funding_fee: fee, time_in_ratio, kraken_fee } of rows) {
      if (mark === "<nan>") continue;
      const notional = multiplyDivide(units(size ?? 0), units(mark ?? 0), ONE);
      const forShort = fundingUnits(notional, -1, Number(rate).toFixed(8));
      expectNear(decimal(forShort), fee ?? null, { size, mark, rate });
      // Kraken funds by the hour, in proportion to the time held: the same rule with a smaller rate.
      if (time_in_ratio === null || time_in_ratio === undefined) continue;
      const hourly = fundingUnits(notional, -1, (Number(rate) * Number(time_in_ratio)).toFixed(12));
      expectNear(decimal(hourly), kraken_fee ?? null, { size, mark, rate, time_in_ratio });
    }
  });

  it("pays funding at the stamps that a position was open for", () => {
    const rows = rowsOf("test__fetch_and_calculate_funding_fees");
    expect(rows).toHaveLength(15);
    const midnight = Date.parse("2021-09-01T00:00:00Z");
    const stamps = [
      { at: midnight, rate: "-0.000008", mark: 2.77 },
      { at: midnight + 8 * HOUR_MS, rate: "-0.000003", mark: 2.77 },
    ];
    for (const row of rows) {
      const known = stamps.slice(Number(row.rate_start), Number(row.rate_end));
      const [from, to] = [row.d1, row.d2].map((text) => Date.parse(`${String(text).replace(" ", "T")}Z`)) as [
        number,
        number,
      ];
      // freqtrade lets a position that is opened less than 15 s after a stamp pay that stamp, as Binance may; here one pays only for
      // stamps at which it is open.
      const sinceHour = from % HOUR_MS;
      const opened = sinceHour < 15_000 ? from - sinceHour : from;
      let sum: Integer = 0;
      for (const { at, rate, mark } of known) {
        if (at < opened || at > to) continue;
        sum = add(sum, fundingUnits(multiplyDivide(units(row.amount ?? 0), units(mark), ONE), -1, rate));
      }
      expectNear(decimal(sum), row.expected_fees ?? null, row);
    }
  });

  it("counts a quantity in contracts, which are lots here", () => {
    const rows = rowsOf("test__amount_to_contracts");
    const sizes: Readonly<Record<string, string>> = { "ADA/USDT:USDT": "0.01", "ETH/USDT:USDT": "10" };
    expect(rows).toHaveLength(4);
    const terms = { base: "XRP", quote: "USDT", tick: "0.01", minNotional: "5", quantityMax: "1000" };
    for (const { pair, param_amount: amount, param_size: size } of rows) {
      const lot = sizes[String(pair)] ?? "1";
      const instrument = defineInstrument({ ...terms, lot, makerRate: "0", takerRate: "0" });
      expect(wholeLots(instrument, roundScaled(String(amount), 8))).toBe(size);
    }
  });

  it("cuts quantities down to the step", () => {
    const rows = rowsOf("test_amount_to_precision");
    expect(rows).toHaveLength(24);
    for (const row of rows)
      expectNear(
        rounded(Number(row.amount), row.precision_mode ?? null, Number(row.precision), "down"),
        row.expected ?? null,
        row,
      );
  });

  it("rounds prices to the step, up, down or to the nearest", () => {
    const rows = rowsOf("test_price_to_precision");
    expect(rows).toHaveLength(76);
    for (const row of rows) {
      const how = row.rounding_mode === "<ROUND_UP>" ? "up" : row.rounding_mode === "<ROUND>" ? "nearest" : "down";
      expectNear(
        rounded(Number(row.price), row.precision_mode ?? null, Number(row.precision), how),
        row.expected ?? null,
        row,
      );
    }
  });

  it("grows by the same rate a year", () => {
    const rows = rowsOf("test_calculate_cagr");
    expect(rows).toHaveLength(6);
    for (const { start, end, days, expected } of rows) {
      const growth = annualGrowth(Number(start), Number(end), days === "<3 * 365>" ? 3 * 365 : Number(days));
      expect(growth).toBeCloseTo(Number(expected), 4);
    }
  });
});
