import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { oppositeSide, type Side } from "../../../server/domain/orders/order-type.ts";
import type { BookRow } from "../levels/group-levels.ts";
import type { BookColumn } from "./book-layout.ts";

export type Pick = { readonly price?: string; readonly quantity?: string; readonly side?: Side };

/** What a click means: a price, a size, or with the sum an order that takes everything up to there. */
export function pickOf(instrument: Instrument, side: Side, row: BookRow, column: BookColumn): Pick {
  const price = formatPrice(instrument, row.priceTicks);
  switch (column) {
    case "price":
      return { price };
    case "size":
      return { quantity: formatQuantity(instrument, row.quantityLots) };
    case "sum":
      return { price, quantity: formatQuantity(instrument, row.sumLots), side: oppositeSide(side) };
  }
}

/** The same in words, for who cannot see where the pointer is. */
export function describePick(instrument: Instrument, side: Side, row: BookRow, column: BookColumn): string {
  const { price, quantity } = pickOf(instrument, side, row, column);
  switch (column) {
    case "price":
      return `Use price ${price}`;
    case "size":
      return `Use size ${quantity}`;
    case "sum":
      return `${side === "sell" ? "Buy" : "Sell"} up to ${price}: size ${quantity}`;
  }
}
