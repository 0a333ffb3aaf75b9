"use client";

import { useMemo } from "react";
import { useSnapshot } from "../../live/use-desk.tsx";
import { type OwnOrder, ownOrdersOf } from "./own-orders.ts";

/** The portfolio's working orders in an instrument that have a price. */
export function useOwnOrders(instrumentId: string): readonly OwnOrder[] {
  const orders = useSnapshot()?.orders;
  return useMemo(() => (orders === undefined ? [] : ownOrdersOf(orders, instrumentId)), [orders, instrumentId]);
}
