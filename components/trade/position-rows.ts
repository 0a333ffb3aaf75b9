import type { MarginValues } from "../../server/domain/margin/margin-account.ts";
import { type Instrument, valueOfBaseUnits } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaled, parseScaled } from "../../server/domain/money/decimal.ts";
import { add, type Integer, multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import type { Direction } from "../../server/domain/positions/lot.ts";
import { POSITION_SIDES, type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import type { MarksFrame } from "../live/live-frame.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { ticksOf } from "./book-depth.ts";

export type PositionRow = {
  readonly instrument: Instrument;
  /** In hedge mode, where an instrument has a row for each side. */
  readonly positionSide: PositionSide | null;
  /** Null when nothing is held any more; the realised profit stays. */
  readonly direction: Direction | null;
  readonly quantityUnits: Integer;
  /**
   * In ticks rounded to the nearest; null when nothing is held. Of a perpetual the average price of its fills, as its
   * liquidation price counts; of coins what one cost on average, fees included.
   */
  readonly entryTicks: number | null;
  readonly mark: string | null;
  /** What is held at the mark, in units of the quote currency; null without a mark. */
  readonly valueUnits: Integer | null;
  readonly costUnits: Integer;
  readonly unrealised: string | null;
  readonly realisedUnits: Integer;
  /** Of a perpetual. */
  readonly margin: MarginValues | null;
};

export const rowKey = ({ instrument, positionSide }: PositionRow): string => positionKey(instrument.id, positionSide);

/** The open lots of each instrument as one position, with its mark, then what is flat; instruments never traded have no row. */
export function positionRows(snapshot: PortfolioSnapshot, marks: MarksFrame | null): PositionRow[] {
  const known = new Map(snapshot.positions.map((row) => [positionKey(row.instrumentId, row.positionSide), row]));
  const traded = new Set(snapshot.lots.map((lot) => lot.instrumentId));
  // A perpetual whose leverage was set is not traded by that.
  for (const { instrumentId, realisedUnits, margin } of snapshot.positions)
    if (margin === undefined || realisedUnits !== 0) traded.add(instrumentId);
  const meant = LISTED_INSTRUMENTS.filter((instrument) => traded.has(instrument.id)).flatMap((instrument) => {
    const whole = known.get(instrument.id);
    const isHedged = whole?.margin?.positionMode === "hedge";
    // What was realised in the other mode stays.
    const isTold = (side: PositionSide | null) =>
      (known.get(positionKey(instrument.id, side))?.realisedUnits ?? 0) !== 0 ||
      (isHedged && snapshot.lots.some((lot) => lot.instrumentId === instrument.id && lot.direction === side));
    const sides = isHedged ? [...POSITION_SIDES, null] : [null, ...POSITION_SIDES];
    return sides
      .filter((side) => isTold(side) || (side === null && !isHedged))
      .map((positionSide) => ({ instrument, positionSide, isHedged }));
  });
  const rows = meant.map(({ instrument, positionSide, isHedged }): PositionRow => {
    const row = known.get(positionKey(instrument.id, positionSide));
    const lots = snapshot.lots.filter(
      (lot) => lot.instrumentId === instrument.id && positionSide === (isHedged ? lot.direction : null),
    );
    const quantityUnits = lots.reduce<Integer>((sum, lot) => add(sum, lot.quantityUnits), 0);
    const costUnits = lots.reduce<Integer>((sum, lot) => add(sum, lot.costUnits), 0);
    const marked = marks?.positions.find(
      (position) =>
        positionKey(position.instrumentId, position.positionSide) === positionKey(instrument.id, positionSide),
    );
    const markTicks = ticksOf(instrument, marked?.mark);
    return {
      instrument,
      positionSide,
      direction: quantityUnits === 0 ? null : (lots[0]?.direction ?? null),
      quantityUnits,
      entryTicks:
        quantityUnits === 0
          ? null
          : averageTicks(instrument, row?.margin?.netLots ? row.margin.costUnits : costUnits, quantityUnits),
      mark: marked?.mark ?? null,
      valueUnits: markTicks === null ? null : valueOfBaseUnits(instrument, quantityUnits, markTicks),
      costUnits,
      unrealised: quantityUnits === 0 ? null : (marked?.unrealised ?? null),
      realisedUnits: row?.realisedUnits ?? 0,
      margin: row?.margin ?? null,
    };
  });
  const isOpen = ({ direction }: PositionRow) => direction !== null;
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))];
}

/**
 * Unrealised profit in percent of what was put up for the position: its cost, of a perpetual that divided by the leverage (ROE). Null when
 * nothing is held or unmarked.
 */
export function unrealisedPercent({ instrument, costUnits, unrealised, margin }: PositionRow): number | null {
  if (unrealised === null || costUnits === 0) return null;
  const cost = Number(formatScaled(costUnits, currencyOf(instrument.quote).decimals));
  return (Number(unrealised) / cost) * (margin?.leverage ?? 1) * 100;
}

export type PositionTotals = {
  readonly currency: string;
  /** Null while something held has no mark: a missing price is missing, not zero. */
  readonly valueUnits: Integer | null;
  readonly unrealisedUnits: Integer | null;
  readonly realisedUnits: Integer;
};

/** All rows together; null without rows, or when they are not counted in one currency. */
export function positionTotals(rows: readonly PositionRow[]): PositionTotals | null {
  const currency = rows[0]?.instrument.quote;
  if (currency === undefined || rows.some((row) => row.instrument.quote !== currency)) return null;
  const { decimals } = currencyOf(currency);
  const held = rows.filter((row) => row.direction !== null);
  const unrealised = held.map((row) => (row.unrealised === null ? null : unitsOf(row.unrealised, decimals)));
  return {
    currency,
    valueUnits: sumOf(held.map((row) => row.valueUnits)),
    unrealisedUnits: sumOf(unrealised),
    realisedUnits: rows.reduce<Integer>((sum, row) => add(sum, row.realisedUnits), 0),
  };
}

function unitsOf(text: string, decimals: number): Integer | null {
  const parsed = parseScaled(text, decimals);
  return "value" in parsed ? parsed.value : null;
}

const sumOf = (parts: readonly (Integer | null)[]): Integer | null =>
  parts.reduce<Integer | null>((sum, part) => (sum === null || part === null ? null : add(sum, part)), 0);

function averageTicks(instrument: Instrument, costUnits: Integer, quantityUnits: Integer): number {
  const perTick = multiply(quantityUnits, instrument.quoteUnitsPerTickLot);
  return Number(
    multiplyDivide(add(multiply(costUnits, instrument.baseUnitsPerLot * 2), perTick), 1, multiply(perTick, 2)),
  );
}
