import { z } from "zod";
import {
  type CatalogueInstrument,
  type InstrumentKind,
  type InstrumentStatus,
  instrumentIdOf,
} from "../../domain/markets/catalogue.ts";
import { exactSignedText, exactText } from "./exact-text.ts";
import type { ExchangeTerms } from "./exchange-catalog.ts";

const optional = z.union([z.string(), z.number()]).nullish();

/** A market as ccxt describes it, with numbers as text; its built-in fees alone are numbers. */
const market = z.object({
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  settle: z.string().nullish(),
  spot: z.boolean().nullish(),
  swap: z.boolean().nullish(),
  linear: z.boolean().nullish(),
  active: z.boolean().nullish(),
  contractSize: optional,
  maker: optional,
  taker: optional,
  precision: z.object({ amount: optional, price: optional }),
  limits: z.object({ cost: z.object({ min: optional }).nullish() }),
  info: z.unknown(),
});
type Market = z.output<typeof market>;

/** A market of a kind that the desk knows: spot, or a perpetual that counts and settles in its quote currency. */
export type ListedMarket = { readonly kind: InstrumentKind; readonly contractSize: string; readonly market: Market };

export function readMarket(raw: unknown): ListedMarket | null {
  const read = market.safeParse(raw);
  if (!read.success) return null;
  const { spot, swap, linear, settle, quote, contractSize } = read.data;
  if (spot === true) return { kind: "spot", contractSize: "1", market: read.data };
  if (swap !== true || linear !== true || settle !== quote) return null;
  return { kind: "perpetual", contractSize: text(contractSize, "1"), market: read.data };
}

type Fees = { readonly maker?: unknown; readonly taker?: unknown } | undefined;

/** Null for a market without a price or quantity step, which some list before they open it. */
export function catalogueEntry(
  { kind, contractSize, market: listed }: ListedMarket,
  { venue, kinds }: ExchangeTerms,
  { fees, at }: { readonly fees: Fees; readonly at: number },
): CatalogueInstrument | null {
  const { base, quote, settle, symbol, precision, limits, maker, taker } = listed;
  const tick = text(precision.price, "0");
  const lot = text(precision.amount, "0");
  if (isZero(tick) || isZero(lot) || base === "" || quote === "") return null;
  return {
    id: instrumentIdOf(venue, { base, quote, kind }),
    venue,
    symbol,
    kind,
    base,
    quote,
    settle: kind === "perpetual" ? (settle ?? null) : null,
    tick,
    lot,
    minNotional: text(limits.cost?.min, "0"),
    contractSize,
    status: statusOf(listed),
    source: kinds[kind]?.source ?? null,
    fees: [{ validFrom: at, makerRate: rate(maker ?? fees?.maker, "0"), takerRate: rate(taker ?? fees?.taker, "0") }],
  };
}

const ENDED = new Set([
  "CLOSE",
  "SETTLING",
  "DELIVERING",
  "DELIVERED",
  "PRE_DELIVERING",
  "CLOSED",
  "DELISTED",
  "EXPIRED",
]);
const rawStatus = z.object({ status: z.string().nullish(), state: z.string().nullish() });

function statusOf({ active, info }: Market): InstrumentStatus {
  if (active === true) return "trading";
  const raw = rawStatus.safeParse(info);
  const word = raw.success ? (raw.data.status ?? raw.data.state ?? "") : "";
  return ENDED.has(word.toUpperCase()) ? "delisted" : "halted";
}

const isZero = (value: string): boolean => /^0+(\.0+)?$/.test(value);

/** The shortest text of a number of ccxt's own is what stands in its source. */
function text(value: unknown, otherwise: string): string {
  if (value === null || value === undefined) return otherwise;
  return shorten(exactText(String(value), "a size"));
}

function rate(value: unknown, otherwise: string): string {
  if (value === null || value === undefined) return otherwise;
  return shorten(exactSignedText(String(value), "a fee"));
}

/** Without the zeros at its end, as people write it. */
const shorten = (value: string): string => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);
