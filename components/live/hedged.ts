import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import { impliedPositionSide, type PositionSide } from "../../server/domain/positions/position-side.ts";
import type { PortfolioSnapshot } from "./portfolio-snapshot.ts";

/** Whether an instrument has a long and a short position side by side. */
export const isHedged = (snapshot: PortfolioSnapshot | null, id: string): boolean =>
  snapshot?.positions.some((row) => row.instrumentId === id && row.margin?.positionMode === "hedge") === true;

type Meant = { readonly side: Side; readonly isReduceOnly: boolean; readonly positionSide?: PositionSide | null };

/** What an order does: `Buy`, `Sell`, or in hedge mode `Open long`, `Close short`. */
export const orderVerb = ({ side, isReduceOnly, positionSide }: Meant): string =>
  positionSide ? `${isReduceOnly ? "Close" : "Open"} ${positionSide}` : side === "buy" ? "Buy" : "Sell";

/** The same of one that says no position yet. */
export const meantVerb = (snapshot: PortfolioSnapshot | null, id: string, meant: Omit<Meant, "positionSide">): string =>
  orderVerb({
    ...meant,
    positionSide: isHedged(snapshot, id) ? impliedPositionSide(meant.side, meant.isReduceOnly) : null,
  });

/** `BTC/USDT Perp long`: a position by its name; its instrument's own where that has but one. */
export const positionName = ({ name }: Instrument, positionSide: PositionSide | null | undefined): string =>
  positionSide ? `${name} ${positionSide}` : name;
