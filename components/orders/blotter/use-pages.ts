"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Listing } from "../../../server/domain/orders/order-listing.ts";

const PAGE_ROWS = 100;
const REFRESH_MS = 300;

type Load<Row> = (after: readonly string[] | null, limit: number) => Promise<Listing<Row>>;

export type Pages<Row> = {
  /** Null before the first page. */
  readonly rows: readonly Row[] | null;
  readonly total: number | null;
  readonly problem: string | null;
  readonly isBehind: boolean;
  readonly onEnd: () => void;
  readonly reload: () => void;
};

/**
 * The rows of a listing, a page more whenever the last comes into view. `key` names the question, `pulse` changes when the
 * answer may have: then what is on screen is asked for again at once, so that rows neither jump nor are missed.
 */
export function usePages<Row>(key: string, pulse: unknown, load: Load<Row>): Pages<Row> {
  const [listing, setListing] = useState<(Listing<Row> & { readonly key: string }) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBehind, setIsBehind] = useState(true);
  const latest = useRef(load);
  latest.current = load;
  const shown = useRef(0);
  const asked = useRef(0);
  const isMore = useRef(false);

  const read = useCallback(async (question: string, rows: number) => {
    asked.current += 1;
    const mine = asked.current;
    setIsBehind(true);
    try {
      let found = await latest.current(null, Math.min(200, Math.max(PAGE_ROWS, rows)));
      while (found.rows.length < rows && found.next !== null) {
        const more = await latest.current(found.next, 200);
        found = { ...more, rows: [...found.rows, ...more.rows] };
      }
      if (mine !== asked.current) return;
      shown.current = found.rows.length;
      setListing({ ...found, key: question });
      setProblem(null);
    } catch (error) {
      if (mine === asked.current) setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      if (mine === asked.current) setIsBehind(false);
    }
  }, []);

  useEffect(() => {
    shown.current = 0;
    void read(key, PAGE_ROWS);
  }, [key, read]);

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pulse is the reason, the key has its own.
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const timer = setTimeout(() => void read(key, shown.current), REFRESH_MS);
    return () => clearTimeout(timer);
  }, [pulse]);

  const onEnd = useCallback(() => {
    if (listing === null || listing.next === null || isMore.current || isBehind) return;
    isMore.current = true;
    const mine = asked.current;
    latest.current(listing.next, PAGE_ROWS).then(
      (more) => {
        isMore.current = false;
        if (mine !== asked.current) return; // The question has changed meanwhile.
        shown.current = listing.rows.length + more.rows.length;
        setListing({ ...more, rows: [...listing.rows, ...more.rows], key: listing.key });
      },
      (error: unknown) => {
        isMore.current = false;
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  }, [listing, isBehind]);

  return {
    rows: listing?.rows ?? null,
    total: listing?.total ?? null,
    problem,
    isBehind,
    onEnd,
    reload: () => void read(key, shown.current),
  };
}
