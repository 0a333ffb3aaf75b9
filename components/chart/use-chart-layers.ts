"use client";

import { useEffect, useMemo } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity, type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import { meantVerb } from "../live/hedged.ts";
import { useDeskState, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { positionRows } from "../trade/position-rows.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import { useOnDemand } from "../ui/use-on-demand.ts";
import type { ChartSettings } from "./chart-settings.ts";
import type { ChartLine } from "./layers/chart-line.ts";
import { orderLines, positionLine, stagedLine, triggerLines } from "./layers/own-lines.ts";
import type { ChartSession } from "./view/chart-session.ts";

const NO_LINES: readonly ChartLine[] = [];

const exitTools = () =>
  Promise.all([import("./layers/exit-lines.ts"), import("../margin/positions/liquidation-line.ts")]).then(
    ([{ exitsShown }, { liquidationLines }]) => ({ exitsShown, liquidationLines }),
  );

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
    const rows = snapshot === null ? [] : positionRows(snapshot, marks);
    return rows.flatMap(({ instrument: { id }, positionSide, direction, quantityUnits, entryTicks, unrealised }) => {
      if (id !== instrument.id || direction === null || entryTicks === null) return [];
      const lots = Math.abs(wholeLots(instrument, quantityUnits));
      // What fees left behind is no position to watch.
      return lots === 0 ? [] : [{ positionSide, direction, lots, entryTicks, unrealised }];
    });
  }, [snapshot, marks, instrument]);
  const all = snapshot?.orders;
  const exitLines = useOnDemand(exitTools, held.length > 0 || all?.some(({ contingency }) => contingency) === true);
  const exits = useMemo(
    () => (exitLines === null || all === undefined ? null : exitLines.exitsShown(instrument, all, held, equity)),
    [exitLines, all, instrument, held, equity],
  );
  const ordersShown = useMemo(() => {
    if (!orders || all === undefined) return [];
    return [...orderLines(instrument, all, mayTrade), ...triggerLines(instrument, all, mayTrade, exits?.labelOf)];
  }, [orders, all, instrument, mayTrade, exits]);
  const entries = useMemo(
    () =>
      (position ? held : []).map(({ positionSide, lots, entryTicks, unrealised }) => {
        const price = Number(formatPrice(instrument, entryTicks));
        return positionLine(instrument, {
          positionSide,
          quantity: formatQuantity(instrument, lots),
          price,
          unrealised,
        });
      }),
    [position, held, instrument],
  );
  const liquidations = useMemo(
    () =>
      exitLines === null || snapshot === null || entries.length === 0
        ? NO_LINES
        : exitLines.liquidationLines(instrument, snapshot, marks),
    [exitLines, snapshot, marks, instrument, entries],
  );
  const handles =
    entries.length === 0 || !mayTrade || own.id !== instrument.id ? NO_LINES : (exits?.handles ?? NO_LINES);
  const verb = staged === null ? "" : meantVerb(snapshot, instrument.id, staged);
  const preview = useMemo(
    () =>
      staged === null || own.id !== instrument.id ? null : stagedLine(instrument, staged.side, verb, staged.price),
    [staged, verb, own.id, instrument],
  );
  useEffect(() => {
    session?.setLines([
      ...entries,
      ...liquidations,
      ...handles,
      ...ordersShown,
      ...(preview === null ? [] : [preview]),
    ]);
  }, [session, entries, liquidations, handles, ordersShown, preview]);

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
  return liquidations.length === 0 ? null : liquidations.map(({ label, axis }) => `${label} · ${axis}`).join("; ");
}
