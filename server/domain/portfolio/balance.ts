import { type Integer, subtract } from "../money/integer.ts";

/** What a portfolio has of a currency, in its units. `reservedUnits` stands behind working orders. */
export type Balance = { readonly currency: string; readonly totalUnits: Integer; readonly reservedUnits: Integer };

export const availableUnits = (balance: Balance): Integer => subtract(balance.totalUnits, balance.reservedUnits);
