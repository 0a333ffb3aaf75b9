"use client";

import { useEffect, useState } from "react";
import { catalogue, type Statistics } from "./catalogue-client.ts";

const REFRESH_MS = 20_000;
const IDS_MAX = 200;

/** The day's figures of what is on screen, fetched as it comes into view and again while it stays. Unknown ids have none. */
export function useStatistics(ids: readonly string[]): ReadonlyMap<string, Statistics | null> {
  const [known, setKnown] = useState<ReadonlyMap<string, Statistics | null>>(new Map());
  const key = ids.join(" ");
  useEffect(() => {
    const wanted = key === "" ? [] : key.split(" ").slice(0, IDS_MAX);
    let isGone = false;
    const fetchAll = async () => {
      if (wanted.length === 0) return;
      try {
        const found = await catalogue.statistics(wanted);
        if (isGone) return;
        setKnown((before) => new Map([...before, ...wanted.map((id) => [id, found[id] ?? null] as const)]));
      } catch {
        // The strip above says that the desk is away; what stands stays, and the next round asks again.
      }
    };
    void fetchAll();
    const timer = setInterval(() => void fetchAll(), REFRESH_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [key]);
  return known;
}
