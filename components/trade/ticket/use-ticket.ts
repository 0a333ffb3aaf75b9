"use client";

import { useEffect, useState } from "react";
import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { usePrices } from "../../live/use-desk.tsx";
import { ticksOf } from "../book-depth.ts";
import type { TicketDraft } from "./read-ticket.ts";

export type Ticket = {
  readonly draft: TicketDraft;
  readonly change: (part: Partial<TicketDraft>) => void;
};

const BLANK: TicketDraft = { side: "buy", type: "limit", price: "", quantity: "", timeInForce: "GTC" };

/** The middle of the best prices, on the tick below. */
export const midTicks = (bid: number | null, ask: number | null): number | null =>
  bid === null || ask === null ? null : Math.floor((bid + ask) / 2);

/** The draft of an order; its price starts at the middle of the first quote. */
export function useTicket(instrument: Instrument): Ticket {
  const prices = usePrices(instrument.id);
  const [draft, setDraft] = useState(BLANK);
  const [isPriced, setIsPriced] = useState(false);
  const mid = midTicks(ticksOf(instrument, prices?.bid), ticksOf(instrument, prices?.ask));
  useEffect(() => {
    if (isPriced || mid === null) return;
    setIsPriced(true);
    setDraft((known) => (known.price === "" ? { ...known, price: formatPrice(instrument, mid) } : known));
  }, [instrument, isPriced, mid]);
  const change = (part: Partial<TicketDraft>) => {
    if (part.price !== undefined) setIsPriced(true);
    setDraft((known) => ({ ...known, ...part }));
  };
  return { draft, change };
}
