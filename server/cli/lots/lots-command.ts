import { formatScaledShort } from "../../domain/money/decimal.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import { type Closing, LOT_VIEWS, type RealisedGains, realiseGains } from "../../domain/positions/realised-gains.ts";
import { startEnvironment } from "../../platform/env.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { MONEY_DECIMALS, QUANTITY_DECIMALS, readExecutions } from "./read-executions.ts";

const quantity = (units: Integer) => formatScaledShort(units, QUANTITY_DECIMALS);
const money = (units: Integer) => formatScaledShort(units, MONEY_DECIMALS);
const iso = (at: number) => new Date(at).toISOString();
const DAY_MS = 86_400_000;

export const lotsCommand: Command = {
  name: "lots",
  usage: "lots FILE --method METHOD [--year YEAR]",
  summary: "matches buys and sales lot by lot: realised gains a lot and a year",
  details: `FILE is a table (CSV, Parquet, feather or JSON, gzipped or zipped) with the columns time, symbol, side, quantity and price, and
where there are fees, fee and fee_currency (the symbol's base or quote). Executions count in the order of their times.

  --method METHOD    which purchase a sale closes first: ${LOT_VIEWS.join(", ")}
  --year YEAR        shows the gains of one year (UTC) alone; all are computed over`,
  options: { method: { type: "string" }, year: { type: "string" } },
  run: async (positionals, { method, year }) => {
    startEnvironment();
    const [file, ...more] = positionals;
    if (file === undefined) return misused("Name one FILE of executions.");
    if (more.length > 0) return misused(`lots takes one FILE, not "${more.join('", "')}" too.`);
    const view = LOT_VIEWS.find((known) => known.toLowerCase() === String(method ?? "").toLowerCase());
    if (view === undefined) {
      return misused(`--method is ${method === undefined ? "missing" : `"${method}"`}. Use ${LOT_VIEWS.join(", ")}.`);
    }
    if (year !== undefined && !/^\d{4}$/.test(String(year))) {
      return misused(`--year is "${year}". Use one such as 2026.`);
    }
    const read = await readExecutions(file);
    if (!read.ok) return refused(read.rejection);
    const gains = realiseGains(read.value, view);
    const shown = gains.closings.filter(({ closedAt }) => year === undefined || yearOf(closedAt) === Number(year));
    const report = { method: view, executions: read.value.length, ...documentOf({ ...gains, closings: shown }) };
    return done(report, textOf(report));
  },
};

const yearOf = (at: number) => new Date(at).getUTCFullYear();

function documentOf({ closings, open }: RealisedGains) {
  return {
    closings: closings.map((each) => ({
      symbol: each.instrumentId,
      direction: each.direction,
      lot: each.lotId,
      closedBy: each.closedBy,
      openedAt: iso(each.openedAt),
      closedAt: iso(each.closedAt),
      daysHeld: Math.floor((each.closedAt - each.openedAt) / DAY_MS),
      quantity: quantity(each.quantityUnits),
      cost: money(each.costUnits),
      proceeds: money(each.proceedsUnits),
      gain: money(each.gainUnits),
    })),
    years: yearly(closings),
    open: open.map((lot) => ({
      symbol: lot.instrumentId,
      direction: lot.direction,
      lot: lot.id,
      openedAt: iso(lot.openedAt),
      quantity: quantity(lot.quantityUnits),
      cost: money(lot.costUnits),
    })),
  };
}

/** Sums a year and a symbol. */
function yearly(closings: readonly Closing[]) {
  const sums = new Map<string, { year: number; symbol: string; cost: Integer; proceeds: Integer; gain: Integer }>();
  for (const { instrumentId: symbol, closedAt, costUnits, proceedsUnits, gainUnits } of closings) {
    const year = yearOf(closedAt);
    const sum = sums.get(`${year} ${symbol}`) ?? { year, symbol, cost: 0, proceeds: 0, gain: 0 };
    sum.cost = add(sum.cost, costUnits);
    sum.proceeds = add(sum.proceeds, proceedsUnits);
    sum.gain = add(sum.gain, gainUnits);
    sums.set(`${year} ${symbol}`, sum);
  }
  return [...sums.values()]
    .sort((a, b) => a.year - b.year || a.symbol.localeCompare(b.symbol))
    .map(({ year, symbol, ...amounts }) => ({
      year,
      symbol,
      cost: money(amounts.cost),
      proceeds: money(amounts.proceeds),
      gain: money(amounts.gain),
    }));
}

function textOf({
  method,
  executions,
  closings,
  years,
  open,
}: { method: string; executions: number } & ReturnType<typeof documentOf>): string {
  const lines = [`${method}: ${executions} executions, ${closings.length} closings, ${open.length} open lots`, ""];
  lines.push("closed      symbol        quantity            cost        proceeds            gain  days  opened");
  for (const each of closings) {
    const cells = [each.quantity, each.cost, each.proceeds, each.gain].map((cell, at) =>
      cell.padStart(at === 0 ? 12 : 15),
    );
    lines.push(
      `${each.closedAt.slice(0, 10)}  ${each.symbol.padEnd(9)}${cells.join(" ")} ${String(each.daysHeld).padStart(5)}  ${each.openedAt.slice(0, 10)}`,
    );
  }
  for (const each of years)
    lines.push(`${each.year}  ${each.symbol}  gain ${each.gain}  (${each.proceeds} − ${each.cost})`);
  for (const lot of open)
    lines.push(
      `open  ${lot.symbol}  ${lot.direction}  ${lot.quantity} for ${lot.cost} since ${lot.openedAt.slice(0, 10)}`,
    );
  return lines.join("\n");
}
