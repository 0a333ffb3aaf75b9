"use client";

import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import { sendCommand } from "../live/send-command.ts";
import { useDesk } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { setOneClick, useOneClick } from "./actions/one-click.ts";
import { sendAtOnce } from "./actions/send-at-once.ts";
import { cleanNumber } from "./ticket/reading/read-number.ts";
import { type Ticket, useTicket } from "./ticket/use-ticket.ts";

/** An order as another panel means it: `price` null is a market order, without `quantity` the ticket's own size holds. */
export type OrderWish = { readonly side: Side; readonly price: string | null; readonly quantity?: string };

export type TradeDesk = {
  readonly instrument: Instrument;
  readonly ticket: Ticket;
  /** Puts what was clicked into the ticket. */
  readonly pick: (part: { readonly price?: string; readonly quantity?: string; readonly side?: Side }) => void;
  /** Sends at once in one-click mode, else fills the ticket and stages the order there. */
  readonly place: (wish: OrderWish) => void;
  readonly amend: (orderId: string, part: { readonly price?: string; readonly quantity?: string }) => void;
  readonly cancel: (orderId: string) => void;
  readonly close: (instrumentId: string, share: "all" | "half") => void;
  /** The limit order that waits for Enter; null when none does. */
  readonly staged: { readonly side: Side; readonly price: string } | null;
  readonly isStaged: boolean;
  readonly stage: (side: Side) => void;
  readonly discard: () => void;
  readonly isOneClick: boolean;
  readonly setOneClick: (isOn: boolean) => void;
  /** Where the ticket stands, to put the focus there. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** Grows each time that the ticket should be looked at. */
  readonly ticketCalls: number;
};

const TradeDeskContext = createContext<TradeDesk | null>(null);

type TradeDeskProviderProps = { readonly instrument: Instrument; readonly children: ReactNode };

/** Gives the panels of one market their ticket and everything that can be done with orders there. */
export function TradeDeskProvider({ instrument, children }: TradeDeskProviderProps) {
  const { store, verbs } = useDesk();
  const ticket = useTicket(instrument);
  const isOneClick = useOneClick();
  const [isStaged, setIsStaged] = useState(false);
  const [ticketCalls, setTicketCalls] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const { draft, change } = ticket;

  const pick = useCallback<TradeDesk["pick"]>(
    ({ quantity, price, ...rest }) =>
      change({
        ...rest,
        ...(price === undefined ? {} : { price, type: "limit" as const }),
        ...(quantity === undefined ? {} : { quantity, unit: "base" as const }),
      }),
    [change],
  );
  const stage = useCallback(
    (side: Side) => {
      change({ side });
      setIsStaged(true);
      setTicketCalls((calls) => calls + 1);
    },
    [change],
  );
  const discard = useCallback(() => setIsStaged(false), []);
  const place = useCallback<TradeDesk["place"]>(
    (wish) => {
      if (isOneClick) return sendAtOnce({ store, verbs, instrument, draft }, wish);
      const { price, side, quantity } = wish;
      change({
        ...(price === null ? { type: "market" as const } : { type: "limit" as const, price }),
        ...(quantity === undefined ? {} : { quantity, unit: "base" as const }),
      });
      stage(side);
    },
    [isOneClick, store, verbs, instrument, draft, change, stage],
  );
  const cancel = useCallback<TradeDesk["cancel"]>(
    (orderId) => void sendCommand(store, (request) => verbs.cancelOrder({ ...request, orderId })),
    [store, verbs],
  );
  const amend = useCallback<TradeDesk["amend"]>(
    (orderId, { price = null, quantity = null }) =>
      notify({ kind: "info", title: `Order ${orderId} stays: ${price ?? ""} ${quantity ?? ""} cannot be sent yet.` }),
    [],
  );
  const close = useCallback<TradeDesk["close"]>(
    (instrumentId, share) => notify({ kind: "info", title: `${instrumentId}: ${share} cannot be closed yet.` }),
    [],
  );
  const staged = useMemo(
    () => (isStaged && draft.type === "limit" ? { side: draft.side, price: cleanNumber(draft.price) } : null),
    [isStaged, draft.type, draft.side, draft.price],
  );
  const desk = useMemo<TradeDesk>(
    () => ({
      ...{ instrument, ticket, pick, place, amend, cancel, close },
      ...{ staged, isStaged, stage, discard, isOneClick, setOneClick, form, ticketCalls },
    }),
    [instrument, ticket, pick, place, amend, cancel, close, staged, isStaged, stage, discard, isOneClick, ticketCalls],
  );
  return <TradeDeskContext value={desk}>{children}</TradeDeskContext>;
}

export function useTradeDesk(): TradeDesk {
  const desk = useContext(TradeDeskContext);
  if (desk === null) throw new Error("A panel stands outside of the trade desk's provider");
  return desk;
}
