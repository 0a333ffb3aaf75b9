import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { MINUS, UNKNOWN } from "../../ui/format-decimal.ts";
import type { Details } from "../catalogue-client.ts";
import { formatGridPrice } from "../instrument-words.ts";
import { venueName } from "../tradable.ts";
import { Section } from "./section.tsx";

type ElsewhereListProps = {
  readonly details: Details;
  readonly prices: Readonly<Record<string, InstrumentPrices>>;
  readonly onShow: (instrumentId: string) => void;
};

type LivePrice = { readonly kind: "mid" | "last"; readonly text: string };

const PLACES = 12;

/** The middle of a book that can be trusted. */
function midOf(prices: InstrumentPrices | undefined): LivePrice | null {
  if (prices === undefined || prices.bookState === "invalid" || prices.bid === null || prices.ask === null) return null;
  return { kind: "mid", text: ((Number(prices.bid) + Number(prices.ask)) / 2).toFixed(PLACES) };
}

const lastOf = (prices: InstrumentPrices | undefined): LivePrice | null =>
  prices === undefined || prices.last === null ? null : { kind: "last", text: prices.last };

/**
 * Two live prices of the same kind: the middles of both books, else both last trades. A middle against a trade, or a live
 * price against a stored close, would differ without any difference between the venues.
 */
export function comparable(
  here: InstrumentPrices | undefined,
  there: InstrumentPrices | undefined,
): { readonly here: LivePrice | null; readonly there: LivePrice | null } {
  const mids = { here: midOf(here), there: midOf(there) };
  if (mids.here !== null && mids.there !== null) return mids;
  const lasts = { here: lastOf(here), there: lastOf(there) };
  if (lasts.here !== null && lasts.there !== null) return lasts;
  return { here: null, there: mids.there ?? lasts.there };
}

const livePrice = (prices: InstrumentPrices | undefined): LivePrice | null => midOf(prices) ?? lastOf(prices);

/** How far the price there lies from the one here: `+` where it is dearer there. */
export function describeDifference(here: string | null, there: string | null): string {
  if (here === null || there === null || Number(here) === 0) return UNKNOWN;
  const bps = ((Number(there) - Number(here)) / Number(here)) * 10_000;
  const text = Math.abs(bps).toFixed(1);
  return Number(text) === 0 ? "0.0 bp" : `${bps < 0 ? MINUS : "+"}${text} bp`;
}

/** The same market on other venues, and how far away its price is there. */
export function ElsewhereList({ details, prices, onShow }: ElsewhereListProps) {
  const { elsewhere, instrument } = details;
  if (elsewhere.length === 0) return null;
  const isPriced = (other: Details["elsewhere"][number]) =>
    livePrice(prices[other.id]) !== null || (other.statistics?.day ?? null) !== null;
  const priced = elsewhere.filter(isPriced);
  const unpriced = elsewhere.filter((other) => !isPriced(other));
  return (
    <Section title="On other venues" aside="against here">
      <ul>
        {priced.map((other) => {
          const { here, there } = comparable(prices[instrument.id], prices[other.id]);
          const difference = describeDifference(here?.text ?? null, there?.text ?? null);
          const compared =
            here === null ? undefined : `${difference} there, ${here.kind} price against ${here.kind} here`;
          return (
            <li key={other.id}>
              <button
                type="button"
                className="grid min-h-[max(24px,var(--row))] w-full grid-cols-[1fr_1fr_84px] items-center gap-2 rounded-sm text-left hover:bg-hover"
                onClick={() => onShow(other.id)}
              >
                <span className="truncate">{venueName(other.venue)}</span>
                <span className={`text-right ${there === null ? "text-fg-3" : ""}`}>
                  {formatGridPrice(there?.text ?? other.statistics?.day?.last, other.tick)}
                </span>
                <span className="text-right text-fg-2" title={compared}>
                  {difference}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {unpriced.length === 0 ? null : (
        <p className="mt-1 text-[11px] text-fg-3">
          Also on {unpriced.map(({ venue }) => venueName(venue)).join(", ")}, without a price here.
        </p>
      )}
    </Section>
  );
}
