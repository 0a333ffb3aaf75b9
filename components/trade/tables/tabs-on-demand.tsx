"use client";

import dynamic from "next/dynamic";

/** Tabs that the terminal opens without. */
export const ClosedOrdersTab = dynamic(() => import("./orders/closed-orders-tab.tsx").then((it) => it.ClosedOrdersTab));
export const FillsTab = dynamic(() => import("./records/fills-tab.tsx").then((it) => it.FillsTab));
export const BalancesTab = dynamic(() => import("./records/balances-tab.tsx").then((it) => it.BalancesTab));
