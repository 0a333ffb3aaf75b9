"use client";

import { useEffect, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { DeskState } from "../../live/desk-store.ts";
import { type MarketState, marketStateOf } from "../../live/market-state.ts";
import { useDataAge, useDesk } from "../../live/use-desk.tsx";

const SAMPLE_MS = 250;

type Sample = Pick<DeskState, "marks" | "feed"> & { readonly prices: DeskState["prices"][string] | null };

const isSame = (a: Sample, b: Sample) => a.prices === b.prices && a.marks === b.marks && a.feed === b.feed;

/** What the ticket counts with, four times a second at most: a figure that is read must stand still for that long. */
export function useTicketMarket(instrument: Instrument): Sample & { readonly market: MarketState } {
  const { store } = useDesk();
  const read = (): Sample => {
    const { prices, marks, feed } = store.read();
    return { prices: prices[instrument.id] ?? null, marks, feed };
  };
  const [sample, setSample] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads the store and the instrument alone.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const take = () => {
      timer = null;
      const next = read();
      setSample((known) => (isSame(known, next) ? known : next));
    };
    take();
    const unsubscribe = store.subscribe(() => {
      timer ??= setTimeout(take, SAMPLE_MS);
    });
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, instrument.id]);
  const ageMs = useDataAge();
  return { ...sample, market: marketStateOf(instrument.id, sample.prices, sample.feed, ageMs) };
}
