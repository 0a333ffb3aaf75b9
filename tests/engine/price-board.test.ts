import { describe, expect, it } from "vitest";
import { PriceBoard } from "../../server/engine/price-board.ts";
import { BTC, bookAt, candleAt, ETH, tradeAt } from "./desk-example.ts";

describe("the price board", () => {
  it("knows nothing of an instrument before its first event", () => {
    const board = new PriceBoard(1_000);
    expect([board.get(BTC), board.quote(BTC), [...board.entries()]]).toEqual([null, null, []]);
  });

  it("keeps the newest book, trade and candle close, each instrument for itself", () => {
    const board = new PriceBoard(1_000);
    board.observe(bookAt(1, 99, 101));
    board.observe(tradeAt(2, 100));
    board.observe(candleAt(3, 98, ETH));
    expect(board.get(BTC)).toEqual({
      bidTicks: 99,
      bidLots: 1_000,
      askTicks: 101,
      askLots: 1_000,
      lastTicks: 100,
      at: 2,
      staleAfterMs: 1_000,
    });
    expect(board.quote(BTC)).toEqual({ at: 2, bidTicks: 99, bidLots: 1_000, askTicks: 101, askLots: 1_000 });
    expect([board.get(ETH)?.lastTicks, board.quote(ETH)]).toEqual([98, null]);
    expect([...board.entries()].map(([id]) => id)).toEqual([BTC, ETH]);
  });

  it("quotes a book of one side, and forgets a side that is gone", () => {
    const board = new PriceBoard(1_000);
    board.observe(bookAt(1, 99, 101));
    board.observe(bookAt(2, 0, 102));
    expect(board.quote(BTC)).toEqual({ at: 2, bidTicks: 0, bidLots: 0, askTicks: 102, askLots: 1_000 });
    board.observe(bookAt(3, 0, 0));
    expect(board.quote(BTC)).toBeNull();
  });

  it("gives a candle two timeframes, unless there is a book", () => {
    const board = new PriceBoard(1_000);
    board.observe(candleAt(60_000, 100));
    expect(board.get(BTC)?.staleAfterMs).toBe(120_000);
    board.observe(bookAt(60_001, 0, 101));
    board.observe(candleAt(120_000, 100));
    expect(board.get(BTC)?.staleAfterMs).toBe(1_000);
  });

  it("takes the patience of a candle back as soon as there is a book or a trade", () => {
    for (const next of [bookAt(60_001, 99, 101), tradeAt(60_001, 100)]) {
      const board = new PriceBoard(1_000);
      board.observe(candleAt(60_000, 100));
      board.observe(next);
      expect(board.get(BTC)?.staleAfterMs).toBe(1_000);
    }
  });
});
