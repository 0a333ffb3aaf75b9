import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { useMarketState, useNow } from "../../live/use-desk.tsx";
import { formatDecimal, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime, zoneLabel } from "../../ui/format-time.ts";
import type { Details } from "../catalogue-client.ts";
import { describeChange, describeFunding, formatGridPrice, spreadBps } from "../instrument-words.ts";
import { Sparkline } from "../table/sparkline.tsx";
import { Fact, Section } from "./section.tsx";

type QuoteFiguresProps = {
  readonly instrument: Details["instrument"];
  readonly statistics: Details["statistics"];
  readonly prices: InstrumentPrices | null;
};

const TONES = { up: "text-up", down: "text-down", flat: "text-flat" } as const;

/** `02:14:09` until an instant; null once it has passed. */
export function countdown(ms: number): string | null {
  if (ms <= 0) return null;
  const seconds = Math.floor(ms / 1_000);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(Math.floor(seconds / 3_600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** Where the price stands and where the day has taken it. */
export function QuoteFigures({ instrument, statistics, prices }: QuoteFiguresProps) {
  const { tick, base, quote, kind } = instrument;
  const now = useNow(1_000);
  const state = useMarketState(instrument.id);
  const day = statistics?.day ?? null;
  const live = prices?.last ?? prices?.mark ?? null;
  const open = day === null ? null : Number(day.open);
  const fraction = open === null ? null : live === null ? (day?.changeFraction ?? null) : (Number(live) - open) / open;
  const change = describeChange(fraction);
  const isTrusted = prices !== null && prices.bookState !== "invalid";
  const bps = isTrusted ? spreadBps(prices.bid, prices.ask) : null;
  const funding = prices?.funding ?? statistics?.funding ?? null;
  const nextAt = statistics?.funding?.nextAt ?? null;
  const left = nextAt === null || now === null ? null : countdown(nextAt - now);
  return (
    <Section
      title="Price"
      aside={
        live !== null
          ? state.words
          : day === null
            ? "no price here"
            : `stored, ${formatRowTime(day.until)} ${zoneLabel(day.until)}`
      }
    >
      <div className="mb-1.5 flex items-baseline gap-2.5">
        <strong
          className={`text-[18px] font-[650] tracking-[-.01em] ${live === null || state.isGreyed ? "text-fg-3" : ""}`}
        >
          {formatGridPrice(live ?? day?.last, tick)}
        </strong>
        <span className={`font-medium ${TONES[change.tone]}`}>{change.text}</span>
        <span className="ml-auto w-[110px]">
          {day === null ? null : <Sparkline points={day.spark} tone={change.tone} />}
        </span>
      </div>
      <dl>
        <Fact name="Bid / ask">
          {isTrusted ? `${formatGridPrice(prices.bid, tick)} / ${formatGridPrice(prices.ask, tick)}` : UNKNOWN}
        </Fact>
        <Fact name="Spread">{bps === null ? UNKNOWN : `${groupDigits(bps.toFixed(2))} bp`}</Fact>
        <Fact name="24 h high / low">
          {day === null ? UNKNOWN : `${formatGridPrice(day.high, tick)} / ${formatGridPrice(day.low, tick)}`}
        </Fact>
        <Fact name="24 h volume" title={day?.baseVolume}>
          {day === null ? UNKNOWN : `${formatDecimal(day.baseVolume, 2)} ${base}`}
        </Fact>
        <Fact name={day?.isQuoteVolumeStated === false ? "24 h turnover, estimated" : "24 h turnover"}>
          {day === null ? UNKNOWN : `${formatDecimal(day.quoteVolume, 0)} ${quote}`}
        </Fact>
        {kind === "spot" ? null : (
          <Fact
            name="Funding"
            title={funding === null ? undefined : `Settled ${formatRowTime(funding.at)} ${zoneLabel(funding.at)}`}
          >
            {funding === null ? UNKNOWN : describeFunding(funding.rate)}
            {left === null ? null : <span className="font-normal text-fg-3"> next in {left}</span>}
          </Fact>
        )}
      </dl>
    </Section>
  );
}
