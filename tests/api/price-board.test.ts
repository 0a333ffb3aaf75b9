import { expect, it } from "vitest";
import { PriceBoard, type PriceParts } from "../../server/api/live/price-board.ts";
import type { InstrumentPrices } from "../../server/domain/markets/price-frames.ts";

const prices = (last: string, ...numbers: number[]): InstrumentPrices => ({
  id: "BTC-USDT",
  bid: "1",
  bidQuantity: "1",
  ask: "2",
  askQuantity: "1",
  last,
  lastSide: null,
  mark: null,
  at: 1,
  dataAt: 1,
  staleAfterMs: 10_000,
  bookState: "live",
  funding: null,
  candle: [0, "1", "2", "1", "2", "3"],
  candleBefore: null,
  book: { bids: [["1", "1"]], asks: [["2", "1"]] },
  trades: numbers.map((number) => ({ number, at: number, price: "1", quantity: "1", side: "buy" })),
});

function join(board: PriceBoard, userId: string) {
  const seen: InstrumentPrices[] = [];
  const showPrices = ({ parts }: PriceParts) => void seen.push(...parts.map(({ text }) => JSON.parse(text)));
  const { streamId } = board.join(userId, { showPrices, showFeed: () => undefined });
  return { seen, streamId };
}

const numbers = (seen: InstrumentPrices | undefined) => seen?.trades.map(({ number }) => number);

it("shows who looks deep later the newest prints, and then each print once", () => {
  const board = new PriceBoard(() => undefined);
  const deep = { top: new Set<string>(), deep: new Set(["BTC-USDT"]) };
  const first = join(board, "U1");
  board.watch(first.streamId, "U1", deep);
  for (let number = 1; number <= 100; number += 1) board.receive(1, [prices(`${number}`, number)]);
  board.receive(1, [prices("101")]);
  const later = join(board, "U2");
  board.watch(later.streamId, "U2", deep);
  board.receive(1, [prices("102", 101)]);
  expect([numbers(first.seen.at(-1)), first.seen.length]).toEqual([[101], 102]);
  expect(numbers(later.seen[0])).toEqual(Array.from({ length: 64 }, (_, index) => index + 37));
  expect(later.seen[0]).toMatchObject({ last: "101", candle: [0, "1", "2", "1", "2", "3"] });
  expect(numbers(later.seen[1])).toEqual([101]);
});

it("keeps levels and prints from who sees the top alone", () => {
  const board = new PriceBoard(() => undefined);
  const deep = join(board, "U1");
  board.watch(deep.streamId, "U1", { top: new Set(), deep: new Set(["BTC-USDT"]) });
  const top = join(board, "U2");
  board.watch(top.streamId, "U2", { top: new Set(["BTC-USDT"]), deep: new Set() });
  board.receive(1, [prices("1", 1)]);
  expect(top.seen).toEqual([{ ...prices("1"), book: { bids: [], asks: [] } }]);
});
