import type { Instrument } from "../../../domain/markets/instrument.ts";
import { formatPrice, formatQuantity } from "../../../domain/markets/instrument.ts";
import type { BookEvent, TradeEvent } from "../../../domain/markets/market-event.ts";
import type { CapturedEvent } from "../captures/capture-reader.ts";
import { openCapture } from "../captures/open-capture.ts";
import { TapeError } from "../tape/tape-error.ts";
import type { FileMember } from "./files/file-member.ts";
import { marketOf, unifiedSymbol } from "./identify/exchange-symbol.ts";
import { ImportError } from "./import-error.ts";
import type { ReadOptions } from "./import-options.ts";
import type { ReadInto, ReadRows } from "./read-rows.ts";
import type { ProblemList } from "./rows/problem-list.ts";
import { forEachLine } from "./tables/text-lines.ts";
import type { BookTarget } from "./targets/book-target.ts";
import type { SeriesTargets } from "./targets/series-targets.ts";
import type { TradeTarget } from "./targets/trade-target.ts";

/**
 * Reads a raw capture into the trades and the book of its instrument. A line that cannot be read is a bad row, and so is one
 * before which the exchange's own numbering shows something to be missing; from there the book is left out until it is whole.
 */
export async function readCapture(
  member: FileMember,
  head: readonly string[],
  options: ReadOptions,
  { targets, problems, onPortion }: ReadInto,
): Promise<ReadRows> {
  const sink = new CaptureSink(member.name, targets, problems);
  const capture = open(member, head, (captured) => sink.take(captured));
  const { source, nativeSymbol, instrument } = capture.recorded;
  const { base, quote } = instrument;
  const symbol = unifiedSymbol(`${base}/${quote}`, instrument.kind === "perpetual" ? "linear" : marketOf(source));
  if (symbol === null) throw new Error(`${source} ${nativeSymbol} has no unified symbol`);
  sink.begin(instrument, { source: options.series?.source ?? source, symbol });
  await targets.makeRoom(null);
  let rows = 0;
  await forEachLine(
    member,
    (text, from, to, line) => {
      if (to === from) return;
      rows += 1;
      try {
        capture.line(text.slice(from, to), line);
      } catch (cause) {
        if (!(cause instanceof TapeError)) throw cause;
        problems.add(member.name, line, "bad-message", cause.message.replace(`${member.name}, line ${line}: `, ""));
      }
    },
    async () => {
      options.signal?.throwIfAborted();
      onPortion?.();
      await targets.drain();
    },
  );
  try {
    capture.finish();
  } catch (cause) {
    throw refusal(member, cause);
  }
  return { rows, keptOut: 0 };
}

function open(member: FileMember, head: readonly string[], onEvent: (captured: CapturedEvent) => void) {
  try {
    const capture = openCapture(member.name, head, onEvent);
    if (capture !== null) return capture;
  } catch (cause) {
    throw refusal(member, cause);
  }
  throw new ImportError(
    "format-unknown",
    member.name,
    `begins with "${(head[0] ?? "").slice(0, 80)}": JSON lines, but no capture of Binance, Bybit or Hyperliquid streams.`,
  );
}

function refusal(member: FileMember, cause: unknown): unknown {
  if (!(cause instanceof TapeError)) return cause;
  return new ImportError("file-corrupt", member.name, cause.message.replace(`${member.name}: `, ""));
}

/** Sorts what a capture says into trades and book. */
class CaptureSink {
  readonly #file: string;
  readonly #targets: SeriesTargets;
  readonly #problems: ProblemList;
  #into: { readonly instrument: Instrument; readonly trades: TradeTarget; readonly book: BookTarget } | null = null;

  constructor(file: string, targets: SeriesTargets, problems: ProblemList) {
    this.#file = file;
    this.#problems = problems;
    this.#targets = targets;
  }

  begin(instrument: Instrument, key: { readonly source: string; readonly symbol: string }): void {
    const trades = this.#targets.trades({ ...key, kind: "trades", timeframe: null });
    const book = this.#targets.book(
      { ...key, kind: "book", timeframe: null },
      { priceDecimals: instrument.priceDecimals, quantityDecimals: instrument.quantityDecimals },
    );
    this.#into = { instrument, trades, book };
  }

  take({ event, updateId, line }: CapturedEvent): void {
    if (event.kind === "trade") this.#trade(event, line);
    else if (event.kind === "book") this.#book(event, updateId);
    else if (event.kind === "stream" && event.state === "invalid")
      this.#problems.add(this.#file, line, "bad-message", event.detail);
  }

  #trade({ at, tradeId, priceTicks, quantityLots, aggressor }: TradeEvent, line: number): void {
    if (this.#into === null) return;
    const { instrument, trades } = this.#into;
    const price = formatPrice(instrument, priceTicks);
    const quantity = formatQuantity(instrument, quantityLots);
    trades.add(this.#file, line, { at, tradeId, price, quantity, aggressor });
  }

  #book({ at, isSnapshot, bids, asks }: BookEvent, updateId: number): void {
    if (this.#into === null) return;
    const { instrument, book } = this.#into;
    const { ticksMantissa, lotsMantissa } = instrument;
    const inUnits = (flat: readonly number[]) =>
      ticksMantissa === 1 && lotsMantissa === 1
        ? flat
        : flat.map((value, place) => value * (place % 2 === 0 ? ticksMantissa : lotsMantissa));
    book.add({ at, updateId, isSnapshot, bids: inUnits(bids), asks: inUnits(asks) });
  }
}
