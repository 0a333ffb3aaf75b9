import type { LendingEvent } from "../domain/borrowing/lending-event.ts";
import type { Borrowing } from "../domain/borrowing/loan.ts";
import type { AccountEvent } from "../domain/margin/account-event.ts";
import type { MarginSetting } from "../domain/margin/margin-account.ts";
import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { Integer } from "../domain/money/integer.ts";
import type { OrderEvent } from "../domain/orders/order-event.ts";
import type { Balance } from "../domain/portfolio/balance.ts";
import type { PositionSide } from "../domain/positions/position-side.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import type { EngineCommand } from "./engine-command.ts";

/** Whatever a venue says: of an order, or of the account itself. */
export type VenueEvent = OrderEvent | AccountEvent | LendingEvent;

/** An account that owes something to its venue. */
export type DebtorAccount = {
  readonly baseCurrency: string;
  readonly borrowing: Borrowing;
  readonly balances: ReadonlyMap<string, Balance>;
  /** What of a currency stands behind perpetuals, and is no collateral. */
  keptUnits(currency: string): Integer;
  /** Whether all that was said to it is in these figures. */
  isSettled(): boolean;
};

/** What a paper venue must know of the account behind its orders: a real one keeps it itself. */
export type VenueAccount = {
  walletUnits(currency: string): Integer;
  settingOf(instrumentId: string): MarginSetting;
  /** What was added by hand to an isolated position. */
  addedUnits(instrumentId: string, positionSide: PositionSide | null): Integer;
  /** Whether what is missing behind perpetuals is borrowed. */
  mayBorrow(): boolean;
  /** Null while nothing is owed. */
  debtor(): DebtorAccount | null;
};

/** Where orders go. Answers that are known at once are returned in order; a live venue's answers come through the inbox. */
export interface Venue {
  /**
   * First phase of a market event: a simulated venue looks at the tape before anybody may act on it. Without an account it only
   * learns what was true, and neither funds nor liquidates anything.
   */
  observe(event: MarketEvent, account?: VenueAccount): readonly VenueEvent[];
  /** Time passed without a market event, e.g. after a tape's end: what was under way arrives. */
  elapse?(at: Timestamp): readonly VenueEvent[];
  execute(command: EngineCommand, at: Timestamp): readonly VenueEvent[];
}
