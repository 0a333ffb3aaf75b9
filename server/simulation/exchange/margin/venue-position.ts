import { FLAT, type MarginPosition, trade } from "../../../domain/margin/margin-position.ts";
import { type Instrument, notionalUnits } from "../../../domain/markets/instrument.ts";
import { add, type Integer } from "../../../domain/money/integer.ts";
import type { OrderTicket } from "../../../domain/orders/order.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { PositionSide } from "../../../domain/positions/position-side.ts";

export type SavedPosition = MarginPosition & { readonly fundingUnits: Integer; readonly markTicks: number };

/** What the venue itself holds to be open in a perpetual, by its own trades, whether or not anybody has been told. */
export class VenuePosition {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide | null;
  position: MarginPosition = FLAT;
  /** Received (paid when negative) since it was opened. */
  fundingUnits: Integer = 0;
  /** 0 until a tape has shown a price. */
  markTicks = 0;

  constructor(instrument: Instrument, positionSide: PositionSide | null) {
    this.instrument = instrument;
    this.positionSide = positionSide;
  }

  /** Lots that an order may trade now: one that only reduces never more than there is to reduce. */
  mostOf({ side, isReduceOnly }: OrderTicket): number {
    if (!isReduceOnly) return Number.POSITIVE_INFINITY;
    const { netLots } = this.position;
    return Math.max(0, side === "sell" ? netLots : -netLots);
  }

  book(side: Side, quantityLots: number, priceTicks: number): Integer {
    const before = this.position.netLots;
    const notional = notionalUnits(this.instrument, priceTicks, quantityLots);
    const { position, realisedUnits } = trade(this.position, { side, quantityLots, notionalUnits: notional });
    this.position = position;
    if (Math.sign(position.netLots) !== Math.sign(before)) this.fundingUnits = 0;
    return realisedUnits;
  }

  fund(units: Integer): void {
    this.fundingUnits = add(this.fundingUnits, units);
  }

  save(): SavedPosition {
    return { ...this.position, fundingUnits: this.fundingUnits, markTicks: this.markTicks };
  }

  restore({ netLots, costUnits, fundingUnits, markTicks }: SavedPosition): void {
    this.position = { netLots, costUnits };
    this.fundingUnits = fundingUnits;
    this.markTicks = markTicks;
  }
}
