"use client";

import dynamic from "next/dynamic";

const load = () => import("./instrument-search.tsx").then((search) => search.InstrumentSearch);

/** The search for pages that open without it. */
export const InstrumentSearchOnDemand = dynamic(load, {
  ssr: false,
  loading: () => <div aria-hidden="true" className="h-[calc(36px+4*var(--row)+8px)]" />,
});

/** To be called when a hand comes near the button that opens it. */
export const prepareInstrumentSearch = (): void => void load().catch(() => undefined);
