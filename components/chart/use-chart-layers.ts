"use client";

import { useEffect, useMemo } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity, type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { useDeskState, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { positionRows } from "../trade/position-rows.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import type { ChartSettings } from "./chart-settings.ts";
import { exitHandles, exitsAmong, type Guarded, guardedByLeg } from "./layers/exit-lines.ts";
import { orderLines, positionLine, stagedLine, triggerLines } from "./layers/own-lines.ts";
import type { ChartSession } from "./view/chart-session.ts";

/** Gives the chart the portfolio's own fills, working orders, position and the order that is being written. */
export function useChartLayers(
  session: ChartSession | null,
  instrument: Instrument,
  { fills, orders, position }: ChartSettings["layers"],
): void {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  const isFrozen = useFrozen() !== null;
  const { staged, instrument: own } = useTradeDesk();
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place") && !isFrozen;

  const equity = marks?.currency === instrument.quote ? Number(marks.equity) : null;
  const held = useMemo(() => {
    if (snapshot === null) return null;
    const row = positionRows(snapshot, marks).find((one) => one.instrument.id === instrument.id);
    if (row === undefined || row.direction === null || row.entryTicks === null) return null;
    const lots = Math.abs(wholeLots(instrument, row.quantityUnits));
    if (lots === 0) return null; // What fees left behind is no position to watch.
    return { direction: row.direction, lots, entryTicks: row.entryTicks, unrealised: row.unrealised };
  }, [snapshot, marks, instrument]);
  const guarded = useMemo<Guarded | null>(() => {
    if (snapshot === null || held === null) return null;
    const price = Number(formatPrice(instrument, held.entryTicks));
    return {
      direction: held.direction,
      price,
      quantity: Number(formatQuantity(instrument, held.lots)),
      equity,
      ...exitsAmong(snapshot.orders, instrument, held.direction, price),
    };
  }, [snapshot, held, instrument, equity]);
  const ordersShown = useMemo(() => {
    if (!orders || snapshot === null) return [];
    const { orders: all } = snapshot;
    const closing = guarded?.direction === "short" ? "buy" : "sell";
    const guardedBy = (order: Order) =>
      guardedByLeg(instrument, all, order, equity) ?? (order.side === closing && order.isReduceOnly ? guarded : null);
    return [...orderLines(instrument, all, mayTrade), ...triggerLines(instrument, all, mayTrade, guardedBy)];
  }, [orders, snapshot, instrument, mayTrade, guarded, equity]);
  const entry = useMemo(() => {
    if (!position || held === null) return null;
    const { lots, entryTicks, unrealised } = held;
    const price = Number(formatPrice(instrument, entryTicks));
    return positionLine(instrument, { quantity: formatQuantity(instrument, lots), price, unrealised });
  }, [position, held, instrument]);
  const handles = useMemo(
    () =>
      entry === null || guarded === null || !mayTrade || own.id !== instrument.id
        ? []
        : exitHandles(instrument, guarded),
    [entry, guarded, mayTrade, own.id, instrument],
  );
  const preview = useMemo(
    () => (staged === null || own.id !== instrument.id ? null : stagedLine(instrument, staged.side, staged.price)),
    [staged, own.id, instrument],
  );
  useEffect(() => {
    session?.setLines([
      ...(entry === null ? [] : [entry]),
      ...handles,
      ...ordersShown,
      ...(preview === null ? [] : [preview]),
    ]);
  }, [session, entry, handles, ordersShown, preview]);

  const rows = fills ? snapshot?.fills : undefined;
  useEffect(() => {
    const own = (rows ?? []).filter(({ instrumentId }) => instrumentId === instrument.id);
    session?.setFills(
      own.map(({ at, side, quantityLots }) => ({
        at,
        side,
        quantity: Number(formatQuantity(instrument, quantityLots)),
      })),
    );
  }, [session, rows, instrument]);
}
