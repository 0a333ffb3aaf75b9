"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";
import { isHedged } from "../../live/hedged.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { ticksOf } from "../book-depth.ts";
import { keepDraft, keptDraft } from "./kept-draft.ts";
import { type PriceSource, sourcePrice, type Touch } from "./reading/price-source.ts";
import type { TicketDraft } from "./reading/read-ticket.ts";

export type Ticket = {
  readonly draft: TicketDraft;
  /** A price that is written here is followed no more. */
  readonly change: (part: Partial<TicketDraft>) => void;
  /** What the price follows; null while it stays where it was put, and from when somebody goes into its field. */
  readonly followed: PriceSource | null;
  readonly follow: (source: PriceSource | null) => void;
};

const BLANK_DRAFT: TicketDraft = {
  side: "buy",
  type: "limit",
  price: "",
  quantity: "",
  unit: "base",
  timeInForce: "GTC",
  until: "",
  isPostOnly: false,
  isReduceOnly: false,
  condition: null,
  exits: null,
};

const FOLLOW_MS = 250;

export const touchOf = (instrument: Instrument, prices: InstrumentPrices | null | undefined): Touch => ({
  bid: ticksOf(instrument, prices?.bid),
  ask: ticksOf(instrument, prices?.ask),
});

/** In hedge mode what opened a position and shall close one means the same position. */
const turnedBy = (part: Partial<TicketDraft>, draft: TicketDraft, hedged: boolean): Partial<TicketDraft> =>
  hedged && part.isReduceOnly === !draft.isReduceOnly ? { side: oppositeSide(draft.side) } : {};

type TicketState = {
  readonly draft: TicketDraft;
  readonly followed: PriceSource | null;
  /** A price has been put in, by the first quote or by a person. */
  readonly isPriced: boolean;
};

/** The draft of an order; its price starts at the middle of the first quote and follows the market only when told to. */
export function useTicket(instrument: Instrument): Ticket {
  const { store } = useDesk();
  const [{ draft, followed, isPriced }, set] = useState<TicketState>({
    draft: BLANK_DRAFT,
    followed: null,
    isPriced: false,
  });
  // Another market has other prices, and a size there means something else.
  const [of, setOf] = useState(instrument.id);
  if (of !== instrument.id) {
    setOf(instrument.id);
    set(({ draft }) => ({ draft: { ...BLANK_DRAFT, side: draft.side }, followed: null, isPriced: false }));
  }
  // After the first paint, which the server's own must equal. Nothing is sent by it, and no consent comes back.
  const place = `${store.portfolioId}:${instrument.id}`;
  const [keptAt, setKeptAt] = useState<string | null>(null);
  useEffect(() => {
    const kept = keptDraft(place, BLANK_DRAFT);
    if (kept !== null) set({ draft: kept, followed: null, isPriced: kept.price !== "" });
    setKeptAt(place);
  }, [place]);
  useEffect(() => {
    if (keptAt === place) keepDraft(place, draft);
  }, [keptAt, place, draft]);
  const source = followed ?? (isPriced ? null : "mid");
  useEffect(() => {
    if (source === null) return;
    const write = () => {
      const touch = touchOf(instrument, store.read().prices[instrument.id]);
      set((known) => {
        const price = sourcePrice(instrument, source, known.draft.side, touch);
        if (price === null || price === known.draft.price) return known;
        return { ...known, isPriced: true, draft: { ...known.draft, price } };
      });
    };
    write();
    const timer = setInterval(write, FOLLOW_MS);
    return () => clearInterval(timer);
  }, [store, instrument, source]);
  const change = useCallback(
    (part: Partial<TicketDraft>) => {
      set((known) => ({
        draft: {
          ...known.draft,
          ...turnedBy(part, known.draft, isHedged(store.read().snapshot, instrument.id)),
          ...part,
        },
        followed: part.price === undefined && part.type !== "market" ? known.followed : null,
        isPriced: known.isPriced || part.price !== undefined,
      }));
    },
    [store, instrument.id],
  );
  const follow = useCallback(
    (next: PriceSource | null) => set((known) => ({ ...known, followed: next, isPriced: true })),
    [],
  );
  return useMemo(() => ({ draft, change, followed, follow }), [draft, change, followed, follow]);
}
