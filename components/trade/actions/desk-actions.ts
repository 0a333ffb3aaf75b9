import type { RefObject } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { LegRole } from "../../../server/domain/orders/contingency/contingency.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { CloseShare } from "../../../server/domain/positions/close-quantity.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import type { Ticket } from "../ticket/use-ticket.ts";

/** An order as another panel means it: `price` null is a market order, without `quantity` the ticket's own size holds. */
export type OrderWish = { readonly side: Side; readonly price: string | null; readonly quantity?: string };

/** The new terms of an order; what is left out stays. A trigger price is of one that waits in the worker. */
export type Amended = { readonly price?: string; readonly quantity?: string; readonly triggerPrice?: string };

/** To a table, or without one to the table that is shown; with an order, to change it there. */
export type TableCall = { readonly tab: "Positions" | "Orders" | null; readonly editId: string | null };

export type TradeDesk = {
  readonly instrument: Instrument;
  /** Nothing can be ordered there. */
  readonly isViewOnly: boolean;
  readonly ticket: Ticket;
  /** Puts what was clicked into the ticket. */
  readonly pick: (part: { readonly price?: string; readonly quantity?: string; readonly side?: Side }) => void;
  /** Sends at once in one-click mode, else fills the ticket and stages the order there. */
  readonly place: (wish: OrderWish) => void;
  readonly amend: (orderId: string, part: Amended) => void;
  readonly cancel: (orderId: string) => void;
  /** Places a stop or a target over all that is held here, at a price; in hedge mode over one side. */
  readonly protect: (role: LegRole, price: string, positionSide?: PositionSide | null) => void;
  /** Asks first, unless the person wants no question. */
  readonly close: (instrumentId: string, share: CloseShare, positionSide?: PositionSide | null) => void;
  /** The same for this market's position, where a second press of the key confirms. */
  readonly closeByKey: (share: CloseShare) => void;
  /** For a control that has asked already. */
  readonly closeAtOnce: (instrumentId: string, share: CloseShare, positionSide?: PositionSide | null) => void;
  /** The price of the order that waits for Enter, its limit or its trigger; null when none does. */
  readonly staged: { readonly side: Side; readonly isReduceOnly: boolean; readonly price: string } | null;
  readonly isStaged: boolean;
  readonly stage: (side: Side) => void;
  readonly discard: () => void;
  readonly isOneClick: boolean;
  readonly setOneClick: (isOn: boolean) => void;
  /** Where the ticket stands, to put the focus there. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** Grows each time that the ticket should be looked at. */
  readonly ticketCalls: number;
  /** The newest wish to go on in the tables, each a new object; null for none yet. */
  readonly tableCall: TableCall | null;
  readonly callTable: (call: TableCall) => void;
};
