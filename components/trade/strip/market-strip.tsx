"use client";

import { type ReactNode, useMemo } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { InstrumentPicker } from "../../instruments/instrument-picker.tsx";
import { useStatistics } from "../../instruments/use-statistics.ts";
import { formatCompact } from "../../ui/format-compact.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import type { Market } from "../market/market.ts";
import { useStaleness } from "../workspace/panels/use-staleness.ts";
import { DataState } from "./data-state.tsx";
import {
  paintDayChange,
  paintDayShare,
  paintFunding,
  paintHigh,
  paintLastTrade,
  paintLow,
  paintMark,
  paintSpread,
} from "./strip-paints.ts";
import { type PricePaint, usePricePaint } from "./use-price-paint.ts";

type MarketStripProps = {
  readonly market: Market;
  readonly instrument: Instrument;
  /** What stands at its end, such as the presets. */
  readonly aside?: ReactNode;
};

/** The market, its price and its day. Figures that have no room are the least needed ones; nothing moves when a price does. */
export function MarketStrip({ market, instrument, aside }: MarketStripProps) {
  const isStale = useStaleness(instrument.id) !== null;
  return (
    <section
      aria-label="Market"
      className={`flex min-h-[44px] shrink-0 items-center gap-3 bg-panel px-(--pad) ${isStale ? "is-stale" : ""}`}
    >
      <div className="flex items-center gap-1.5 whitespace-nowrap">
        <h1 className="text-[15px] font-[650] tracking-[-.01em]">{market.symbol}</h1>
        <span className="text-[11px] text-fg-3 max-sm:hidden">{market.place}</span>
        <span className="pl-3 max-sm:-mr-2 max-sm:pl-1">
          <InstrumentPicker />
        </span>
      </div>
      <LastPrice key={instrument.id} instrument={instrument} />
      <Figures key={`${instrument.id}.figures`} instrument={instrument} />
      <DataState instrumentId={instrument.id} />
      {aside === undefined ? null : <div className="flex shrink-0 items-center gap-1">{aside}</div>}
    </section>
  );
}

function LastPrice({ instrument }: { readonly instrument: Instrument }) {
  const { tick } = instrument;
  const ref = usePricePaint(
    instrument.id,
    useMemo(() => paintLastTrade(tick), [tick]),
  );
  return (
    <strong
      ref={ref}
      data-testid="last-price"
      className="min-w-[7.2em] rounded-sm max-sm:min-w-[6.4em] max-sm:px-0 px-1 text-[18px] font-[650] tracking-[-.01em] whitespace-nowrap"
    />
  );
}

/** What does not fit wraps out of sight: the strip keeps one line. */
function Figures({ instrument }: { readonly instrument: Instrument }) {
  const { id, tick, quote, kind, priceDecimals } = instrument;
  const day = useStatistics(useMemo(() => [id], [id])).get(id)?.day ?? null;
  const span = day === null ? "No stored candles" : `${formatRowTime(day.from)} to ${formatRowTime(day.until)}`;
  const paints = useMemo(
    () => ({
      change: paintDayChange(tick, priceDecimals, day),
      share: paintDayShare(day),
      high: paintHigh(tick, day),
      low: paintLow(tick, day),
      mark: paintMark(tick),
      spread: paintSpread(instrument),
    }),
    [instrument, tick, priceDecimals, day],
  );
  return (
    <dl className="flex h-[44px] min-w-0 flex-1 flex-wrap items-center gap-x-4 overflow-hidden whitespace-nowrap">
      <Live name="24 h change" id={id} paint={paints.share} title={span} className="min-w-[76px] sm:hidden" />
      <Live name="24 h change" id={id} paint={paints.change} title={span} className="min-w-[130px] max-sm:hidden" />
      {kind === "perpetual" ? <Live name="Mark" id={id} paint={paints.mark} className="min-w-[72px]" /> : null}
      {kind === "perpetual" ? (
        <Live name="Funding" id={id} paint={paintFunding} title="Last settled" className="min-w-[60px]" />
      ) : null}
      <Live name="24 h high" id={id} paint={paints.high} title={span} className="min-w-[72px]" />
      <Live name="24 h low" id={id} paint={paints.low} title={span} className="min-w-[72px]" />
      <Figure name={`24 h volume ${quote}`} title={span} className="min-w-[84px]">
        <span>{day === null ? UNKNOWN : formatCompact(day.quoteVolume)}</span>
      </Figure>
      <Live name="Spread" id={id} paint={paints.spread} className="min-w-[110px]" />
    </dl>
  );
}

type FigureProps = { readonly name: string; readonly title?: string; readonly className: string };

function Figure({ name, title, className, children }: FigureProps & { readonly children: ReactNode }) {
  return (
    <div title={title} className={`flex h-[44px] flex-col justify-center leading-tight ${className}`}>
      <dt className="text-[10px] text-fg-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

type LiveProps = FigureProps & { readonly id: string; readonly paint: PricePaint };

function Live({ id, paint, ...rest }: LiveProps) {
  const ref = usePricePaint(id, paint);
  return (
    <Figure {...rest}>
      <span ref={ref} />
    </Figure>
  );
}
