"use client";

import type { ReactNode } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import { DayFigures } from "../instruments/day-figures.tsx";
import { InstrumentPicker } from "../instruments/instrument-picker.tsx";
import { useMarketState, usePrices } from "../live/use-desk.tsx";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";
import { ticksOf } from "./book-depth.ts";
import { MarketLink } from "./market-link.tsx";
import { describeSpread } from "./spread.ts";

type StatProps = { readonly name: string; readonly className?: string; readonly children: ReactNode };

function Stat({ name, className, children }: StatProps) {
  return (
    <div className={`flex flex-col leading-tight ${className ?? ""}`}>
      <dt className="text-[10px] text-fg-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** The market's name and its quote; greyed when it is old. */
export function MarketStrip({ instrument }: { readonly instrument: Instrument }) {
  const prices = usePrices(instrument.id);
  const state = useMarketState(instrument.id);
  const price = (text: string | null | undefined) =>
    text === null || text === undefined ? UNKNOWN : formatDecimal(text, instrument.priceDecimals);
  const isUp = prices?.lastSide === "buy";
  const tone = prices?.lastSide === null || prices === null ? "text-fg" : isUp ? "text-up" : "text-down";
  return (
    <div
      className={`flex min-h-[44px] items-center gap-5 overflow-x-auto px-(--pad) max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-1 max-sm:py-1.5 ${state.isGreyed ? "is-stale" : ""}`}
    >
      <h1 className="text-[15px] font-[650] tracking-[-.01em] whitespace-nowrap">{instrument.symbol}</h1>
      <InstrumentPicker />
      <strong className={`text-[18px] font-[650] tracking-[-.01em] whitespace-nowrap ${tone}`} data-testid="last-price">
        {prices?.last ? <span aria-hidden="true">{isUp ? "▲ " : "▼ "}</span> : null}
        {price(prices?.last)}
      </strong>
      <dl className="flex items-center gap-5 whitespace-nowrap max-sm:order-3 max-sm:w-full max-sm:gap-4">
        <Stat name="Bid">{price(prices?.bid)}</Stat>
        <Stat name="Ask">{price(prices?.ask)}</Stat>
        <Stat name="Spread" className="max-sm:hidden">
          {describeSpread(instrument, ticksOf(instrument, prices?.bid), ticksOf(instrument, prices?.ask))}
        </Stat>
        <Stat name="Mark" className="max-sm:hidden">
          {price(prices?.mark)}
        </Stat>
        <DayFigures
          id={instrument.id}
          tick={instrument.tick}
          quote={instrument.quote}
          last={prices?.last ?? prices?.mark ?? null}
        />
        <Stat name="Data">
          <span
            className={state.kind === "delayed" ? "text-warn" : state.isGreyed ? "text-danger!" : "text-fg-2"}
            data-testid="data-age"
          >
            {state.words}
          </span>
        </Stat>
      </dl>
      <nav aria-label="Markets" className="ml-auto flex gap-1 max-sm:order-2">
        {LISTED_INSTRUMENTS.map((listed) => (
          <MarketLink
            key={listed.id}
            instrument={listed}
            aria-current={listed.id === instrument.id ? "page" : undefined}
            className="flex min-h-[24px] items-center rounded-sm px-2 text-[11px] font-medium text-fg-3 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg pointer-coarse:min-h-[44px]"
          >
            {listed.base}
          </MarketLink>
        ))}
      </nav>
    </div>
  );
}
