"use client";

import { useEffect, useState } from "react";
import { catalogue } from "../../instruments/catalogue-client.ts";
import { type Market, marketNamed, marketOfListing } from "./market.ts";

type Sought = { readonly id: string; readonly market: Market | null; readonly problem: string | null };

/**
 * The market of this id: as the page brought it, as the desk knows it, else as a venue lists it. Null while it is looked
 * up; a problem when there is none.
 */
export function useMarket(
  id: string,
  brought: Market,
): { readonly market: Market | null; readonly problem: string | null } {
  const known = brought.id === id ? brought : marketNamed(id);
  const [sought, setSought] = useState<Sought | null>(null);
  const isKnown = known !== null;
  useEffect(() => {
    if (isKnown) return;
    let isGone = false;
    catalogue.details(id).then(
      (result) => {
        if (isGone) return;
        if (result.ok) setSought({ id, market: marketOfListing(result.value.instrument), problem: null });
        else setSought({ id, market: null, problem: result.rejection.message });
      },
      (error: unknown) => {
        if (!isGone) setSought({ id, market: null, problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [id, isKnown]);
  if (known !== null) return { market: known, problem: null };
  return sought?.id === id ? sought : { market: null, problem: null };
}
