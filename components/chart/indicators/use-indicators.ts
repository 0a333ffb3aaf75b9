"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useStored } from "../../preferences/preferences.ts";
import type { ChartSession, SessionParts } from "../view/chart-session.ts";
import { type ChosenIndicator, INDICATORS_MAX, indicatorsOf, readIndicators } from "./indicator-settings.ts";

const NONE: readonly ChosenIndicator[] = [];

export type Indicators = {
  /** Those on this chart. */
  readonly shown: readonly ChosenIndicator[];
  readonly isFull: boolean;
  readonly put: (indicator: ChosenIndicator) => void;
  readonly remove: (key: string) => void;
  /** The one whose settings are to be opened; null when none is. */
  readonly edited: string | null;
  readonly edit: (key: string | null) => void;
};

/** The indicators of the person, on every chart of the instruments they are for. The library is loaded with the first one. */
export function useIndicators(
  session: ChartSession | null,
  parts: SessionParts | null,
  instrumentId: string,
): Indicators {
  const [kept, keep] = useStored<readonly unknown[]>("chart.indicators", NONE);
  const [edited, edit] = useState<string | null>(null);
  const all = useMemo(() => readIndicators(kept), [kept]);
  const shown = useMemo(() => indicatorsOf(all, instrumentId), [all, instrumentId]);
  const put = useCallback(
    (indicator: ChosenIndicator) => {
      const isKnown = all.some(({ key }) => key === indicator.key);
      keep(isKnown ? all.map((one) => (one.key === indicator.key ? indicator : one)) : [...all, indicator]);
    },
    [all, keep],
  );
  const remove = useCallback((key: string) => keep(all.filter((one) => one.key !== key)), [all, keep]);
  useEffect(() => {
    if (session === null || parts === null || shown.length === 0) return;
    const leave: (() => void)[] = [];
    let isGone = false;
    const begin = async () => {
      const { IndicatorLayer } = await import("./indicator-layer.ts");
      if (isGone || session.isOver) return;
      for (const chosen of shown) {
        const layer = IndicatorLayer.of(session.view, parts.legend, chosen, { onEdit: edit, onRemove: remove });
        if (layer === null) continue;
        const detach = session.attach(layer);
        leave.push(() => {
          detach();
          // A chart that is gone took its lines along.
          if (!session.isOver) layer.remove();
        });
      }
    };
    // Without its code an indicator is left out; the candles stand.
    begin().catch(() => undefined);
    return () => {
      isGone = true;
      for (const undo of leave.reverse()) undo();
    };
  }, [session, parts, shown, remove]);
  return { shown, isFull: all.length >= INDICATORS_MAX, put, remove, edited, edit };
}
