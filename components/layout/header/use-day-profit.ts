"use client";

import { useEffect, useState } from "react";
import { ask, deskClient } from "../../access/desk-client.ts";
import { useDesk, useDeskState } from "../../live/use-desk.tsx";
import { dayBegin } from "../../ui/format-time.ts";
import { addDecimals } from "./add-decimals.ts";

const REFRESH_MS = 60_000;

export type DayProfit = {
  readonly since: number;
  /** Exact decimal text in the portfolio's base currency. */
  readonly amount: string;
  /** Of what there was at the start with what was paid in since; null when that is nothing. */
  readonly percent: number | null;
};

type Start = { readonly of: string; readonly equity: string; readonly netFlow: string; readonly netFlowNow: string };

/** What the tape's day, in the person's zone, has brought so far; null while it is not known. Payments are no profit. */
export function useDayProfit(): DayProfit | null {
  const { store } = useDesk();
  const equity = useDeskState((state) => state.marks?.equity ?? null);
  const since = useDeskState((state) => (state.marks === null ? null : dayBegin(state.marks.at)));
  const cashMoves = useDeskState((state) => state.cashMoves);
  const [start, setStart] = useState<Start | null>(null);
  const of = `${store.portfolioId} ${since} ${cashMoves}`;
  useEffect(() => {
    if (since === null) return;
    let isGone = false;
    const read = async () => {
      try {
        const read = await ask(() => deskClient.portfolios.day.query({ portfolioId: store.portfolioId, since }));
        if (!isGone) setStart({ of, equity: read.equity, netFlow: read.netFlow, netFlowNow: read.netFlowNow });
      } catch {
        // The page says by itself when the desk is away; what was known stays.
      }
    };
    void read();
    const timer = setInterval(() => void read(), REFRESH_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [store, since, of]);
  // A start from before a payment would show the payment as a profit.
  if (start === null || start.of !== of || equity === null || since === null) return null;
  const paidIn = addDecimals(start.netFlowNow, start.netFlow, -1);
  const base = addDecimals(start.equity, paidIn, 1);
  const amount = addDecimals(equity, base, -1);
  return { since, amount, percent: Number(base) === 0 ? null : (Number(amount) / Number(base)) * 100 };
}
