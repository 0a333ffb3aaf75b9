"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DeskVerbs } from "../access/desk-verbs.ts";
import { type DeskState, DeskStore } from "./desk-store.ts";
import { frozenReason } from "./frozen.ts";
import { connectLive } from "./live-connection.ts";
import { type MarketState, marketStateOf } from "./market-state.ts";
import type { Watch } from "./watch.ts";

type Desk = { readonly store: DeskStore; readonly verbs: DeskVerbs; readonly leave: () => void };

const DeskContext = createContext<Desk | null>(null);

type DeskProviderProps = {
  readonly portfolioId: string;
  readonly viewer: string;
  readonly verbs: DeskVerbs;
  readonly children: ReactNode;
};

/** Gives the panels below one store, fed by the browser's one stream. */
export function DeskProvider({ portfolioId, viewer, verbs, children }: DeskProviderProps) {
  const [store, setStore] = useState(() => createStore(portfolioId, verbs));
  if (store.portfolioId !== portfolioId) setStore(createStore(portfolioId, verbs));
  const [leave, setLeave] = useState<() => void>(() => () => undefined);
  useEffect(() => {
    const connection = connectLive(viewer, store.watches, (message) => {
      if (message.kind === "signed-out") window.location.assign("/sign-in");
      else store.receive(message);
    });
    store.reload();
    setLeave(() => connection.signOut);
    return () => connection.close();
  }, [store, viewer]);
  return <DeskContext value={{ store, verbs, leave }}>{children}</DeskContext>;
}

function createStore(portfolioId: string, verbs: DeskVerbs): DeskStore {
  return new DeskStore(portfolioId, {
    loadSnapshot: verbs.loadSnapshot,
    now: () => Date.now(),
    after: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  });
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("A panel stands outside of the desk's provider");
  return desk;
}

/** `select` must return a part of the state as it stands there, so that only a change of that part renders again. */
export function useDeskState<Part>(select: (state: DeskState) => Part): Part {
  const { store } = useDesk();
  const read = () => select(store.read());
  return useSyncExternalStore(store.subscribe, read, read);
}

export const useSnapshot = () => useDeskState((state) => state.snapshot);

/** Has the prices of these instruments sent to this browser while the panel stands; give it the same object while nothing changes. */
export function useWatch(watch: Watch): void {
  const { store } = useDesk();
  useEffect(() => store.show(watch), [store, watch]);
}

/** The clock of the page, for ages: null until the browser has taken over. */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** How long ago this tab last heard from the desk, in ms; null before the first frame. */
export function useDataAge(): number | null {
  const heardAt = useDeskState((state) => (state.heardAt === null ? null : Math.floor(state.heardAt / 500) * 500));
  const now = useNow(500);
  return heardAt === null || now === null ? null : Math.max(0, now - heardAt);
}

/** What the prices of a watched instrument are worth at this moment; renders again only when that changes. */
export function useMarketState(instrumentId: string): MarketState {
  const ageMs = useDataAge();
  const stateOf = ({ prices, feed }: DeskState) =>
    marketStateOf(instrumentId, prices[instrumentId] ?? null, feed, ageMs);
  const kind = useDeskState((state) => stateOf(state).kind);
  const words = useDeskState((state) => stateOf(state).words);
  const isGreyed = useDeskState((state) => stateOf(state).isGreyed);
  return useMemo(() => ({ kind, words, isGreyed }), [kind, words, isGreyed]);
}

/** Why nothing can be done in this portfolio while the desk runs another feed; null when it can. */
export function useFrozen(): string | null {
  const snapshot = useSnapshot();
  const feed = useDeskState((state) => state.feed ?? state.status?.feed ?? null);
  return frozenReason(snapshot, feed);
}
