"use client";

import { useId, useState } from "react";
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { CurvePoint } from "../portfolio-client.ts";
import type { Range } from "../ranges.ts";
import { axisAmount, axisTime } from "./axis-words.ts";
import { CurveTooltip } from "./curve-tooltip.tsx";

type CurveChartsProps = {
  readonly series: readonly CurvePoint[];
  readonly currency: string;
  readonly isHidden: boolean;
  readonly onZoom: (range: Range) => void;
};

const AXIS = { fontSize: 11, fill: "var(--fg-3)" } as const;
const MARGIN = { top: 8, right: 24, bottom: 0, left: 0 } as const;
const AXIS_WIDTH = 62;
const ZOOM_MS_MIN = 1_000;
/** A fall that hardly shows is not drawn as deep as the panel. */
const DEPTH_MIN = -0.001;

/** Equity over drawdown with one crosshair; a drag chooses the range. Loaded apart from the page, as it is its heaviest part. */
export function CurveCharts({ series, currency, isHidden, onZoom }: CurveChartsProps) {
  const gradient = useId();
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const data = series as CurvePoint[];
  const span = (series.at(-1)?.at ?? 0) - (series[0]?.at ?? 0);
  const floor = Math.min(series.reduce((least, { drawdown }) => Math.min(least, drawdown), 0) * 1.1, DEPTH_MIN);
  const labelOf = (state: { activeLabel?: string | number | undefined }) =>
    state.activeLabel === undefined ? null : Number(state.activeLabel);
  const mouse = {
    onMouseDown: (state: { activeLabel?: string | number | undefined }) => {
      const at = labelOf(state);
      if (at !== null) setDrag({ from: at, to: at });
    },
    onMouseMove: (state: { activeLabel?: string | number | undefined }) => {
      const at = labelOf(state);
      if (drag !== null && at !== null && at !== drag.to) setDrag({ from: drag.from, to: at });
    },
    onMouseUp: () => {
      if (drag === null) return;
      const range = { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) };
      setDrag(null);
      if (range.to - range.from >= ZOOM_MS_MIN) onZoom(range);
    },
    onMouseLeave: () => setDrag(null),
  };
  const time = {
    dataKey: "at",
    type: "number",
    scale: "time",
    domain: ["dataMin", "dataMax"],
    tick: AXIS,
    tickLine: false,
    axisLine: false,
    minTickGap: 48,
    tickFormatter: (at: number) => axisTime(at, span),
  } as const;
  const shade =
    drag === null || drag.from === drag.to ? null : (
      <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--accent)" fillOpacity={0.15} />
    );
  return (
    <div className="portfolio-chart flex min-h-0 flex-1 flex-col select-none">
      <div className="min-h-0 flex-[3]">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 240 }}>
          <AreaChart data={data} syncId="portfolio" syncMethod="value" margin={MARGIN} {...mouse}>
            <defs>
              <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
                <stop offset="0" stopColor="var(--accent)" stopOpacity={0.28} />
                <stop offset="1" stopColor="var(--accent)" stopOpacity={0.02} />
              </linearGradient>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--line-subtle)" />
            <XAxis {...time} hide />
            <YAxis
              width={AXIS_WIDTH}
              domain={["auto", "auto"]}
              tick={AXIS}
              tickLine={false}
              axisLine={false}
              tickCount={5}
              tickFormatter={(value: number) => (isHidden ? "•••" : axisAmount(value))}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--line-strong)", strokeDasharray: "3 3" }}
              content={(props) => <CurveTooltip payload={props.payload} currency={currency} isHidden={isHidden} />}
            />
            <Area
              type="linear"
              dataKey="equity"
              stroke="var(--accent)"
              strokeWidth={1.6}
              fill={`url(#${gradient})`}
              isAnimationActive={false}
              dot={series.length === 1 ? { r: 3, fill: "var(--accent)" } : false}
              activeDot={{ r: 3 }}
            />
            {shade}
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <h3 className="px-(--pad) pt-1 text-[11px] font-medium text-fg-3">Drawdown</h3>
      <div className="min-h-0 flex-1">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 90 }}>
          <AreaChart data={data} syncId="portfolio" syncMethod="value" margin={MARGIN} {...mouse}>
            <XAxis {...time} height={20} />
            <YAxis
              width={AXIS_WIDTH}
              domain={[floor, 0]}
              ticks={[0, floor]}
              tick={AXIS}
              tickLine={false}
              axisLine={false}
              tickFormatter={(value: number) =>
                `${(value * 100).toFixed(floor > -0.05 ? 2 : 1)}%`.replace("-", "\u2212")
              }
            />
            <ReferenceLine y={0} stroke="var(--line)" />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--line-strong)", strokeDasharray: "3 3" }}
              content={() => null}
            />
            <Area
              type="linear"
              dataKey="drawdown"
              stroke="var(--down)"
              strokeWidth={1}
              fill="var(--down)"
              fillOpacity={0.22}
              isAnimationActive={false}
              dot={false}
              activeDot={{ r: 2.5 }}
            />
            {shade}
          </AreaChart>
        </ResponsiveContainer>
      </div>
    </div>
  );
}
