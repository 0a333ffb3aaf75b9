import type { InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime, zoneLabel } from "../../ui/format-time.ts";
import type { Statistics } from "../catalogue-client.ts";
import { describeChange, describeFunding, formatGridPrice, spreadBps } from "../instrument-words.ts";
import type { Paint } from "./live-cells.ts";

type Day = NonNullable<Statistics["day"]>;

const TONES = ["text-up", "text-down", "text-flat", "text-fg-3"] as const;

function write(element: HTMLElement, text: string, tone: (typeof TONES)[number] | null, title?: string): void {
  if (element.textContent !== text) element.textContent = text;
  for (const each of TONES) if (each !== tone) element.classList.remove(each);
  if (tone !== null) element.classList.add(tone);
  if (title !== undefined && element.title !== title) element.title = title;
}

/** The last trade, else the mark; null while there is no live price. */
const livePrice = (prices: InstrumentPrices | null): string | null => prices?.last ?? prices?.mark ?? null;

/** The live price; without one the last stored close, greyed, with its time. */
export function paintLast(tick: string, day: Day | null): Paint {
  return (element, prices) => {
    const live = livePrice(prices);
    const price = live ?? day?.last ?? null;
    const title =
      live !== null
        ? ""
        : day === null
          ? "No price is known here"
          : `Last stored close, ${formatRowTime(day.until)} ${zoneLabel(day.until)}`;
    write(element, formatGridPrice(price, tick), live === null ? "text-fg-3" : null, title);
    const shown = element.getAttribute("data-price") ?? "";
    element.setAttribute("data-price", price ?? "");
    if (live === null || shown === "" || Number(shown) === Number(price)) return null;
    return Number(price) > Number(shown) ? "up" : "down";
  };
}

/** The change since the open of the stored day, on the live price where there is one. */
export function paintChange(day: Day | null): Paint {
  return (element, prices) => {
    const live = livePrice(prices);
    const open = day === null ? 0 : Number(day.open);
    const fraction = day === null ? null : live === null ? day.changeFraction : (Number(live) - open) / open;
    const { tone, text } = describeChange(fraction);
    write(element, text, text === UNKNOWN ? "text-fg-3" : `text-${tone}`);
    return null;
  };
}

function paintExtreme(tick: string, stored: string | null, choose: (a: number, b: number) => number): Paint {
  return (element, prices) => {
    const live = livePrice(prices);
    const isBeyond = live !== null && stored !== null && choose(Number(live), Number(stored)) === Number(live);
    write(element, formatGridPrice(isBeyond ? live : stored, tick), stored === null ? "text-fg-3" : null);
    return null;
  };
}

export const paintHigh = (tick: string, day: Day | null): Paint => paintExtreme(tick, day?.high ?? null, Math.max);
export const paintLow = (tick: string, day: Day | null): Paint => paintExtreme(tick, day?.low ?? null, Math.min);

export function paintSpread(): Paint {
  return (element, prices) => {
    const isTrusted = prices !== null && prices.bookState !== "invalid";
    const bps = isTrusted ? spreadBps(prices.bid, prices.ask) : null;
    const why =
      prices === null ? "No live book here" : isTrusted ? "" : "The book cannot be trusted until it is whole again";
    write(element, bps === null ? UNKNOWN : bps.toFixed(2), bps === null ? "text-fg-3" : null, why);
    return null;
  };
}

/** The newest settled funding: from the live feed, else as stored. */
export function paintFunding(kind: InstrumentKind, stored: Statistics["funding"]): Paint {
  return (element, prices) => {
    const funding = prices?.funding ?? stored;
    if (kind === "spot") write(element, "", null, "Spot has no funding");
    else if (funding === null) write(element, UNKNOWN, "text-fg-3", "No funding is known here");
    else
      write(
        element,
        describeFunding(funding.rate),
        null,
        `Settled ${formatRowTime(funding.at)} ${zoneLabel(funding.at)}`,
      );
    return null;
  };
}
