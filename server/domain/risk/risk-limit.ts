import type { Rejection } from "../errors/rejection.ts";
import type { MarginTerms } from "../margin/margin-terms.ts";
import type { Instrument } from "../markets/instrument.ts";
import type { Integer } from "../money/integer.ts";
import type { OrderTicket } from "../orders/order.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { RiskSettings } from "./risk-settings.ts";
import type { TradingState } from "./trading-state.ts";

/** The latest price of an instrument and its age; prices in ticks, 0 where missing. */
export type PriceView = {
  readonly bidTicks: number;
  readonly askTicks: number;
  readonly lastTicks: number;
  /** When what one would trade against was last known to be true: the book, heartbeats included, else the newest trade or candle. */
  readonly at: Timestamp;
  readonly staleAfterMs: number;
  /** False while what came cannot be trusted: a gap in the book, a failed checksum, an outage. */
  readonly isValid: boolean;
  /** The recording it came from is over: nothing can be traded at it any more. */
  readonly hasEnded: boolean;
};

/** An account that may borrow. */
export type BorrowView = {
  /** Why an order may not borrow what it is short of, or put what is borrowed at risk. */
  refusal(order: OrderTicket, view: RiskView): Rejection | null;
};

/** What the gate knows when it judges an order. Quantities in base units, money in quote units. */
export type RiskView = {
  readonly now: Timestamp;
  readonly settings: RiskSettings;
  readonly tradingState: TradingState;
  readonly instrument: Instrument;
  readonly price: PriceView | null;
  /** What the order would hold back, and what is free of that currency. */
  readonly requiredUnits: Integer;
  readonly availableUnits: Integer;
  /** Null where it is paid in full. */
  readonly margin: { readonly terms: MarginTerms; readonly leverage: number } | null;
  /** Null where it is paid with what is there. */
  readonly borrowing: BorrowView | null;
  readonly positionUnits: Integer;
  /** Open quantity of all working, in-flight and unknown orders, by side: they count as if filled. */
  readonly workingBuyUnits: Integer;
  readonly workingSellUnits: Integer;
  readonly ordersInLastSecond: number;
};

/** One rule, one file, one code. Null lets the order pass to the next limit. */
export type RiskLimit = (order: OrderTicket, view: RiskView) => Rejection | null;
