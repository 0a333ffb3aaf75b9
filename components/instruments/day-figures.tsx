"use client";

import { type ReactNode, useMemo } from "react";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";
import { formatRowTime } from "../ui/format-time.ts";
import { describeChange, formatGridPrice } from "./instrument-words.ts";
import { useStatistics } from "./use-statistics.ts";

type DayFiguresProps = {
  readonly id: string;
  readonly tick: string;
  readonly quote: string;
  readonly last: string | null;
};

const TONES = { up: "text-up", down: "text-down", flat: "text-flat" } as const;

/** Where the day has taken a market, for the strip above its book. */
export function DayFigures({ id, tick, quote, last }: DayFiguresProps) {
  const statistics = useStatistics(useMemo(() => [id], [id]));
  const day = statistics.get(id)?.day ?? null;
  const open = day === null ? 0 : Number(day.open);
  const fraction = day === null ? null : last === null ? day.changeFraction : (Number(last) - open) / open;
  const change = describeChange(fraction);
  const since = day === null ? "No stored candles" : `${formatRowTime(day.from)} to ${formatRowTime(day.until)} UTC`;
  return (
    <>
      <Figure name="24 h" title={since} className="max-[1400px]:hidden">
        <span className={TONES[change.tone]}>{change.text}</span>
      </Figure>
      <Figure name="24 h high / low" title={since} className="max-[1430px]:hidden">
        {day === null ? UNKNOWN : `${formatGridPrice(day.high, tick)} / ${formatGridPrice(day.low, tick)}`}
      </Figure>
      <Figure name={`24 h volume ${quote}`} title={since} className="max-[1840px]:hidden">
        {day === null ? UNKNOWN : formatDecimal(day.quoteVolume, 0)}
      </Figure>
    </>
  );
}

type FigureProps = {
  readonly name: string;
  readonly title: string;
  readonly className: string;
  readonly children: ReactNode;
};

function Figure({ name, title, className, children }: FigureProps) {
  return (
    <div className={`flex flex-col leading-tight ${className}`} title={title}>
      <dt className="text-[10px] text-fg-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
