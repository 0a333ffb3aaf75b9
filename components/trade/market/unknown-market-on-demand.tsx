"use client";

import dynamic from "next/dynamic";

/** Every address of the terminal could need it, and next to none does. */
export const UnknownMarketOnDemand = dynamic(
  () => import("./unknown-market.tsx").then(({ UnknownMarket }) => UnknownMarket),
  { ssr: false },
);
