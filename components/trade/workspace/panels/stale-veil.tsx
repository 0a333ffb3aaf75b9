"use client";

import { useStaleness } from "./use-staleness.ts";

/** Lies over prices that are old, so that nobody takes them for the market; what is below stays where it is. */
export function StaleVeil({ instrumentId }: { readonly instrumentId: string }) {
  const words = useStaleness(instrumentId);
  if (words === null) return null;
  return (
    <div className="stale-veil pointer-events-none absolute inset-0 z-20 flex items-start justify-center pt-11">
      <span
        data-testid="panel-stale"
        className="rounded-sm border border-danger bg-raised px-2 py-0.5 text-[11px] font-semibold text-danger"
      >
        {words}
      </span>
    </div>
  );
}
