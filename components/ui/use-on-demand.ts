"use client";

import { useEffect, useState } from "react";

/** What `load` brings, once it is wanted and has come; null until then. `load` stays the same function. */
export function useOnDemand<Part>(load: () => Promise<Part>, isWanted: boolean): Part | null {
  const [known, setKnown] = useState<{ readonly part: Part } | null>(null);
  const isMissing = isWanted && known === null;
  useEffect(() => {
    if (!isMissing) return;
    load().then(
      (part) => setKnown({ part }),
      () => undefined,
    );
  }, [isMissing, load]);
  return isWanted && known !== null ? known.part : null;
}
