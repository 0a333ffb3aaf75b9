import { storedInstrument, writeUnits } from "../../../db/queries/decimals.ts";
import { accept, type Rejection } from "../../domain/errors/rejection.ts";
import { daysHeld, yearOf, yearsOfGains } from "../../domain/positions/gains-report.ts";
import { LOT_VIEWS } from "../../domain/positions/realised-gains.ts";
import { startEnvironment } from "../../platform/env.ts";
import { findPortfolios } from "../../services/portfolios/find-portfolios.ts";
import { type LotReading, readLots } from "../../services/portfolios/lots/read-lots.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { withDesk } from "../desk-database.ts";
import { textTable } from "../text-table.ts";

/** Whoever may read the desk's files could do all this by hand. */
const commandLine = { userId: null, ip: null };

export const gainsCommand: Command = {
  name: "gains",
  usage: "gains PORTFOLIO --method METHOD [--year YEAR]",
  summary: "what a portfolio has realised, a lot and a year",
  details: `PORTFOLIO is the name of one. Changes nothing.

  --method METHOD    which purchase a sale closes first: ${LOT_VIEWS.join(", ")}
  --year YEAR        shows the closings of one year (UTC) alone; all are computed over`,
  options: { method: { type: "string" }, year: { type: "string" } },
  run: async (positionals, { method, year }) => {
    startEnvironment();
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) return misused("Name exactly one PORTFOLIO.");
    const view = LOT_VIEWS.find((known) => known.toLowerCase() === String(method ?? "").toLowerCase());
    if (view === undefined) {
      return misused(`--method is ${method === undefined ? "missing" : `"${method}"`}. Use ${LOT_VIEWS.join(", ")}.`);
    }
    if (year !== undefined && !/^\d{4}$/.test(String(year)))
      return misused(`--year is "${year}". Use one such as 2026.`);
    const result = await withDesk(async ({ desk }) => {
      const found = await findPortfolios(desk, commandLine, name, { takesAll: false });
      if (!found.ok) return found;
      const [id, ...others] = found.value;
      if (id === undefined || others.length > 0) return { ok: false, rejection: ambiguous(name) };
      return accept(await readLots(desk, id, { method: view, instrumentId: null }));
    });
    if (!result.ok) return refused(result.rejection);
    const { closings } = result.value;
    const shown = closings.filter(({ closedAt }) => year === undefined || yearOf(closedAt) === Number(year));
    const report = { portfolio: name, ...documentOf({ ...result.value, closings: shown }) };
    return done(report, textOf(report));
  },
};

const ambiguous = (name: string): Rejection => ({
  code: "portfolio-ambiguous",
  message: `"${name}" is more than one portfolio. Name exactly one.`,
  facts: {},
});

const iso = (at: number) => new Date(at).toISOString();

function documentOf({ method, isStored, closings, open }: LotReading) {
  const money = (instrumentId: string, units: Parameters<typeof writeUnits>[0]) =>
    writeUnits(units, storedInstrument(instrumentId).quote);
  return {
    method,
    isStored,
    closings: closings.map((each) => ({
      symbol: storedInstrument(each.instrumentId).symbol,
      direction: each.direction,
      lot: each.lotId,
      openedBy: each.openedBy,
      closedBy: each.closedBy,
      openedAt: iso(each.openedAt),
      closedAt: iso(each.closedAt),
      daysHeld: daysHeld(each),
      quantity: writeUnits(each.quantityUnits, storedInstrument(each.instrumentId).base),
      cost: money(each.instrumentId, each.costUnits),
      proceeds: money(each.instrumentId, each.proceedsUnits),
      gain: money(each.instrumentId, each.gainUnits),
    })),
    years: yearsOfGains(closings).map((each) => ({
      year: each.year,
      symbol: storedInstrument(each.instrumentId).symbol,
      closings: each.closings,
      cost: money(each.instrumentId, each.costUnits),
      proceeds: money(each.instrumentId, each.proceedsUnits),
      gain: money(each.instrumentId, each.gainUnits),
    })),
    open: open.map((lot) => ({
      symbol: storedInstrument(lot.instrumentId).symbol,
      direction: lot.direction,
      lot: lot.id,
      openedAt: iso(lot.openedAt),
      quantity: writeUnits(lot.quantityUnits, storedInstrument(lot.instrumentId).base),
      cost: money(lot.instrumentId, lot.costUnits),
    })),
  };
}

const ROW_HEAD = ["closed", "symbol", "quantity", "cost", "proceeds", "gain", "in", "days", "opened"];
const YEAR_HEAD = ["year", "symbol", "closings", "cost", "proceeds", "gain", "in"];
const OPEN_HEAD = ["open since", "symbol", "side", "quantity", "cost", "in"];

const quoteOf = (symbol: string) => symbol.split("/")[1]?.split(":")[0] ?? "";

function textOf({ portfolio, method, closings, years, open }: { portfolio: string } & ReturnType<typeof documentOf>) {
  const parts = [
    [`${portfolio}, ${method}: ${closings.length} closings, ${open.length} open lots`],
    textTable(
      ROW_HEAD,
      closings.map(({ closedAt, symbol, quantity, cost, proceeds, gain, daysHeld: days, openedAt }) => [
        ...[closedAt.slice(0, 10), symbol, quantity, cost, proceeds, gain, quoteOf(symbol), String(days)],
        openedAt.slice(0, 10),
      ]),
    ),
    textTable(
      YEAR_HEAD,
      years.map(({ year, symbol, closings: count, cost, proceeds, gain }) => [
        ...[String(year), symbol, String(count), cost, proceeds, gain, quoteOf(symbol)],
      ]),
    ),
    textTable(
      OPEN_HEAD,
      open.map(({ openedAt, symbol, direction, quantity, cost }) => [
        ...[openedAt.slice(0, 10), symbol, direction, quantity, cost, quoteOf(symbol)],
      ]),
    ),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
