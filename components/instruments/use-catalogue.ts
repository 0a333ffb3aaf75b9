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
  /** What is loaded, by its place. */
  readonly found: ReadonlyMap<number, FoundInstrument>;
  /** The rows answer older terms than those asked for. */
  readonly isBehind: boolean;
  readonly problem: string | null;
  /** Has the rows of this range loaded. */
  readonly need: (from: number, until: number) => void;
  /** Asks for the rows of this range anew, and lets go of the others: what is on screen stays until the answer is there. */
  readonly refresh: (from: number, until: number) => void;
  readonly reload: () => void;
};

const NONE: ReadonlyMap<number, FoundInstrument> = new Map();

const pagesOf = (from: number, until: number): number[] => {
  const first = Math.floor(from / PAGE);
  return Array.from({ length: Math.max(0, Math.ceil(until / PAGE) - first) }, (_, place) => first + place);
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
    found: loaded?.rows ?? NONE,
    isBehind,
    problem,
    need: (from, until) => {
      if (isBehind || asked.current.key !== key) return;
      for (const page of pagesOf(from, Math.min(until, loaded.total))) void fetchPage(terms, key, page);
    },
    refresh: (from, until) => {
      if (isBehind || asked.current.key !== key) return;
      const pages = pagesOf(from, Math.min(until, loaded.total));
      Promise.all(pages.map((page) => catalogue.search(terms, page * PAGE, PAGE))).then(
        (answers) => {
          if (asked.current.key !== key) return;
          asked.current = { key, pages: new Set(pages) };
          const rows = new Map<number, FoundInstrument>();
          for (const [place, { found }] of answers.entries())
            for (const [index, row] of found.entries()) rows.set((pages[place] ?? 0) * PAGE + index, row);
          setLoaded({ terms, total: answers[0]?.total ?? loaded.total, rows });
        },
        () => undefined, // What stands stays; the next one says it when the desk is away.
      );
    },
    reload: () => setRound((before) => before + 1),
  };
}
