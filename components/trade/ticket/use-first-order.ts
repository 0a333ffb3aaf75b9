"use client";

import { useEffect, useRef } from "react";
import { formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { useStored } from "../../preferences/preferences.ts";
import { COACH, isCoached, NO_COACH } from "../../welcome/coach-progress.ts";
import { lotsForShare } from "./reading/size-share.ts";
import { availableUnits } from "./reading/ticket-view.ts";
import { type Ticket, touchOf } from "./use-ticket.ts";

const FIRST_SHARE_PERCENT = 10;
const LOOK_MS = 250;

/**
 * While somebody is welcomed and has not ordered yet, the ticket holds a buy of a tenth, pinned to the best ask: at the
 * middle it would wait, and the first thing to see is a fill.
 */
export function useFirstOrder(instrument: Instrument, { change, follow }: Ticket): void {
  const { store } = useDesk();
  const [coach] = useStored(COACH, NO_COACH);
  const snapshot = useSnapshot();
  const isWanted = isCoached(coach) && snapshot !== null && snapshot.orders.length === 0;
  const doneFor = useRef<string | null>(null);
  useEffect(() => {
    if (!isWanted || doneFor.current === instrument.id) return;
    const timer = setInterval(() => {
      const state = store.read();
      const { ask } = touchOf(instrument, state.prices[instrument.id]);
      const available = availableUnits(state.snapshot, instrument.quote);
      if (ask === null || available === null) return;
      clearInterval(timer);
      doneFor.current = instrument.id;
      const lots = lotsForShare(instrument, "buy", available, FIRST_SHARE_PERCENT, ask);
      change({ side: "buy", type: "limit", condition: null, quantity: formatQuantity(instrument, lots), unit: "base" });
      follow("ask");
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [isWanted, store, instrument, change, follow]);
}
