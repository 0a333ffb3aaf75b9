import { storedInstrument, writeUnits } from "../../../../db/queries/decimals.ts";
import { csvInstant, csvLine } from "../../../domain/export/csv.ts";
import { daysHeld, type YearOfGains, yearOf, yearsOfGains } from "../../../domain/positions/gains-report.ts";
import type { Closing, LotView } from "../../../domain/positions/realised-gains.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { readLots } from "./read-lots.ts";

export type GainsQuestion = { readonly portfolioId: string; readonly method: LotView };

export type RealisedGainsReport = {
  readonly method: LotView;
  readonly isStored: boolean;
  readonly years: readonly YearOfGains[];
};

/** What was realised in each year and instrument under one method. */
export async function realisedGains(
  desk: Desk,
  actor: Actor,
  { portfolioId, method }: GainsQuestion,
): Promise<RealisedGainsReport> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const { isStored, closings } = await readLots(desk, portfolioId, { method, instrumentId: null });
  return { method, isStored, years: yearsOfGains(closings) };
}

const HEAD =
  "year,market,direction,lot,opened_by,closed_by,opened_utc,closed_utc,days_held,quantity,base,cost,proceeds,gain,quote,method,mode";

/** Each closing part of a lot as a line of CSV, of one year or of all: raw numbers, instants in ISO 8601 UTC. */
export async function exportGains(
  desk: Desk,
  actor: Actor,
  { portfolioId, method, year }: GainsQuestion & { readonly year: number | null },
): Promise<AsyncGenerator<string>> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const [row] = await desk.sql<{ mode: string }[]>`select mode from portfolio where id = ${portfolioId}`;
  const { closings } = await readLots(desk, portfolioId, { method, instrumentId: null });
  return (async function* () {
    yield `${HEAD}\r\n`;
    for (const closing of closings)
      if (year === null || yearOf(closing.closedAt) === year) yield gainLine(closing, method, row?.mode ?? "");
  })();
}

function gainLine(closing: Closing, method: LotView, mode: string): string {
  const { symbol, base, quote } = storedInstrument(closing.instrumentId);
  return csvLine([
    String(yearOf(closing.closedAt)),
    symbol,
    closing.direction,
    closing.lotId,
    closing.openedBy,
    closing.closedBy,
    csvInstant(closing.openedAt),
    csvInstant(closing.closedAt),
    String(daysHeld(closing)),
    writeUnits(closing.quantityUnits, base),
    base,
    writeUnits(closing.costUnits, quote),
    writeUnits(closing.proceedsUnits, quote),
    writeUnits(closing.gainUnits, quote),
    quote,
    method,
    mode,
  ]);
}
