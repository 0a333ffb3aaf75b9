import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { describeSpread } from "../../trade/spread.ts";
import type { TopLevels } from "./use-top-levels.ts";

/** The book in one sentence. */
export function describeBook(instrument: Instrument, { asks, bids }: TopLevels): string {
  const [ask, bid] = [asks[0], bids[0]];
  if (ask === undefined || bid === undefined) return `Order book of ${instrument.name}: no prices on both sides`;
  const at = (row: typeof ask) =>
    `${formatQuantity(instrument, row.quantityLots)} at ${formatPrice(instrument, row.priceTicks)}`;
  const spread = describeSpread(instrument, bid.priceTicks, ask.priceTicks);
  return `Order book of ${instrument.name}: bid ${at(bid)}, ask ${at(ask)}, spread ${spread}`;
}
