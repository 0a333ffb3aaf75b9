"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { catalogue, type FoundInstrument, type SearchTerms } from "./catalogue-client.ts";

const PAGE = 100;

type Loaded = {
  /** The terms that the rows answer. */
  readonly terms: SearchTerms;
  readonly total: number;
  readonly rows: ReadonlyMap<number, FoundInstrument>;
};

export type Catalogue = {
  /** Null before the first answer. */
  readonly total: number | null;
  readonly rowAt: (index: number) => FoundInstrument | undefined;
  /** The rows answer older terms than those asked for. */
  readonly isBehind: boolean;
  readonly problem: string | null;
  /** Has the rows of this range loaded. */
  readonly need: (from: number, until: number) => void;
  readonly reload: () => void;
};

const keyOf = (terms: SearchTerms) => JSON.stringify(terms);

/** The catalogue page by page, as far as it is looked at; `listed` changes with what is on the list that is looked at. Rows stay until those of new terms are there: nothing jumps. */
export function useCatalogue(terms: SearchTerms, listed: string): Catalogue {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef({ key: "", pages: new Set<number>() });
  const key = `${round} ${listed} ${keyOf(terms)}`;

  const fetchPage = useCallback(async (of: SearchTerms, ofKey: string, page: number) => {
    if (asked.current.key === ofKey && asked.current.pages.has(page)) return;
    if (asked.current.key !== ofKey) asked.current = { key: ofKey, pages: new Set() };
    asked.current.pages.add(page);
    try {
      const { total, found } = await catalogue.search(of, page * PAGE, PAGE);
      if (asked.current.key !== ofKey) return; // Somebody typed on meanwhile.
      setProblem(null);
      setLoaded((before) => {
        const isSame = before !== null && keyOf(before.terms) === keyOf(of) && page !== 0;
        const rows = new Map(isSame ? before.rows : []);
        for (const [index, row] of found.entries()) rows.set(page * PAGE + index, row);
        return { terms: of, total, rows };
      });
    } catch (error) {
      if (asked.current.key !== ofKey) return;
      asked.current.pages.delete(page);
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the terms' content.
  useEffect(() => void fetchPage(terms, key, 0), [key, fetchPage]);

  const isBehind = loaded === null || keyOf(loaded.terms) !== keyOf(terms);
  return {
    total: loaded?.total ?? null,
    rowAt: (index) => loaded?.rows.get(index),
    isBehind,
    problem,
    need: (from, until) => {
      if (isBehind || asked.current.key !== key) return;
      for (let page = Math.floor(from / PAGE); page * PAGE < Math.min(until, loaded.total); page += 1) {
        void fetchPage(terms, key, page);
      }
    },
    reload: () => setRound((before) => before + 1),
  };
}
