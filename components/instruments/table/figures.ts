import type { InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import { marketStateOf } from "../../live/market-state.ts";
import type { LiveFigure } from "../../tables/stream/live-cells.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime, zoneLabel } from "../../ui/format-time.ts";
import type { Statistics } from "../catalogue-client.ts";
import { describeChange, describeFunding, formatGridPrice, spreadBps } from "../instrument-words.ts";

export type Day = NonNullable<Statistics["day"]>;
type Prices = InstrumentPrices | null;

/** A figure of an instrument at its newest prices; grey while they are not those of now. */
export function figureNow(store: DeskStore, id: string, figure: (prices: Prices) => LiveFigure): LiveFigure {
  const { prices, feed } = store.read();
  const now = prices[id] ?? null;
  const shown = figure(now);
  return now !== null && marketStateOf(id, now, feed, 0).isGreyed ? { ...shown, tone: "muted" } : shown;
}

/** The last trade, else the mark; null while there is no live price. */
const livePrice = (prices: Prices): string | null => prices?.last ?? prices?.mark ?? null;

const momentOf = (at: number): string => `${formatRowTime(at)} ${zoneLabel(at)}`;
const unknown = (title: string): LiveFigure => ({ text: UNKNOWN, value: null, tone: "muted", title });

/** The live price, else the last stored close; null without either. */
export const lastPrice = (day: Day | null, prices: Prices): string | null => livePrice(prices) ?? day?.last ?? null;

/** The live price; without one the last stored close, greyed, with its time. */
export function lastFigure(tick: string, day: Day | null, prices: Prices): LiveFigure {
  const live = livePrice(prices);
  if (live !== null) return { text: formatGridPrice(live, tick), value: Number(live), tone: "plain" };
  if (day === null) return unknown("No price is known here");
  const title = `Last stored close, ${momentOf(day.until)}`;
  return { text: formatGridPrice(day.last, tick), value: null, tone: "muted", title };
}

/** The change since the open of the stored day, on the live price where there is one, as a fraction. */
export function changeOf(day: Day | null, prices: Prices): number | null {
  if (day === null) return null;
  const live = livePrice(prices);
  return live === null ? day.changeFraction : (Number(live) - Number(day.open)) / Number(day.open);
}

export function changeFigure(day: Day | null, prices: Prices): LiveFigure {
  if (day === null) return unknown("No stored candles");
  const { tone, text } = describeChange(changeOf(day, prices));
  return { text, value: null, tone, title: `${formatRowTime(day.from)} to ${momentOf(day.until)}` };
}

/** The highest or lowest price of the stored day, or the live one beyond it. */
export function extremeOf(which: "high" | "low", day: Day | null, prices: Prices): string | null {
  if (day === null) return null;
  const live = livePrice(prices);
  const stored = day[which];
  if (live === null) return stored;
  return (which === "high" ? Number(live) > Number(stored) : Number(live) < Number(stored)) ? live : stored;
}

export function extremeFigure(which: "high" | "low", tick: string, day: Day | null, prices: Prices): LiveFigure {
  const extreme = extremeOf(which, day, prices);
  if (extreme === null) return unknown("No stored candles");
  return { text: formatGridPrice(extreme, tick), value: null, tone: "plain" };
}

/** Basis points of the live book, where it can be trusted. */
export const spreadOf = (prices: Prices): number | null =>
  prices === null || prices.bookState === "invalid" ? null : spreadBps(prices.bid, prices.ask);

export function spreadFigure(prices: Prices): LiveFigure {
  const bps = spreadOf(prices);
  if (bps !== null) return { text: groupDigits(bps.toFixed(2)), value: null, tone: "plain" };
  if (prices === null) return unknown("No live book here");
  return unknown(prices.bookState === "invalid" ? "The book cannot be trusted until it is whole again" : "");
}

/** The newest settled funding: from the live feed, else as stored. */
export const fundingOf = (kind: InstrumentKind, stored: Statistics["funding"], prices: Prices) =>
  kind === "spot" ? null : (prices?.funding ?? stored);

export function fundingFigure(kind: InstrumentKind, stored: Statistics["funding"], prices: Prices): LiveFigure {
  if (kind === "spot") return { text: "", value: null, tone: "plain", title: "Spot has no funding" };
  const funding = fundingOf(kind, stored, prices);
  if (funding === null) return unknown("No funding is known here");
  return { text: describeFunding(funding.rate), value: null, tone: "plain", title: `Settled ${momentOf(funding.at)}` };
}
