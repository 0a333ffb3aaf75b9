import type { Integer } from "../../server/domain/money/integer.ts";
import type { Direction, Lot } from "../../server/domain/positions/lot.ts";
import { readUnits, storedInstrument, writeUnits } from "./decimals.ts";

export type LotRow = {
  id: string;
  instrument_id: string;
  direction: Direction;
  fill_id: string;
  opened_at: number | string;
  quantity: string;
  cost: string;
};

export type LotReduction = {
  readonly lotId: string;
  readonly instrumentId: string;
  readonly quantityUnits: Integer;
  readonly costUnits: Integer;
};

export type LotClosing = {
  readonly lotId: string;
  readonly instrumentId: string;
  readonly fillId: string;
  readonly closedUnits: Integer;
  readonly closedCostUnits: Integer;
  readonly proceedsUnits: Integer;
};

export function lotRow(lot: Lot): LotRow {
  const { base, quote } = storedInstrument(lot.instrumentId);
  return {
    id: lot.id,
    instrument_id: lot.instrumentId,
    direction: lot.direction,
    fill_id: lot.fillId,
    opened_at: lot.openedAt,
    quantity: writeUnits(lot.quantityUnits, base),
    cost: writeUnits(lot.costUnits, quote),
  };
}

export function lotReductionRow(reduction: LotReduction) {
  const { base, quote } = storedInstrument(reduction.instrumentId);
  return {
    id: reduction.lotId,
    quantity: writeUnits(reduction.quantityUnits, base),
    cost: writeUnits(reduction.costUnits, quote),
  };
}

export function lotClosingRow(closing: LotClosing) {
  const { base, quote } = storedInstrument(closing.instrumentId);
  return {
    lot_id: closing.lotId,
    fill_id: closing.fillId,
    instrument_id: closing.instrumentId,
    quantity: writeUnits(closing.closedUnits, base),
    cost: writeUnits(closing.closedCostUnits, quote),
    proceeds: writeUnits(closing.proceedsUnits, quote),
  };
}

export function lotFromRow(row: LotRow): Lot {
  const { base, quote } = storedInstrument(row.instrument_id);
  return {
    id: row.id,
    instrumentId: row.instrument_id,
    direction: row.direction,
    fillId: row.fill_id,
    openedAt: Number(row.opened_at),
    quantityUnits: readUnits(row.quantity, base),
    costUnits: readUnits(row.cost, quote),
  };
}
