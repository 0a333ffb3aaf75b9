"use client";

import dynamic from "next/dynamic";
import { useSnapshot } from "../live/use-desk.tsx";
import { useOnDemand } from "../ui/use-on-demand.ts";

/** Nothing of it is loaded for a portfolio that does not borrow. */
export const BorrowLine = dynamic(() => import("./borrow-line.tsx").then((part) => part.BorrowLine), {
  ssr: false,
  loading: () => <div className="h-[18px]" />,
});
const Watch = dynamic(() => import("./level-watch.tsx").then((part) => part.LevelWatch), { ssr: false });

export const useBorrows = (): boolean => (useSnapshot()?.borrowing.leverage ?? 1) > 1;

export function LevelWatch() {
  return useBorrows() ? <Watch /> : null;
}

const power = () => import("./lots-for-power.ts");

/** What counts how much an order may borrow, for a portfolio that does. */
export const usePowerTools = () => useOnDemand(power, useBorrows());
