"use client";

import dynamic from "next/dynamic";

const cells = () => import("./protection-cells.tsx");
const figures = () => import("./protection-figures.ts");

/** Nothing of it is loaded for a portfolio that holds nothing. */
export const CoveredCell = dynamic(() => cells().then((each) => each.CoveredCell), { ssr: false });
export const StopCell = dynamic(() => cells().then((each) => each.StopCell), { ssr: false });
export const ProtectButton = dynamic(() => import("./protect-button.tsx").then((each) => each.ProtectButton), {
  ssr: false,
});
export const ProofCell = dynamic(() => cells().then((each) => each.ProofCell), { ssr: false });

type Reader = Awaited<ReturnType<typeof figures>>;

let reader: Reader | null = null;
let isAsked = false;

/** What reads protection for sorting and export; null until it has come. */
export function protectionReader(): Reader | null {
  if (!isAsked) {
    isAsked = true;
    figures().then(
      (loaded) => {
        reader = loaded;
      },
      () => {
        isAsked = false;
      },
    );
  }
  return reader;
}
