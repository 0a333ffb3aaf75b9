"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useNotices } from "../layout/notices.tsx";
import { catalogue, type Watchlist } from "./catalogue-client.ts";
import { FAVOURITES } from "./tradable.ts";

export type Watchlists = {
  readonly lists: readonly Watchlist[];
  /** Grows when the desk has answered a change: what was read of a list before that may not know of it. */
  readonly answered: number;
  readonly has: (list: string, instrumentId: string) => boolean;
  /** Each of these answers true when it was done; else a notice has said why not. */
  readonly create: (name: string) => Promise<boolean>;
  readonly rename: (list: string, name: string) => Promise<boolean>;
  readonly remove: (list: string) => Promise<boolean>;
  readonly toggle: (list: string, instrumentId: string) => Promise<boolean>;
  /** Moves an instrument by so many places on its list. */
  readonly move: (list: string, instrumentId: string, places: number) => Promise<boolean>;
};

const NONE: readonly Watchlist[] = [{ name: FAVOURITES, instrumentIds: [] }];

/** The person's own lists; after each change they are read again, so that another tab's changes show as well. */
export function useWatchlists(): Watchlists {
  const say = useNotices();
  const [lists, setLists] = useState(NONE);
  const [answered, setAnswered] = useState(0);
  const reads = useRef(0);
  const pending = useRef(0);
  const read = useCallback(async () => {
    reads.current += 1;
    const mine = reads.current;
    const found = await catalogue.watchlists();
    // What was asked before a later change does not know of it.
    if (mine === reads.current && pending.current === 0) setLists(found);
  }, []);
  useEffect(() => {
    const refresh = () => void read().catch(() => undefined); // The page says by itself when the desk is away.
    refresh();
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [read]);
  const idsOf = (list: string) => lists.find(({ name }) => name === list)?.instrumentIds ?? [];
  const attempt = async (wish: () => Promise<string | null>): Promise<boolean> => {
    pending.current += 1;
    reads.current += 1;
    let isDone = false;
    try {
      const refusal = await wish();
      if (refusal !== null) say(refusal);
      isDone = refusal === null;
    } catch (error) {
      say(`Not done: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      pending.current -= 1;
      setAnswered((before) => before + 1);
    }
    // What was shown in advance and not done is taken back.
    await read().catch(() => undefined);
    return isDone;
  };
  return {
    lists,
    answered,
    has: (list, id) => idsOf(list).includes(id),
    create: (name) => attempt(() => catalogue.create(name)),
    rename: (list, name) => attempt(() => catalogue.rename(list, name)),
    remove: (list) => attempt(() => catalogue.remove(list)),
    toggle: (list, id) => {
      const isOn = idsOf(list).includes(id);
      const after = isOn ? idsOf(list).filter((other) => other !== id) : [...idsOf(list), id];
      setLists((before) => before.map((each) => (each.name === list ? { ...each, instrumentIds: after } : each)));
      return attempt(() => (isOn ? catalogue.take(list, id) : catalogue.put(list, id)));
    },
    move: (list, id, places) => {
      const ids = [...idsOf(list)];
      const from = ids.indexOf(id);
      const to = Math.min(ids.length - 1, Math.max(0, from + places));
      if (from < 0 || from === to) return Promise.resolve(false);
      ids.splice(to, 0, ...ids.splice(from, 1));
      return attempt(() => catalogue.reorder(list, ids));
    },
  };
}
