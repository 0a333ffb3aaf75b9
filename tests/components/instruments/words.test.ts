import { describe, expect, it } from "vitest";
import { comparable, describeDifference } from "@/components/instruments/details/elsewhere-list.tsx";
import { describeRate } from "@/components/instruments/details/fee-schedule.tsx";
import { countdown } from "@/components/instruments/details/quote-figures.tsx";
import {
  describeChange,
  describeFunding,
  formatGridPrice,
  spreadBps,
} from "@/components/instruments/instrument-words.ts";
import { sparkPath } from "@/components/instruments/table/sparkline.tsx";
import { venueName, whyNotTradable } from "@/components/instruments/tradable.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";

describe("prices and figures", () => {
  it("stand on their instrument's grid, with many zeros counted", () => {
    expect(formatGridPrice("64210.5", "0.01")).toBe("64,210.50");
    expect(formatGridPrice("1234567", "10")).toBe("1,234,567");
    expect(formatGridPrice("0.00001834", "0.00000001")).toBe("0.0₄1834");
    expect(formatGridPrice("0.00018340", "0.00000001")).toBe("0.00018340");
    expect(formatGridPrice("0", "0.00000001")).toBe("0.00000000");
    expect(formatGridPrice(null, "0.01")).toBe("–");
  });

  it("carry sign and glyph, and are flat when they round to nothing", () => {
    expect(describeChange(0.01794)).toEqual({ tone: "up", text: "▲ +1.79%" });
    expect(describeChange(-0.5)).toEqual({ tone: "down", text: "▼ −50.00%" });
    expect(describeChange(0.00004)).toEqual({ tone: "flat", text: "0.00%" });
    expect(describeChange(null).text).toBe("–");
    expect([describeFunding("0.0001"), describeFunding("-0.00012")]).toEqual(["0.0100%", "−0.0120%"]);
    expect(["0.001", "0.00075", "0", "-0.00005"].map(describeRate)).toEqual(["0.10%", "0.075%", "0.00%", "−0.005%"]);
  });

  it("measure spreads and differences between venues in basis points", () => {
    expect(spreadBps("99", "101")).toBeCloseTo(200);
    expect([spreadBps(null, "1"), spreadBps("1", null), spreadBps("2", "1")]).toEqual([null, null, null]);
    expect(describeDifference("10000", "10001")).toBe("+1.0 bp");
    expect(describeDifference("10000", "9990")).toBe("−10.0 bp");
    expect([describeDifference("1", "1"), describeDifference(null, "1")]).toEqual(["0.0 bp", "–"]);
  });

  it("compare the middles of two books, or two trades, and nothing else", () => {
    const books = comparable(quoted("99", "101", "90"), quoted("100", "102", "80"));
    expect(describeDifference(books.here?.text ?? null, books.there?.text ?? null)).toBe("+100.0 bp");
    const trades = comparable(quoted("99", "101", "100"), quoted(null, null, "99"));
    expect(describeDifference(trades.here?.text ?? null, trades.there?.text ?? null)).toBe("−100.0 bp");
    expect(comparable(quoted("99", "101", null), quoted(null, null, "99"))).toMatchObject({
      here: null,
      there: { kind: "last" },
    });
  });

  it("count down to the next funding and not beyond", () => {
    expect(countdown(8_049_000)).toBe("02:14:09");
    expect([countdown(0), countdown(-5)]).toEqual([null, null]);
  });
});

describe("why an instrument is not tradable", () => {
  const listed = { id: "BTC-USDT", venue: "paper", status: "trading" } as const;
  it("is said of the venue or the status, and not of what the desk trades", () => {
    expect(whyNotTradable(listed)).toBeNull();
    expect(whyNotTradable({ ...listed, id: "BTC-USDT-PERP" })).toBeNull();
    expect(whyNotTradable({ ...listed, status: "halted" })?.word).toBe("Halted");
    expect(whyNotTradable({ ...listed, id: "X.okx", venue: "okx", status: "delisted" })?.why).toBe(
      "OKX no longer lists it.",
    );
    expect(whyNotTradable({ ...listed, id: "BTC-USDT.kraken", venue: "kraken" })?.why).toContain(
      "no account at Kraken",
    );
    expect(whyNotTradable({ ...listed, id: "XYZ-USDT" })?.why).toContain("takes no orders for it");
    expect(venueName("north")).toBe("North");
  });
});

describe("a sparkline", () => {
  it("spans its space, breaks at holes and lies in the middle when nothing moves", () => {
    expect(sparkPath([1, 3, 2], 10, 10)).toBe("M0.0 10.0L5.0 0.0L10.0 5.0");
    expect(sparkPath([1, null, 2, 2], 9, 10)).toBe("M0.0 10.0M6.0 0.0L9.0 0.0");
    expect(sparkPath([5, 5], 10, 10)).toBe("M0.0 5.0L10.0 5.0");
  });
});

const quoted = (bid: string | null, ask: string | null, last: string | null): InstrumentPrices => ({
  id: "A",
  bid,
  bidQuantity: bid,
  ask,
  askQuantity: ask,
  last,
  lastSide: null,
  mark: null,
  at: 1,
  dataAt: 1,
  staleAfterMs: 10_000,
  bookState: "live",
  funding: null,
  candle: null,
  candleBefore: null,
  trades: [],
  book: { bids: [], asks: [] },
});
