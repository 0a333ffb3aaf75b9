import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";

/** Where a limit price can be taken from: the best prices, their middle, or a tenth of a percent behind the own side's best. */
export const PRICE_SOURCES = ["bid", "mid", "ask", "away"] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

const AWAY_PER_MILLE = 1;

/** The best prices in ticks; null where there is none. */
export type Touch = { readonly bid: number | null; readonly ask: number | null };

/** The middle of the best prices, on the tick below. */
export const midTicks = ({ bid, ask }: Touch): number | null =>
  bid === null || ask === null ? null : Math.floor((bid + ask) / 2);

/** The best price of an order's own side: where it would rest in front. */
export const ownBest = (side: Side): PriceSource => (side === "buy" ? "bid" : "ask");

/** The price that a source gives now, in ticks; null without that price. Never more aggressive than the tick it rounds to. */
export function sourceTicks(source: PriceSource, side: Side, touch: Touch): number | null {
  switch (source) {
    case "bid":
      return touch.bid;
    case "ask":
      return touch.ask;
    case "mid":
      return midTicks(touch);
    case "away": {
      const best = side === "buy" ? touch.bid : touch.ask;
      if (best === null) return null;
      return side === "buy"
        ? Math.max(1, Math.floor((best * (1_000 - AWAY_PER_MILLE)) / 1_000))
        : Math.ceil((best * (1_000 + AWAY_PER_MILLE)) / 1_000);
    }
  }
}

/** The source's price as the ticket writes it; null without one. */
export function sourcePrice(instrument: Instrument, source: PriceSource, side: Side, touch: Touch): string | null {
  const ticks = sourceTicks(source, side, touch);
  return ticks === null ? null : formatPrice(instrument, ticks);
}

export function sourceLabel(source: PriceSource, side: Side): string {
  switch (source) {
    case "bid":
      return "Bid";
    case "mid":
      return "Mid";
    case "ask":
      return "Ask";
    case "away":
      return side === "buy" ? "\u22120.1%" : "+0.1%";
  }
}
