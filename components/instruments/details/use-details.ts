"use client";

import { useCallback, useEffect, useState } from "react";
import { catalogue, type Details } from "../catalogue-client.ts";

const REFRESH_MS = 30_000;

export type DetailsState = {
  /** Null while they load; never those of another instrument. */
  readonly details: Details | null;
  readonly problem: string | null;
  readonly reload: () => void;
};

/** All that is known of one instrument, read again while it is looked at. */
export function useDetails(instrumentId: string): DetailsState {
  const [answer, setAnswer] = useState<{ id: string; details: Details | null; problem: string | null } | null>(null);
  const read = useCallback(async () => {
    try {
      const result = await catalogue.details(instrumentId);
      setAnswer({
        id: instrumentId,
        details: result.ok ? result.value : null,
        problem: result.ok ? null : result.rejection.message,
      });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      setAnswer((before) => ({
        id: instrumentId,
        details: before?.id === instrumentId ? before.details : null,
        problem,
      }));
    }
  }, [instrumentId]);
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [read]);
  const isSame = answer?.id === instrumentId;
  return {
    details: isSame ? answer.details : null,
    problem: isSame ? answer.problem : null,
    reload: () => void read(),
  };
}
