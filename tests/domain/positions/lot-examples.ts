import { add, type Integer } from "../../../server/domain/money/integer.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";

export const lotExample = (id: string, quantityUnits: Integer, costUnits: Integer, openedAt = 0): Lot => ({
  id,
  instrumentId: "BTC-USDT",
  direction: "long",
  fillId: `fill-of-${id}`,
  openedAt,
  quantityUnits,
  costUnits,
});

export const totalUnits = (lots: readonly Lot[], of: "quantityUnits" | "costUnits"): Integer =>
  lots.reduce((total: Integer, lot) => add(total, lot[of]), 0);
