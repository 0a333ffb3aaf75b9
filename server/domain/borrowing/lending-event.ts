import type { Integer } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";
import type { Timestamp } from "../time/timestamp.ts";

/** What a venue does by itself to an account that borrows from it. */
export type LendingEvent = { readonly at: Timestamp } & (
  | {
      /** Interest of one stamp, in units of the account's own currency. */
      readonly kind: "interest-charged";
      readonly currency: string;
      readonly borrowedUnits: Integer;
      readonly units: Integer;
    }
  /** The margin level has fallen to where the venue warns. Assets and debts in units of the account's own currency. */
  | { readonly kind: "margin-called"; readonly assetsUnits: Integer; readonly debtUnits: Integer }
  | {
      /**
       * It has fallen to where the venue sells what is there, and buys back what was borrowed. One event, as what is written off is what
       * the trades leave owed.
       */
      readonly kind: "collateral-liquidated";
      readonly trades: readonly CollateralTrade[];
      /** All was sold and it did not suffice: what the venue's insurance fund pays, in units of the account's own currency. */
      readonly forgiven: { readonly id: string; readonly units: Integer } | null;
    }
);

/** A trade of the venue's own, its fee in the quote currency. */
export type CollateralTrade = {
  readonly instrumentId: string;
  readonly tradeId: string;
  readonly side: Side;
  readonly quantityLots: number;
  readonly priceTicks: number;
  readonly feeUnits: Integer;
};
