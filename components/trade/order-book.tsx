"use client";

import { useMemo } from "react";
import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import { useMarketState, usePrices, useSnapshot } from "../live/use-desk.tsx";
import { formatDecimal, groupDigits, UNKNOWN } from "../ui/format-decimal.ts";
import { depthOf, ticksOf } from "./book-depth.ts";
import { describeSpread } from "./spread.ts";
import type { Depth } from "./ticket/depth-walk.ts";

const LEVELS = 12;
/** A finger needs taller rows, so fewer of them. */
const LEVELS_TOUCH = 8;

type Row = Depth & { readonly sumLots: number };

function withSums(levels: readonly Depth[]): Row[] {
  let sumLots = 0;
  return levels.slice(0, LEVELS).map((level) => {
    sumLots += level.quantityLots;
    return { ...level, sumLots };
  });
}

type Pick = (part: { readonly price?: string; readonly quantity?: string; readonly side?: Side }) => void;

type OrderBookProps = { readonly instrument: Instrument; readonly onPick: Pick };

/** The best levels of both sides. A price goes to the ticket's price, a size to its size. */
export function OrderBook({ instrument, onPick }: OrderBookProps) {
  const prices = usePrices(instrument.id);
  const snapshot = useSnapshot();
  const state = useMarketState(instrument.id);
  const own = useMemo(() => {
    const working = snapshot?.orders.filter((o) => o.instrumentId === instrument.id && !isTerminal(o.status)) ?? [];
    return new Set(working.map((order) => `${order.side}:${order.priceTicks}`));
  }, [snapshot?.orders, instrument.id]);
  const asks = withSums(depthOf(instrument, prices?.book.asks ?? []));
  const bids = withSums(depthOf(instrument, prices?.book.bids ?? []));
  const deepest = Math.max(asks.at(-1)?.sumLots ?? 0, bids.at(-1)?.sumLots ?? 0, 1);
  const rows = (levels: readonly Row[], side: Side) =>
    Array.from({ length: LEVELS }, (_, index) => {
      const place = side === "sell" ? LEVELS - 1 - index : index;
      const row = levels[place];
      const key = `${side}${place}`;
      if (row === undefined) return <div key={key} className={rowClass(place)} />;
      const isOwn = own.has(`${side}:${row.priceTicks}`);
      return <BookRow key={key} {...{ instrument, row, place, side, deepest, isOwn, onPick }} />;
    });
  return (
    <div className={`flex min-h-0 flex-1 flex-col overflow-auto pb-1 ${state.isGreyed ? "is-stale" : ""}`}>
      <div className="grid min-h-(--row) grid-cols-3 items-center px-(--pad) pointer-coarse:min-h-[24px] text-right text-[11px] text-fg-3">
        <span className="text-left">Price</span>
        <span>Size {instrument.base}</span>
        <span>Sum {instrument.base}</span>
      </div>
      <fieldset className="flex flex-1 flex-col" aria-label="Asks">
        {rows(asks, "sell")}
      </fieldset>
      <div className="flex min-h-[30px] items-center justify-between px-(--pad)">
        <strong className={`text-[15px] font-[650] ${prices?.lastSide === "sell" ? "text-down" : "text-up"}`}>
          {prices?.last
            ? `${prices.lastSide === "sell" ? "▼" : "▲"} ${formatDecimal(prices.last, instrument.priceDecimals)}`
            : UNKNOWN}
        </strong>
        <span className="text-[11px] text-fg-3">
          {state.kind === "broken" || state.kind === "absent" ? `${state.words} · ` : ""}spread{" "}
          {describeSpread(instrument, ticksOf(instrument, prices?.bid), ticksOf(instrument, prices?.ask))}
        </span>
      </div>
      <fieldset className="flex flex-1 flex-col" aria-label="Bids">
        {rows(bids, "buy")}
      </fieldset>
    </div>
  );
}

const rowClass = (place: number) =>
  `min-h-[18px] flex-1 pointer-coarse:min-h-[28px] ${place < LEVELS_TOUCH ? "" : "pointer-coarse:hidden"}`;

type BookRowProps = OrderBookProps & {
  readonly row: Row;
  /** 0 is the best. */
  readonly place: number;
  /** The side of the resting orders. */
  readonly side: Side;
  readonly deepest: number;
  readonly isOwn: boolean;
};

function BookRow({ instrument, row, place, side, deepest, isOwn, onPick }: BookRowProps) {
  const price = formatPrice(instrument, row.priceTicks);
  const quantity = formatQuantity(instrument, row.quantityLots);
  const sum = formatQuantity(instrument, row.sumLots);
  const tint = side === "sell" ? "bg-down-tint" : "bg-up-tint";
  // Taking a resting ask is a buy, and the other way round.
  const taking: Side = side === "sell" ? "buy" : "sell";
  const cell = "relative truncate text-right hover:underline -outline-offset-2";
  return (
    <div className={`relative grid grid-cols-3 items-stretch px-(--pad) hover:bg-hover ${rowClass(place)}`}>
      <div className={`absolute inset-y-0 right-0 ${tint}`} style={{ width: `${(row.sumLots / deepest) * 100}%` }} />
      <div
        className={`absolute inset-y-0 right-0 ${tint}`}
        style={{ width: `${Math.min(1, row.quantityLots / deepest) * 100}%` }}
      />
      <button
        type="button"
        className={`${cell} text-left! ${side === "sell" ? "text-sell" : "text-buy"}`}
        aria-label={`Use price ${price}`}
        onClick={() => onPick({ price })}
      >
        {groupDigits(price)}
        {isOwn ? (
          <i className="ml-1.5 inline-block size-[6px] rounded-full bg-accent align-middle" title="Your order" />
        ) : null}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={cell}
        aria-label={`Use size ${quantity}`}
        onClick={() => onPick({ quantity })}
      >
        {groupDigits(quantity)}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={`${cell} text-fg-2`}
        aria-label={`${taking === "buy" ? "Buy" : "Sell"} up to ${price}: size ${sum}`}
        onClick={() => onPick({ price, quantity: sum, side: taking })}
      >
        {groupDigits(sum)}
      </button>
    </div>
  );
}
