import type { InstrumentKind } from "../../domain/markets/catalogue.ts";
import { ExchangeFault } from "./ccxt-errors.ts";
import { exactInstant, exactText } from "./exact-text.ts";
import type { ExchangeId } from "./exchange-catalog.ts";

/** A candle as an exchange wrote it: exact decimal texts, volumes in the base currency. `isFormed` is false where it says so. */
export type GivenCandle = {
  readonly openAt: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string | null;
  readonly trades: number | null;
  readonly takerVolume: string | null;
  readonly isFormed: boolean;
};

type CoinbaseRow = Partial<Record<"start" | "open" | "high" | "low" | "close" | "volume", unknown>>;

/** Reads one row of an exchange's own answer, before ccxt would make numbers of it. Throws {@link ExchangeFault}. */
export function readCandleRow(exchange: ExchangeId, row: unknown, kind: InstrumentKind): GivenCandle {
  switch (exchange) {
    case "binance":
    case "binanceusdm": {
      const cells = cellsOf(row, 11);
      return {
        ...pricesOf(cells),
        volume: exactText(cells[5], "a volume"),
        quoteVolume: exactText(cells[7], "a quote volume"),
        trades: exactInstant(cells[8], "a number of trades"),
        takerVolume: exactText(cells[9], "a taker volume"),
        isFormed: true,
      };
    }
    case "okx": {
      const cells = cellsOf(row, 9);
      return {
        ...pricesOf(cells),
        volume: exactText(cells[kind === "spot" ? 5 : 6], "a volume"), // Of a swap the fifth counts contracts.
        quoteVolume: exactText(cells[7], "a quote volume"),
        trades: null,
        takerVolume: null,
        isFormed: cells[8] === "1",
      };
    }
    case "bybit": {
      const cells = cellsOf(row, 7);
      return {
        ...pricesOf(cells),
        volume: exactText(cells[5], "a volume"),
        quoteVolume: exactText(cells[6], "a quote volume"),
        trades: null,
        takerVolume: null,
        isFormed: true,
      };
    }
    case "coinbase": {
      const { start, open, high, low, close, volume } = (row ?? {}) as CoinbaseRow;
      return {
        openAt: exactInstant(start, "a candle's time") * 1_000,
        open: exactText(open, "an open"),
        high: exactText(high, "a high"),
        low: exactText(low, "a low"),
        close: exactText(close, "a close"),
        volume: exactText(volume, "a volume"),
        quoteVolume: null,
        trades: null,
        takerVolume: null,
        isFormed: true,
      };
    }
  }
}

function cellsOf(row: unknown, atLeast: number): readonly unknown[] {
  if (Array.isArray(row) && row.length >= atLeast) return row;
  throw new ExchangeFault("unknown", `The exchange sent ${JSON.stringify(row)?.slice(0, 200)} as a candle.`);
}

function pricesOf(cells: readonly unknown[]) {
  return {
    openAt: exactInstant(cells[0], "a candle's time"),
    open: exactText(cells[1], "an open"),
    high: exactText(cells[2], "a high"),
    low: exactText(cells[3], "a low"),
    close: exactText(cells[4], "a close"),
  };
}
