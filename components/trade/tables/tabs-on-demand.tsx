"use client";

import dynamic from "next/dynamic";
import { EmptyNote } from "../../ui/panel.tsx";

const loading = () => <EmptyNote>Loading…</EmptyNote>;
const open = () => import("./orders/open-orders-tab.tsx").then((tab) => tab.OpenOrdersTab);
const algorithms = () => import("./algorithms/algorithms-tab.tsx").then((tab) => tab.AlgorithmsTab);
const closed = () => import("./orders/closed-orders-tab.tsx").then((tab) => tab.ClosedOrdersTab);
const fills = () => import("./records/fills-tab.tsx").then((tab) => tab.FillsTab);
const balances = () => import("./records/balances-tab.tsx").then((tab) => tab.BalancesTab);

export const OpenOrdersTab = dynamic(open, { ssr: false, loading });
export const AlgorithmsTab = dynamic(algorithms, { ssr: false, loading });
export const ClosedOrdersTab = dynamic(closed, { ssr: false, loading });
export const FillsTab = dynamic(fills, { ssr: false, loading });
export const BalancesTab = dynamic(balances, { ssr: false, loading });

/** To be called when a hand comes near the tabs: the first press then finds them there. */
export function prepareTabs(): void {
  for (const load of [open, algorithms, closed, fills, balances]) load().catch(() => undefined);
}
