"use client";

import { useEffect, useMemo, useState } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity, type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import { useDeskState, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { positionRows } from "../trade/position-rows.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import type { ChartSettings } from "./chart-settings.ts";
import type { ChartLine } from "./layers/chart-line.ts";
import { orderLines, positionLine, stagedLine, triggerLines } from "./layers/own-lines.ts";
import type { ChartSession } from "./view/chart-session.ts";

const NO_LINES: readonly ChartLine[] = [];

const exitTools = () =>
  Promise.all([import("./layers/exit-lines.ts"), import("../margin/positions/liquidation-line.ts")]).then(
    ([{ exitsShown }, { liquidationLine }]) => ({ exitsShown, liquidationLine }),
  );
type ExitLines = Awaited<ReturnType<typeof exitTools>>;

/** What draws exits, once there is something to guard. */
function useExitLines(isWanted: boolean): ExitLines | null {
  const [known, setKnown] = useState<ExitLines | null>(null);
  const isMissing = isWanted && known === null;
  useEffect(() => {
    if (isMissing) exitTools().then(setKnown, () => undefined);
  }, [isMissing]);
  return known;
}

/**
 * Gives the chart the portfolio's own fills, working orders, position and the order that is being written. Returns what it shows of a
 * liquidation in words; null where there is none.
 */
export function useChartLayers(
  session: ChartSession | null,
  instrument: Instrument,
  { fills, orders, position }: ChartSettings["layers"],
): string | null {
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
  const all = snapshot?.orders;
  const exitLines = useExitLines(held !== null || all?.some(({ contingency }) => contingency) === true);
  const exits = useMemo(
    () => (exitLines === null || all === undefined ? null : exitLines.exitsShown(instrument, all, held, equity)),
    [exitLines, all, instrument, held, equity],
  );
  const ordersShown = useMemo(() => {
    if (!orders || all === undefined) return [];
    return [...orderLines(instrument, all, mayTrade), ...triggerLines(instrument, all, mayTrade, exits?.labelOf)];
  }, [orders, all, instrument, mayTrade, exits]);
  const entry = useMemo(() => {
    if (!position || held === null) return null;
    const { lots, entryTicks, unrealised } = held;
    const price = Number(formatPrice(instrument, entryTicks));
    return positionLine(instrument, { quantity: formatQuantity(instrument, lots), price, unrealised });
  }, [position, held, instrument]);
  const liquidation = useMemo(
    () =>
      exitLines === null || snapshot === null || entry === null
        ? null
        : exitLines.liquidationLine(instrument, snapshot, marks),
    [exitLines, snapshot, marks, instrument, entry],
  );
  const handles = entry === null || !mayTrade || own.id !== instrument.id ? NO_LINES : (exits?.handles ?? NO_LINES);
  const preview = useMemo(
    () => (staged === null || own.id !== instrument.id ? null : stagedLine(instrument, staged.side, staged.price)),
    [staged, own.id, instrument],
  );
  useEffect(() => {
    session?.setLines([
      ...(entry === null ? [] : [entry]),
      ...(liquidation === null ? [] : [liquidation]),
      ...handles,
      ...ordersShown,
      ...(preview === null ? [] : [preview]),
    ]);
  }, [session, entry, liquidation, handles, ordersShown, preview]);

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
  return liquidation === null ? null : `${liquidation.label} · ${liquidation.axis}`;
}
