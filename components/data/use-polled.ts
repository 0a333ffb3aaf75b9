"use client";

import { useCallback, useEffect, useRef, useState } from "react";

export type Polled<Value> = {
  /** The newest answer; null before the first. */
  readonly value: Value | null;
  /** Why the newest try failed; the value then is an older one. */
  readonly problem: string | null;
  readonly reload: () => void;
};

/** Asks again and again while the page is visible: `everyMs` may depend on the newest answer. */
export function usePolled<Value>(
  load: () => Promise<Value>,
  everyMs: (value: Value | null) => number,
  first: Value | null = null,
): Polled<Value> {
  const [value, setValue] = useState<Value | null>(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [wishes, setWishes] = useState(0);
  const doors = useRef({ load, everyMs, newest: first });
  doors.current.load = load;
  doors.current.everyMs = everyMs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: A wish to reload starts the round anew.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOver = false;
    const round = async () => {
      if (document.visibilityState === "visible") {
        try {
          const answer = await doors.current.load();
          if (isOver) return;
          doors.current.newest = answer;
          setValue(answer);
          setProblem(null);
        } catch (error) {
          if (isOver) return;
          setProblem(error instanceof Error ? error.message : String(error));
        }
      }
      timer = setTimeout(() => void round(), doors.current.everyMs(doors.current.newest));
    };
    void round();
    return () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [wishes]);
  const reload = useCallback(() => setWishes((count) => count + 1), []);
  return { value, problem, reload };
}
