"use client";

import { useCallback, useState } from "react";
import { useNotices } from "../layout/notices.tsx";

export type Wish = {
  readonly isWaiting: boolean;
  /** True when it was granted. A refusal is said in a notice. */
  readonly ask: (call: () => Promise<unknown>) => Promise<boolean>;
};

/** One thing asked of the desk at a time. */
export function useWish(): Wish {
  const say = useNotices();
  const [isWaiting, setIsWaiting] = useState(false);
  const ask = useCallback(
    async (call: () => Promise<unknown>) => {
      setIsWaiting(true);
      try {
        await call();
        return true;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setIsWaiting(false);
      }
    },
    [say],
  );
  return { isWaiting, ask };
}
