"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { catalogue, type Watchlist } from "../../instruments/catalogue-client.ts";
import { useStored } from "../../preferences/preferences.ts";

export type WatchRow = {
  readonly id: string;
  /** Base and quote, the same for spot and perpetual. */
  readonly pair: string;
  readonly kind: InstrumentKind;
  readonly venue: string;
  readonly tick: string;
};

/** What the desk trades: the list that everybody has. */
export const MARKETS = "";

const ROWS_MAX = 200;

const TRADED: readonly WatchRow[] = LISTED_INSTRUMENTS.map(({ id, base, quote, kind, venue, tick }) => ({
  id,
  pair: `${base}/${quote}`,
  kind,
  venue,
  tick,
}));

export type Watching = {
  readonly lists: readonly Watchlist[];
  readonly list: string;
  readonly choose: (list: string) => void;
  /** Null while they load. */
  readonly rows: readonly WatchRow[] | null;
  readonly problem: string | null;
};

type Loaded = { readonly list: string; readonly rows: readonly WatchRow[] };

async function rowsOf(list: string): Promise<readonly WatchRow[]> {
  const terms = { text: "", venues: [], kinds: [], statuses: [], list, order: "best", isDescending: false } as const;
  const { found } = await catalogue.search({ ...terms, venues: [], kinds: [], statuses: [] }, 0, ROWS_MAX / 2);
  return found.map(({ id, base, quote, kind, venue, tick }) => ({ id, pair: `${base}/${quote}`, kind, venue, tick }));
}

/** The person's watchlists beside the terminal, and the one they look at. */
export function useWatchRows(): Watching {
  const [list, choose] = useStored<string>("trade.watchlist", MARKETS);
  const [lists, setLists] = useState<readonly Watchlist[]>([]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = useCallback(async () => {
    try {
      const [all, rows] = await Promise.all([catalogue.watchlists(), list === MARKETS ? TRADED : rowsOf(list)]);
      setLists(all);
      setLoaded({ list, rows });
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, [list]);
  useEffect(() => {
    void read();
    const refresh = () => void read();
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [read]);
  return useMemo(
    () => ({
      ...{ lists, list, choose, problem },
      rows: list === MARKETS ? TRADED : loaded?.list === list ? loaded.rows : null,
    }),
    [lists, list, choose, problem, loaded],
  );
}

/** The market before or after this one on the list, round and round; null when there is no other. */
export function neighbourOf(rows: readonly WatchRow[], id: string, places: 1 | -1): string | null {
  if (rows.length === 0) return null;
  const at = rows.findIndex((row) => row.id === id);
  const next = at < 0 ? (places === 1 ? 0 : rows.length - 1) : (at + places + rows.length) % rows.length;
  const found = rows[next]?.id ?? null;
  return found === id ? null : found;
}
