import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { type LocalExchange, openLocalExchange, type Query, troubled, type WireFault } from "./local-exchange.ts";
import type { Truth } from "./local-exchange-truth.ts";

const TIMEFRAMES: Readonly<Record<string, Timeframe>> = { "1H": "1h", "4H": "4h", "1Dutc": "1d" };

export type LocalOkxOptions = {
  readonly truth: Truth;
  readonly now: () => number;
  /** How many candles a page of its history really has, whatever was asked for. */
  readonly historyPage?: number;
};

/** Speaks OKX's REST: pages go back in time, from just before `after` to just after `before`. */
export function openLocalOkx({ truth, now, historyPage = 100 }: LocalOkxOptions): Promise<LocalExchange> {
  const answer = (data: readonly unknown[]) => ({ code: "0", msg: "", data });
  const candles = (page: number) => (query: Query, fault: WireFault | null) =>
    answer(troubled(candlePage(truth, query, page), fault));
  return openLocalExchange({
    now,
    routes: {
      "/api/v5/public/time": () => answer([{ ts: String(truth.now) }]),
      "/api/v5/public/instruments": ({ instType }) => answer(instType === "SPOT" ? [spot] : [swap, inverse]),
      "/api/v5/market/candles": candles(300),
      "/api/v5/market/history-candles": candles(historyPage),
      "/api/v5/public/funding-rate-history": (query) => answer(fundingPage(truth, query)),
    },
  });
}

function candlePage(truth: Truth, query: Query, page: number): readonly unknown[] {
  const { before = "0", after = String(truth.now + 1), limit = "100", bar = "1m", instId = "" } = query;
  const timeframe = TIMEFRAMES[bar] ?? (bar as Timeframe);
  const found = truth.between(Number(before) + 1, Number(after), timeframe).toReversed();
  return found.slice(0, Math.min(Number(limit), page)).map((candle, at) => {
    const isFormed = at > 0 || Number(after) <= truth.now;
    const { openAt, open, high, low, close, volume, quoteVolume } = candle;
    const volumes = instId.endsWith("-SWAP") ? ["77", volume, quoteVolume] : [volume, quoteVolume, quoteVolume];
    return [String(openAt), open, high, low, close, ...volumes, isFormed ? "1" : "0"];
  });
}

const EIGHT_HOURS = 8 * 3_600_000;

/** Every eight hours, for ever, with rates of eighteen digits. */
export function trueFunding(until: number, count: number): readonly { readonly at: number; readonly rate: string }[] {
  const last = Math.floor((until - 1) / EIGHT_HOURS) * EIGHT_HOURS;
  return Array.from({ length: count }, (_, index) => {
    const at = last - index * EIGHT_HOURS;
    const digits = String((at / EIGHT_HOURS) % 100_000).padStart(5, "0");
    return { at, rate: `${index % 2 === 0 ? "" : "-"}0.0000123456789${digits}`.replace(/0+$/, "") };
  });
}

function fundingPage(truth: Truth, query: Query): readonly unknown[] {
  const { before = "0", after = String(truth.now), limit = "100" } = query;
  return trueFunding(truth.now, 1_000)
    .filter(({ at }) => at > Number(before) && at < Number(after))
    .slice(0, Number(limit))
    .map(({ at, rate }) => ({
      instId: "BTC-USDT-SWAP",
      fundingRate: "0",
      realizedRate: rate,
      fundingTime: String(at),
    }));
}

const spot = {
  instType: "SPOT",
  instId: "BTC-USDT",
  baseCcy: "BTC",
  quoteCcy: "USDT",
  lever: "10",
  listTime: "1548133413000",
  lotSz: "0.00000001",
  minSz: "0.00001",
  tickSz: "0.1",
  state: "live",
};
const swap = {
  instType: "SWAP",
  instId: "BTC-USDT-SWAP",
  uly: "BTC-USDT",
  settleCcy: "USDT",
  ctVal: "0.01",
  ctType: "linear",
  lever: "100",
  listTime: "1573557408000",
  lotSz: "0.01",
  minSz: "0.01",
  tickSz: "0.1",
  state: "live",
};
const inverse = { ...swap, instId: "BTC-USD-SWAP", uly: "BTC-USD", settleCcy: "BTC", ctType: "inverse" };
