import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import type { Direction } from "../../server/domain/positions/lot.ts";
import type { MarksFrame } from "../live/live-frame.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

export type PositionRow = {
  readonly instrument: Instrument;
  /** Null when nothing is held any more; the realised profit stays. */
  readonly direction: Direction | null;
  readonly quantityUnits: Integer;
  /** What one base coin cost on average, fees included, in ticks rounded to the nearest; null when nothing is held. */
  readonly entryTicks: number | null;
  readonly mark: string | null;
  readonly unrealised: string | null;
  readonly realisedUnits: Integer;
};

/** The open lots of each instrument as one position, with its mark; instruments never traded have no row. */
export function positionRows(snapshot: PortfolioSnapshot, marks: MarksFrame | null): PositionRow[] {
  const realised = new Map(snapshot.positions.map((row) => [row.instrumentId, row.realisedUnits]));
  const traded = new Set([...realised.keys(), ...snapshot.lots.map((lot) => lot.instrumentId)]);
  return LISTED_INSTRUMENTS.filter((instrument) => traded.has(instrument.id)).map((instrument) => {
    const lots = snapshot.lots.filter((lot) => lot.instrumentId === instrument.id);
    const quantityUnits = lots.reduce<Integer>((sum, lot) => add(sum, lot.quantityUnits), 0);
    const costUnits = lots.reduce<Integer>((sum, lot) => add(sum, lot.costUnits), 0);
    const mark = marks?.positions.find((position) => position.instrumentId === instrument.id);
    return {
      instrument,
      direction: quantityUnits === 0 ? null : (lots[0]?.direction ?? null),
      quantityUnits,
      entryTicks: quantityUnits === 0 ? null : averageTicks(instrument, costUnits, quantityUnits),
      mark: mark?.mark ?? null,
      unrealised: quantityUnits === 0 ? null : (mark?.unrealised ?? null),
      realisedUnits: realised.get(instrument.id) ?? 0,
    };
  });
}

function averageTicks(instrument: Instrument, costUnits: Integer, quantityUnits: Integer): number {
  const perTick = multiply(quantityUnits, instrument.quoteUnitsPerTickLot);
  return Number(
    multiplyDivide(add(multiply(costUnits, instrument.baseUnitsPerLot * 2), perTick), 1, multiply(perTick, 2)),
  );
}
