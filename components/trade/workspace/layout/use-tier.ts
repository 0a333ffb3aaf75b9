"use client";

import { type RefCallback, useCallback, useState } from "react";
import { type Tier, tierOf } from "./preset-trees.ts";

/** How much room the element has; null until it has been measured, which the server never does. */
export function useTier(): readonly [RefCallback<HTMLElement>, Tier | null] {
  const [tier, setTier] = useState<Tier | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    setTier(tierOf(element.clientWidth));
    const observer = new ResizeObserver(() => setTier(tierOf(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, tier];
}
