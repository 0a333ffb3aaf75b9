"use client";

import { useEffect, useRef, useState } from "react";
import { type LogLine, type LogPlaces, systemClient } from "./system-client.ts";

/** A line with a number of its own, counted as it came. */
export type KeptLine = LogLine & { readonly number: number };

const KEPT = 5_000;
const EVERY_MS = 2_000;

/** The newest log lines, followed while `isFollowing` and the page is visible. */
export function useLogTail(isFollowing: boolean) {
  const [lines, setLines] = useState<readonly KeptLine[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const places = useRef<LogPlaces>(null);
  const count = useRef(0);
  useEffect(() => {
    if (!isFollowing) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const round = async () => {
      if (document.visibilityState === "visible") {
        try {
          const tail = await systemClient.logs(places.current);
          if (isOver) return;
          places.current = tail.places;
          setProblem(null);
          const added = tail.lines.map((line) => {
            count.current += 1;
            return { ...line, number: count.current };
          });
          setLines((known) =>
            known !== null && added.length === 0 ? known : [...(known ?? []), ...added].slice(-KEPT),
          );
        } catch (error) {
          if (!isOver) setProblem(error instanceof Error ? error.message : String(error));
        }
      }
      if (!isOver) timer = setTimeout(() => void round(), EVERY_MS);
    };
    void round();
    return () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [isFollowing]);
  return { lines, problem };
}
