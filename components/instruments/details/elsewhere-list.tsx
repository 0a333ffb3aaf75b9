import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { MINUS, UNKNOWN } from "../../ui/format-decimal.ts";
import type { Details } from "../catalogue-client.ts";
import { formatGridPrice, venueName } from "../instrument-words.ts";
import { Section } from "./section.tsx";

type ElsewhereListProps = {
  readonly details: Details;
  readonly prices: Readonly<Record<string, InstrumentPrices>>;
  readonly onShow: (instrumentId: string) => void;
};

/** Live prices compare with live ones only: against a stored close the difference would be one of time. */
const livePrice = (prices: InstrumentPrices | undefined): string | null => prices?.mark ?? prices?.last ?? null;

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
  const here = livePrice(prices[instrument.id]);
  const isPriced = (other: Details["elsewhere"][number]) =>
    livePrice(prices[other.id]) !== null || (other.statistics?.day ?? null) !== null;
  const priced = elsewhere.filter(isPriced);
  const unpriced = elsewhere.filter((other) => !isPriced(other));
  return (
    <Section title="On other venues" aside="against here">
      <ul>
        {priced.map((other) => {
          const live = livePrice(prices[other.id]);
          return (
            <li key={other.id}>
              <button
                type="button"
                className="grid min-h-[max(24px,var(--row))] w-full grid-cols-[1fr_1fr_84px] items-center gap-2 rounded-sm text-left hover:bg-hover"
                onClick={() => onShow(other.id)}
              >
                <span className="truncate">{venueName(other.venue)}</span>
                <span className={`text-right ${live === null ? "text-fg-3" : ""}`}>
                  {formatGridPrice(live ?? other.statistics?.day?.last, other.tick)}
                </span>
                <span className="text-right text-fg-2">{describeDifference(here, live)}</span>
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
