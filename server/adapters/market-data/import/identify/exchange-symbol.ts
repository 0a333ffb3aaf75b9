/** What is traded at a source: for a perpetual the currency it settles in stands after the colon. */
export type MarketKind = "spot" | "linear" | "inverse";

/** Longest first: BTCFDUSD is BTC against FDUSD, not BTCFD against USD. */
const QUOTES = "FDUSD USDT USDC BUSD TUSD USDP USD EUR GBP TRY BRL JPY AUD DAI BTC ETH BNB".split(" ");
/** DOTUSD is DOT against USD, BTCTUSD is BTC against TUSD: only a base that is a currency by itself speaks for the longer quote. */
const UNSURE_QUOTES = ["TUSD", "BUSD"];
const MAJORS = "BTC ETH BNB XRP ADA SOL DOGE DOT LTC LINK AVAX TRX BCH XLM ATOM USDC USDT".split(" ");
const UNIFIED = /^([A-Z0-9]+)\/([A-Z0-9]+)(?::([A-Z0-9]+))?$/;
const SEPARATED = /^([A-Z0-9]+)[-_]([A-Z0-9]+?)(?:[-_](PERP|SWAP|PERPETUAL|[A-Z0-9]+))?$/;

const PERPETUAL_WORDS = ["PERP", "SWAP", "PERPETUAL"];

const MARKETS: Readonly<Record<string, MarketKind>> = {
  spot: "spot",
  usdm: "linear",
  linear: "linear",
  perp: "linear",
  swap: "linear",
  coinm: "inverse",
  inverse: "inverse",
};

/** The market that a source's last word names; null when it names none. */
export const marketOf = (source: string): MarketKind | null => MARKETS[source.split("-").at(-1) ?? ""] ?? null;

/**
 * The unified symbol of a code as an exchange or a file name writes it: BTCUSDT, BTC-USDT, BTC_USDT_USDT, XBTUSD, BTCUSD_PERP.
 * Null when its currencies cannot be told apart.
 */
export function unifiedSymbol(code: string, market: MarketKind | null): string | null {
  const text = code.toUpperCase();
  const unified = UNIFIED.exec(text);
  if (unified !== null) return join(unified[1], unified[2], unified[3], market);
  if (text.endsWith("USD_PERP")) return join(text.slice(0, -8), "USD", undefined, "inverse");
  const separated = SEPARATED.exec(text);
  if (separated !== null) {
    const [, base, quote = "", last] = separated;
    if (PERPETUAL_WORDS.includes(quote)) return null;
    const isPerpetual = last !== undefined && PERPETUAL_WORDS.includes(last);
    return join(base, quote, isPerpetual ? undefined : last, isPerpetual ? (market ?? "linear") : market);
  }
  const quote = QUOTES.find((known) => {
    const base = text.slice(0, -known.length);
    return text.endsWith(known) && base.length > 1 && (!UNSURE_QUOTES.includes(known) || MAJORS.includes(base));
  });
  if (quote === undefined || !/^[A-Z0-9]+$/.test(text)) return null;
  return join(text.slice(0, -quote.length), quote, undefined, market);
}

function join(
  base: string | undefined,
  quote: string | undefined,
  settle: string | undefined,
  market: MarketKind | null,
): string {
  const first = currency(base);
  const second = currency(quote);
  if (settle !== undefined) return `${first}/${second}:${currency(settle)}`;
  if (market === "linear") return `${first}/${second}:${second}`;
  if (market === "inverse") return `${first}/${second}:${first}`;
  return `${first}/${second}`;
}

/** Kraken, BitMEX and others call bitcoin XBT. */
const currency = (code = ""): string => (code === "XBT" ? "BTC" : code);
