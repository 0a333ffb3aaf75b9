"use client";

import { useEffect, useMemo } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity, type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import { useDeskState, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { positionRows } from "../trade/position-rows.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import type { ChartSettings } from "./chart-settings.ts";
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

  const ordersShown = useMemo(
    () =>
      orders && snapshot !== null
        ? [orderLines, triggerLines].flatMap((lines) => lines(instrument, snapshot.orders, mayTrade))
        : [],
    [orders, snapshot, instrument, mayTrade],
  );
  const entry = useMemo(() => {
    if (!position || snapshot === null) return null;
    const row = positionRows(snapshot, marks).find((one) => one.instrument.id === instrument.id);
    if (row === undefined || row.direction === null || row.entryTicks === null) return null;
    const lots = Math.abs(wholeLots(instrument, row.quantityUnits));
    if (lots === 0) return null; // What fees left behind is no position to watch.
    return positionLine(instrument, {
      quantity: formatQuantity(instrument, lots),
      price: Number(formatPrice(instrument, row.entryTicks)),
      unrealised: row.unrealised,
    });
  }, [position, snapshot, marks, instrument]);
  const preview = useMemo(
    () => (staged === null || own.id !== instrument.id ? null : stagedLine(instrument, staged.side, staged.price)),
    [staged, own.id, instrument],
  );
  useEffect(() => {
    session?.setLines([...(entry === null ? [] : [entry]), ...ordersShown, ...(preview === null ? [] : [preview])]);
  }, [session, entry, ordersShown, preview]);

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
