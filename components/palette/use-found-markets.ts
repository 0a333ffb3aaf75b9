"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { catalogue, type FoundInstrument } from "../instruments/catalogue-client.ts";
import { kindName } from "../instruments/instrument-words.ts";
import { venueName, whyNotTradable } from "../instruments/tradable.ts";
import { inPortfolio } from "../layout/places.ts";
import type { Command } from "./command-list.ts";

const TYPING_MS = 100;
const SHOWN = 8;

/** The markets that match, as the desk finds them. One that is not traded here leads to what is known of it. */
export function useFoundMarkets(text: string): {
  readonly markets: readonly Command[];
  readonly problem: string | null;
} {
  const router = useRouter();
  const portfolio = useSearchParams().get("portfolio");
  const [found, setFound] = useState<readonly FoundInstrument[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      try {
        const everything = {
          venues: [],
          kinds: [],
          statuses: [],
          list: null,
          order: "best",
          isDescending: false,
        } as const;
        const answer = await catalogue.search({ ...everything, venues: [], kinds: [], statuses: [], text }, 0, SHOWN);
        if (isGone) return;
        setProblem(null);
        setFound(answer.found);
      } catch (error) {
        if (!isGone) setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    const timer = setTimeout(() => void look(), text === "" ? 0 : TYPING_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);
  const markets = found.map((row) => {
    const refusal = whyNotTradable(row);
    const words = `${venueName(row.venue)} · ${kindName(row.kind)}`;
    return {
      id: `market.${row.id}`,
      label: row.symbol,
      group: "Markets",
      hint: refusal === null ? words : `${words} · ${refusal.word.toLowerCase()}`,
      run: () => {
        const isTradable = refusal === null;
        const path = inPortfolio(isTradable ? `/trade/${encodeURIComponent(row.id)}` : "/instruments", portfolio);
        const details = `${path.includes("?") ? "&" : "?"}details=${encodeURIComponent(row.id)}`;
        router.push(isTradable ? path : `${path}${details}`);
      },
    };
  });
  return { markets, problem };
}
