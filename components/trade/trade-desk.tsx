"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import type { CloseShare } from "../../server/domain/positions/close-quantity.ts";
import { sendCommand } from "../live/send-command.ts";
import { useDesk } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { currentPreferences } from "../preferences/preferences.ts";
import { closeQuestions } from "./actions/close-on-demand.ts";
import type { TableCall, TradeDesk } from "./actions/desk-actions.ts";
import { setOneClick, useOneClick } from "./actions/one-click.ts";
import { ask, askOrConfirm } from "./actions/question.ts";
import { sendAtOnce } from "./actions/send-at-once.ts";
import { useTradeShortcuts } from "./actions/use-trade-shortcuts.ts";
import { cleanNumber } from "./ticket/reading/read-number.ts";
import type { TicketDraft } from "./ticket/reading/read-ticket.ts";
import { useFirstOrder } from "./ticket/use-first-order.ts";
import { useTicket } from "./ticket/use-ticket.ts";

const TradeDeskContext = createContext<TradeDesk | null>(null);

type TradeDeskProviderProps = {
  readonly instrument: Instrument;
  /** Nothing can be ordered there: what is clicked goes nowhere. */
  readonly isViewOnly?: boolean;
  readonly children: ReactNode;
};

const nothing = () => undefined;

/** A price that was clicked is the trigger of an order that shall wait, else its limit. */
const priced = (price: string, condition: TicketDraft["condition"]): Partial<TicketDraft> =>
  condition === null ? { price, type: "limit" } : { condition: { ...condition, level: price } };

/** Gives the panels of one market their ticket and everything that can be done with orders there. */
export function TradeDeskProvider({ instrument, isViewOnly = false, children }: TradeDeskProviderProps) {
  const { store, verbs } = useDesk();
  const ticket = useTicket(instrument);
  const isOneClick = useOneClick();
  const [isStaged, setIsStaged] = useState(false);
  const [ticketCalls, setTicketCalls] = useState(0);
  const [tableCall, callTable] = useState<TableCall | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useFirstOrder(instrument, ticket);
  const [of, setOf] = useState(instrument.id);
  if (of !== instrument.id) {
    setOf(instrument.id);
    setIsStaged(false);
  }
  const { draft, change } = ticket;

  const pick = useCallback<TradeDesk["pick"]>(
    ({ quantity, price, ...rest }) =>
      change({
        ...rest,
        ...(price === undefined ? {} : priced(price, draft.condition)),
        ...(quantity === undefined ? {} : { quantity, unit: "base" as const }),
      }),
    [change, draft.condition],
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
      // A click says nothing of a stop: what is placed with one is looked at first.
      if (isOneClick && !draft.exits) return sendAtOnce({ store, verbs, instrument, draft }, wish);
      const { price, side, quantity } = wish;
      change({
        condition: null,
        ...(draft.exits?.isOco ? { exits: null, isReduceOnly: false } : {}),
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
    (orderId, { price = null, quantity = null, triggerPrice = null }) =>
      void sendCommand(store, (request) => verbs.amendOrder({ ...request, orderId, price, quantity, triggerPrice })),
    [store, verbs],
  );
  const protect = useCallback<TradeDesk["protect"]>(
    (role, price, positionSide) =>
      void import("./actions/protect-position.ts").then(({ protectPosition }) =>
        protectPosition({ store, verbs, instrument }, role, price, positionSide),
      ),
    [store, verbs, instrument],
  );
  const closeAtOnce = useCallback<TradeDesk["closeAtOnce"]>(
    (instrumentId, share, positionSide) =>
      void sendCommand(store, (request) => verbs.closePosition({ ...request, instrumentId, share, positionSide })),
    [store, verbs],
  );
  const closeWith = useCallback(
    (show: typeof ask, keys: string | null, ...[instrumentId, share, positionSide]: Parameters<TradeDesk["close"]>) =>
      void closeQuestions().then(
        ({ closeQuestion }) => {
          const question = closeQuestion(instrumentId, share, store.read(), positionSide);
          if ("refusal" in question) {
            notify({ kind: "warn", title: question.refusal, id: "no-close" });
            return;
          }
          const run = () => closeAtOnce(instrumentId, share, positionSide);
          if (!currentPreferences().confirm.closePosition) run();
          else if (keys === null) show({ ...question, keys, run });
          else show({ ...question, keys, run }, form.current);
        },
        () => notify({ kind: "error", title: "Nothing was closed: the desk could not be reached. Try again." }),
      ),
    [store, closeAtOnce],
  );
  const close = useCallback<TradeDesk["close"]>((...wish) => closeWith(ask, null, ...wish), [closeWith]);
  const closeByKey = useCallback(
    (share: CloseShare) => closeWith(askOrConfirm, share === "all" ? "c" : "Shift+c", instrument.id, share),
    [closeWith, instrument.id],
  );
  const { side, isReduceOnly } = draft;
  const stagedPrice = draft.condition?.level ?? (draft.type === "limit" ? draft.price : "");
  const staged = useMemo(
    () => (isStaged && stagedPrice !== "" ? { side, isReduceOnly, price: cleanNumber(stagedPrice) } : null),
    [isStaged, side, isReduceOnly, stagedPrice],
  );
  const desk = useMemo<TradeDesk>(
    () => ({
      ...{ instrument, isViewOnly, ticket, pick, place, amend, cancel, protect, close, closeByKey, closeAtOnce },
      ...{ staged, isStaged, stage, discard, isOneClick, setOneClick, form, ticketCalls, tableCall, callTable },
      ...(isViewOnly ? { pick: nothing, place: nothing, stage: nothing } : {}),
    }),
    [
      instrument,
      ticket,
      pick,
      place,
      amend,
      cancel,
      protect,
      close,
      closeByKey,
      closeAtOnce,
      staged,
      isStaged,
      stage,
      discard,
      isOneClick,
      ticketCalls,
      tableCall,
      isViewOnly,
    ],
  );
  useTradeShortcuts(desk);
  return <TradeDeskContext value={desk}>{children}</TradeDeskContext>;
}

export function useTradeDesk(): TradeDesk {
  const desk = useContext(TradeDeskContext);
  if (desk === null) throw new Error("A panel stands outside of the trade desk's provider");
  return desk;
}
