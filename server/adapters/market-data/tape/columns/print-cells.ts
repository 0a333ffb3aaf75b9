import type { CandleEvent, TradeEvent } from "../../../../domain/markets/market-event.ts";
import { TIMEFRAMES, type Timeframe } from "../../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import { GrowingNumbers } from "./growing-numbers.ts";

const TRADE_FIELDS = 4;

/** Trades in columns. Ids that are plain numbers are kept as such; the others as the texts they are. */
export class TradeCells {
  readonly #cells = new GrowingNumbers();
  readonly #textIds = new Map<number, string>();

  get length(): number {
    return this.#cells.length / TRADE_FIELDS;
  }

  add({ tradeId, priceTicks, quantityLots, aggressor }: TradeEvent): void {
    const id = Number(tradeId);
    const isPlain = Number.isSafeInteger(id) && `${id}` === tradeId;
    if (!isPlain) this.#textIds.set(this.length, tradeId);
    this.#cells.pushAll([isPlain ? id : 0, priceTicks, quantityLots, aggressor === "buy" ? 1 : 0]);
  }

  at(index: number, instrumentId: string, at: Timestamp): TradeEvent {
    const place = index * TRADE_FIELDS;
    const cells = this.#cells;
    return {
      kind: "trade",
      instrumentId,
      at,
      tradeId: this.#textIds.get(index) ?? `${cells.at(place)}`,
      priceTicks: cells.at(place + 1),
      quantityLots: cells.at(place + 2),
      aggressor: cells.at(place + 3) === 1 ? "buy" : "sell",
    };
  }
}

const CANDLE_FIELDS = 7;

/** Candles in columns. */
export class CandleCells {
  readonly #cells = new GrowingNumbers();

  get length(): number {
    return this.#cells.length / CANDLE_FIELDS;
  }

  add({ candle }: CandleEvent): void {
    const { openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots } = candle;
    const timeframe = TIMEFRAMES.indexOf(candle.timeframe);
    this.#cells.pushAll([timeframe, openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots]);
  }

  at(index: number, instrumentId: string, at: Timestamp): CandleEvent {
    const place = index * CANDLE_FIELDS;
    const cells = this.#cells;
    return {
      kind: "candle",
      instrumentId,
      at,
      candle: {
        timeframe: TIMEFRAMES[cells.at(place)] as Timeframe,
        openAt: cells.at(place + 1),
        openTicks: cells.at(place + 2),
        highTicks: cells.at(place + 3),
        lowTicks: cells.at(place + 4),
        closeTicks: cells.at(place + 5),
        volumeLots: cells.at(place + 6),
      },
    };
  }
}
