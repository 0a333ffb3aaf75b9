import type { Integer } from "../../../server/domain/money/integer.ts";
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
