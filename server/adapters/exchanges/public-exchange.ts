import { z } from "zod";
import type { CatalogueInstrument, InstrumentKind } from "../../domain/markets/catalogue.ts";
import { type Timeframe, timeframeMs } from "../../domain/time/timeframe.ts";
import { checkCandlePage } from "./candle-page.ts";
import { type GivenCandle, readCandleRow } from "./candle-rows.ts";
import { type CcxtClient, openCcxt } from "./ccxt-client.ts";
import { ExchangeFault } from "./ccxt-errors.ts";
import { type GivenFunding, type GivenTrade, readFunding, readTrades } from "./event-rows.ts";
import type { ExchangeTerms } from "./exchange-catalog.ts";
import { catalogueEntry, type ListedMarket, readMarket } from "./listed-markets.ts";
import { makePatience, type Patience, type PatienceOptions } from "./patience.ts";

const TIMEOUT_MS = 10_000;

export type ExchangeOptions = PatienceOptions & {
  /** Which of its markets are wanted; all by default. */
  readonly kinds?: readonly InstrumentKind[];
  /** Another address for all of its hosts; null for its own. */
  readonly baseUrl: string | null;
  readonly timeoutMs?: number;
  readonly isSandbox?: boolean;
};

/** A span of time, `until` exclusive, of one market; at most `limit` rows are wanted. */
type Span = {
  readonly symbol: string;
  readonly from: number;
  readonly until: number;
  readonly limit: number;
};

/** An exchange's public data, asked one question at a time. Every method throws {@link ExchangeFault} or Interrupted. */
export type PublicExchange = {
  readonly terms: ExchangeTerms;
  readonly timeframes: readonly string[];
  /** Its clock, which says what is past. */
  time(): Promise<number>;
  /** By unified symbol; undefined when it lists no such market of a kind that the desk knows. */
  market(symbol: string): Promise<ListedMarket | undefined>;
  /** Its catalogue, and how many markets were left out because the desk does not know their kind. */
  catalogue(): Promise<{ readonly instruments: readonly CatalogueInstrument[]; readonly leftOut: number }>;
  /** Ascending, on the grid and within the span; the candle that still forms is among them. */
  candles(span: Span, timeframe: Timeframe): Promise<readonly GivenCandle[]>;
  /** Ascending and within the span: the first or the last of them, as its paging goes. */
  funding(span: Span): Promise<readonly GivenFunding[]>;
  /** Ascending; `page` says which, and they may go beyond its span. */
  trades(symbol: string, page: TradePage): Promise<readonly GivenTrade[]>;
  close(): Promise<void>;
};

/** The trades of a span, or those next to one whose id is known: after it going oldest first, before it going newest first. */
export type TradePage =
  | { readonly kind: "span"; readonly from: number; readonly until: number }
  | { readonly kind: "beside"; readonly id: string };

export async function openExchange(terms: ExchangeTerms, options: ExchangeOptions): Promise<PublicExchange> {
  const { baseUrl, timeoutMs = TIMEOUT_MS, isSandbox = false, now } = options;
  const kinds = options.kinds ?? (["spot", "perpetual"] as const);
  const types = kinds.flatMap((kind) => terms.kinds[kind]?.type ?? []);
  const client = await openCcxt(terms, { types, baseUrl, timeoutMs, isSandbox, now });
  const patience = makePatience(options);
  let loaded: Promise<Listed> | undefined;
  const listed = () => {
    loaded ??= loadMarkets(client, patience);
    return loaded;
  };
  const time = () => patience.ask(async () => instant.parse(await client.fetchTime()));

  return {
    terms,
    timeframes: Object.keys(client.timeframes),
    time,
    market: async (symbol) => (await listed()).markets.get(symbol),
    async catalogue() {
      const at = await time();
      const { markets, total } = await listed();
      const entries = [...markets.values()].map((each) =>
        catalogueEntry(each, terms, { fees: client.fees.trading, at }),
      );
      const instruments = entries.filter((entry) => entry !== null);
      return { instruments, leftOut: total - instruments.length };
    },
    async candles(span, timeframe) {
      const { symbol, from, until, limit } = span;
      const kind = (await listed()).markets.get(symbol)?.kind ?? "spot";
      return patience.ask(async () => {
        const rows = await client.fetchOHLCV(symbol, timeframe, from, limit, { until: lastInstant(terms, until) });
        if (!Array.isArray(rows)) throw new ExchangeFault("unknown", `${terms.name} sent no list of candles.`);
        const candles = rows.map((row) => readCandleRow(terms.id, row, kind));
        return checkCandlePage(candles, { from, until, stepMs: timeframeMs(timeframe) }, terms.name);
      });
    },
    async funding({ symbol, from, until, limit }) {
      await listed();
      return patience.ask(async () => {
        const edge = terms.id === "okx" ? { after: String(until) } : { until: until - 1 };
        const rows = readFunding(await client.fetchFundingRateHistory(symbol, from, limit, edge), terms.name);
        const inside = rows.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at);
        if (rows.length > 0 && inside.length === 0) {
          throw new ExchangeFault("unknown", `${terms.name} sent funding of another time than asked for.`);
        }
        return inside;
      });
    },
    async trades(symbol, page) {
      const contractSize = (await listed()).markets.get(symbol)?.contractSize ?? "1";
      const { since, params } = tradeQuestion(terms, page);
      const limit = terms.trades?.limit ?? 0;
      return patience.ask(async () => {
        const rows = readTrades(await client.fetchTrades(symbol, since, limit, params), terms.name, contractSize);
        return [...rows].sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
      });
    },
    close: async () => {
      await client.fetchDispatcher?.destroy();
    },
  };
}

const instant = z.number().int().positive();

/** The markets of known kinds by unified symbol, and how many there are of all kinds. */
type Listed = { readonly markets: ReadonlyMap<string, ListedMarket>; readonly total: number };

async function loadMarkets(client: CcxtClient, patience: Patience): Promise<Listed> {
  // Without `true` ccxt gives its first answer for ever, a failure included.
  const all = Object.values(await patience.ask(() => client.loadMarkets(true)));
  const known = all.map(readMarket).filter((market) => market !== null);
  return { markets: new Map(known.map((market) => [market.market.symbol, market])), total: all.length };
}

function tradeQuestion({ id }: ExchangeTerms, page: TradePage) {
  if (id === "okx") {
    const method = "publicGetMarketHistoryTrades";
    // Of type 1 `after` is an id, of type 2 an instant; both are left out of what comes.
    if (page.kind === "beside") return { since: undefined, params: { method, type: "1", after: page.id } };
    return { since: undefined, params: { method, type: "2", after: String(page.until) } };
  }
  if (page.kind === "beside") return { since: undefined, params: { fromId: String(BigInt(page.id) + 1n) } };
  return { since: page.from, params: { until: page.until - 1 } };
}

/** Ids of one millisecond count up, where they are numbers. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** OKX takes the end of a span as the first instant beyond it, the others as the last one within. */
const lastInstant = ({ id }: ExchangeTerms, until: number): number => (id === "okx" ? until : until - 1);
