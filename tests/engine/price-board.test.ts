import { describe, expect, it } from "vitest";
import { PriceBoard } from "../../server/engine/price-board.ts";
import { BTC, bookAt, candleAt, ETH, streamAt, tradeAt } from "./desk-example.ts";

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
      hasTicks: true,
      candleMs: 0,
      bidLots: 1_000,
      askTicks: 101,
      askLots: 1_000,
      lastTicks: 100,
      bookAt: 1,
      at: 1,
      staleAfterMs: 1_000,
      isValid: true,
      hasEnded: false,
    });
    expect(board.quote(BTC)).toEqual({ at: 1, bidTicks: 99, bidLots: 1_000, askTicks: 101, askLots: 1_000 });
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

  it("is as old as its book, whatever trades arrive; a heartbeat keeps a quiet book fresh", () => {
    const board = new PriceBoard(1_000);
    board.observe(bookAt(1, 99, 101));
    board.observe(tradeAt(500, 100));
    expect(board.get(BTC)).toMatchObject({ at: 1, lastTicks: 100 });
    board.observe(streamAt(600, "live"));
    expect(board.get(BTC)?.at).toBe(600);
    board.observe(streamAt(700, "stale"));
    expect(board.get(BTC)).toMatchObject({ at: 600, isValid: true });
  });

  it("is as old as its newest trade where there is no book", () => {
    const board = new PriceBoard(1_000);
    board.observe(tradeAt(1, 100));
    board.observe(tradeAt(500, 100));
    expect(board.get(BTC)?.at).toBe(500);
  });

  it("quotes nothing while the book is invalid, until it is whole again", () => {
    for (const whole of [bookAt(3, 98, 102), streamAt(3, "live")]) {
      const board = new PriceBoard(1_000);
      board.observe(bookAt(1, 99, 101));
      board.observe(streamAt(2, "invalid"));
      expect([board.quote(BTC), board.get(BTC)?.isValid]).toEqual([null, false]);
      board.observe({ ...bookAt(3, 98, 102), isSnapshot: false });
      expect(board.quote(BTC)).toBeNull();
      board.observe(whole);
      expect(board.quote(BTC)).toMatchObject({ at: 3, bidTicks: 98 });
    }
  });

  it("takes broken trades for invalid only where they are the price, and funding for no price at all", () => {
    const board = new PriceBoard(1_000);
    board.observe(tradeAt(1, 100));
    board.observe(streamAt(2, "invalid", "trades"));
    expect(board.get(BTC)?.isValid).toBe(false);
    board.observe(streamAt(3, "live", "trades"));
    board.observe(bookAt(4, 99, 101));
    board.observe(streamAt(5, "invalid", "trades"));
    board.observe({ kind: "funding", instrumentId: BTC, at: 6, rate: "0.0001", markTicks: 100 });
    expect(board.get(BTC)).toMatchObject({ isValid: true, at: 4, lastTicks: 100 });
  });
});
