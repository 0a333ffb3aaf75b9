"use client";

import { useEffect, useState } from "react";
import { ask, deskClient } from "../access/desk-client.ts";

export type LiveRun = { readonly runId: string; readonly strategy: string; readonly instrumentId: string };

const OVER: ReadonlySet<string> = new Set(["stopped", "faulted"]);

/** The runs of a portfolio that could still trade; none while nobody knows, or where one may not see them. */
export function useRuns(portfolioId: string): readonly LiveRun[] {
  const [runs, setRuns] = useState<readonly LiveRun[]>([]);
  useEffect(() => {
    let isGone = false;
    ask(() => deskClient.strategies.list.query({ portfolioId })).then(
      (all) => (isGone ? undefined : setRuns(all.filter(({ status }) => !OVER.has(status)))),
      () => undefined, // Every other scope can be stopped all the same.
    );
    return () => {
      isGone = true;
    };
  }, [portfolioId]);
  return runs;
}
