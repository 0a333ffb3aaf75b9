import { Star } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { DeskStore } from "../../live/desk-store.ts";
import type { CellValue, TableColumn } from "../../tables/model/table-column.ts";
import type { LiveFigure } from "../../tables/stream/live-cells.ts";
import { formatDecimal, UNKNOWN } from "../../ui/format-decimal.ts";
import type { FoundInstrument, Statistics } from "../catalogue-client.ts";
import { describeChange, kindName, statusName } from "../instrument-words.ts";
import { venueName, whyNotTradable } from "../tradable.ts";
import {
  changeFigure,
  changeOf,
  type Day,
  extremeFigure,
  extremeOf,
  figureNow,
  fundingFigure,
  fundingOf,
  lastFigure,
  lastPrice,
  spreadFigure,
  spreadOf,
} from "./figures.ts";
import { Sparkline } from "./sparkline.tsx";

/** A place of the catalogue, and what is known of the instrument on it; nothing yet while it loads. */
export type MarketRow = {
  readonly id: string;
  readonly found: FoundInstrument | null;
  readonly statistics: Statistics | null;
};

type Doors = {
  readonly store: DeskStore;
  readonly favourites: ReadonlySet<string>;
  readonly onStar: (id: string) => void;
  readonly tradeHref: (id: string) => string;
};

type Prices = Parameters<typeof lastPrice>[1];
type Market = { readonly found: FoundInstrument; readonly day: Day | null; readonly statistics: Statistics | null };
type Column = TableColumn<MarketRow>;

const EMPTY: LiveFigure = { text: "", value: null, tone: "plain" };

/** Symbol, prices, figures of the day: what moves is painted, the rest is drawn once. */
export function instrumentColumns({ store, favourites, onStar, tradeHref }: Doors): readonly Column[] {
  const pricesOf = (id: string): Prices => store.read().prices[id] ?? null;
  const moving = (
    id: string,
    label: string,
    width: number,
    value: (market: Market, prices: Prices) => CellValue,
    figure: (market: Market, prices: Prices) => LiveFigure,
  ): Column => ({
    id,
    label,
    width,
    kind: "number",
    value: ({ found, statistics }) =>
      found === null ? null : value({ found, statistics, day: statistics?.day ?? null }, pricesOf(found.id)),
    live: ({ found, statistics }) =>
      found === null
        ? EMPTY
        : figureNow(store, found.id, (prices) => figure({ found, statistics, day: statistics?.day ?? null }, prices)),
  });
  return [
    {
      id: "symbol",
      label: "Symbol",
      kind: "text",
      width: 150,
      value: ({ found }) => found?.symbol ?? null,
      cell: ({ found }) =>
        found === null ? (
          <Bar />
        ) : (
          <Name found={found} isFavourite={favourites.has(found.id)} onStar={onStar} tradeHref={tradeHref(found.id)} />
        ),
      isKey: true,
    },
    word(
      "venue",
      "Venue",
      84,
      ({ venue }) => venueName(venue),
      (text) => <span className="text-fg-2">{text}</span>,
    ),
    word(
      "kind",
      "Kind",
      76,
      ({ kind }) => kindName(kind),
      (text) => <span className="text-fg-3">{text}</span>,
    ),
    {
      ...moving(
        "last",
        "Last",
        100,
        ({ day }, prices) => lastPrice(day, prices),
        ({ found, day }, prices) => lastFigure(found.tick, day, prices),
      ),
      isKey: true,
    },
    {
      ...moving(
        "change",
        "24 h",
        92,
        ({ day }, prices) => changeOf(day, prices)?.toFixed(6) ?? null,
        ({ day }, prices) => changeFigure(day, prices),
      ),
      hint: "Change over the 24 hours up to the newest stored candle, on the last price",
      isKey: true,
    },
    {
      ...moving(
        "high",
        "High",
        90,
        ({ day }, prices) => extremeOf("high", day, prices),
        ({ found, day }, prices) => extremeFigure("high", found.tick, day, prices),
      ),
      hint: "Highest price of 24 hours",
    },
    {
      ...moving(
        "low",
        "Low",
        90,
        ({ day }, prices) => extremeOf("low", day, prices),
        ({ found, day }, prices) => extremeFigure("low", found.tick, day, prices),
      ),
      hint: "Lowest price of 24 hours",
    },
    {
      id: "volume",
      label: "Volume",
      kind: "number",
      width: 110,
      hint: "Traded in 24 hours, in the quote currency",
      value: ({ statistics }) => statistics?.day?.quoteVolume ?? null,
      cell: ({ statistics }) => <Volume day={statistics?.day ?? null} />,
    },
    {
      ...moving(
        "spread",
        "Spread bp",
        76,
        (_, prices) => spreadOf(prices)?.toFixed(2) ?? null,
        (_, prices) => spreadFigure(prices),
      ),
      hint: "Between the best prices of the live book",
      isSortable: false,
    },
    {
      ...moving(
        "funding",
        "Funding",
        80,
        ({ found, statistics }, prices) => fundingOf(found.kind, statistics?.funding ?? null, prices)?.rate ?? null,
        ({ found, statistics }, prices) => fundingFigure(found.kind, statistics?.funding ?? null, prices),
      ),
      hint: "Last settled rate of a perpetual",
    },
    {
      id: "course",
      label: "Course",
      kind: "drawing",
      width: 96,
      hint: "The last 24 hours",
      value: () => null,
      cell: ({ found, statistics }) => (found === null ? <Bar /> : <Course day={statistics?.day ?? null} />),
    },
    {
      id: "status",
      label: "Status",
      kind: "text",
      width: 84,
      value: ({ found }) => (found === null ? null : (whyNotTradable(found)?.word ?? statusName(found.status))),
      cell: ({ found }) => (found === null ? <Bar /> : <Status found={found} />),
    },
  ];
}

const word = (
  id: string,
  label: string,
  width: number,
  of: (found: FoundInstrument) => string,
  show: (text: string) => ReactNode,
): Column => ({
  id,
  label,
  width,
  kind: "text",
  value: ({ found }) => (found === null ? null : of(found)),
  cell: ({ found }) => (found === null ? <Bar /> : show(of(found))),
});

/** Where a word will be. */
const Bar = () => <span aria-hidden="true" className="block h-[8px] w-[56px] animate-pulse rounded-xs bg-hover" />;

type NameProps = {
  readonly found: FoundInstrument;
  readonly isFavourite: boolean;
  readonly onStar: (id: string) => void;
  readonly tradeHref: string;
};

function Name({ found, isFavourite, onStar, tradeHref }: NameProps) {
  const { id, base, quote, venue, kind, symbol } = found;
  const pair = (
    <>
      {base}
      <span className="font-normal text-fg-3">/{quote}</span>
    </>
  );
  return (
    <span className="-ml-(--pad) flex items-center">
      <button
        type="button"
        aria-pressed={isFavourite}
        aria-label={`Favourite ${symbol} ${venueName(venue)}`}
        className="grid h-(--row) w-[30px] shrink-0 place-items-center text-fg-3 -outline-offset-2 hover:text-fg aria-pressed:text-warn pointer-coarse:w-[44px]"
        onClick={() => onStar(id)}
      >
        <Star size={13} fill={isFavourite ? "currentColor" : "none"} aria-hidden="true" />
      </button>
      <span className="min-w-0 leading-tight">
        {whyNotTradable(found) === null ? (
          <Link
            href={tradeHref}
            className="block truncate font-semibold -outline-offset-2 hover:underline"
            data-market={id}
          >
            {pair}
          </Link>
        ) : (
          <span className="block truncate font-semibold" data-market={id}>
            {pair}
          </span>
        )}
        <span className="block truncate text-[11px] text-fg-3 @[640px]:hidden">
          {venueName(venue)} · {kindName(kind)}
        </span>
      </span>
    </span>
  );
}

function Volume({ day }: { readonly day: Day | null }) {
  if (day === null) return <span className="text-fg-3">{UNKNOWN}</span>;
  const title = day.isQuoteVolumeStated ? undefined : "Estimated from the candles, which state no turnover";
  return (
    <span className="text-fg-2" title={title}>
      {formatDecimal(day.quoteVolume, 0)}
    </span>
  );
}

function Course({ day }: { readonly day: Day | null }) {
  return day === null ? null : <Sparkline points={day.spark} tone={describeChange(day.changeFraction).tone} />;
}

function Status({ found }: { readonly found: FoundInstrument }) {
  const refusal = whyNotTradable(found);
  if (refusal === null) return <span className="text-fg-2">{statusName(found.status)}</span>;
  return (
    <span className={found.status === "halted" ? "text-warn" : "text-fg-3"} title={refusal.why}>
      {refusal.word}
    </span>
  );
}
