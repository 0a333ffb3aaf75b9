import { type CandleColumns, candleTextAt } from "../../../domain/markets/candle-columns.ts";
import type { SeriesKind } from "../../../domain/markets/data-series.ts";
import type { FundingRates } from "../../../domain/markets/funding-rates.ts";
import { type TradeColumns, tradeTextAt } from "../../../domain/markets/trade-columns.ts";

/** The kinds that rows and columns can hold. */
type CsvKind = Exclude<SeriesKind, "book">;

/** `is_closed` tells a reader that the last candle is whole: the store keeps no others. */
const HEADERS: Readonly<Record<CsvKind, string>> = {
  candles: "open_time,open,high,low,close,volume,quote_volume,trades,taker_buy_volume,is_closed",
  "mark-candles": "open_time,open,high,low,close,volume,is_closed",
  trades: "time_ms,trade_id,price,qty,side",
  funding: "funding_time,funding_rate",
};

export const headerLine = (kind: CsvKind): string => `${HEADERS[kind]}\n`;

export function candleLines(columns: CandleColumns, kind: "candles" | "mark-candles"): string {
  const lines: string[] = [];
  for (let index = 0; index < columns.length; index += 1) {
    const candle = candleTextAt(columns, index);
    const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } = candle;
    const extra = kind === "candles" ? `,${quoteVolume ?? ""},${trades ?? ""},${takerVolume ?? ""}` : "";
    lines.push(`${openAt},${open},${high},${low},${close},${volume}${extra},true\n`);
  }
  return lines.join("");
}

export function tradeLines(columns: TradeColumns): string {
  const lines: string[] = [];
  for (let index = 0; index < columns.length; index += 1) {
    const { at, id, price, quantity, taker } = tradeTextAt(columns, index);
    lines.push(`${at},${cell(id)},${price},${quantity},${taker ?? "unknown"}\n`);
  }
  return lines.join("");
}

export function fundingLines({ length, at, rate }: FundingRates): string {
  const lines: string[] = [];
  for (let index = 0; index < length; index += 1) lines.push(`${at[index]},${rate[index]}\n`);
  return lines.join("");
}

/** A text in quotes where it holds what parts cells. */
const cell = (text: string): string => (/[",;\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
