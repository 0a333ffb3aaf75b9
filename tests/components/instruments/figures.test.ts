import { expect, it } from "vitest";
import {
  changeFigure,
  changeOf,
  extremeOf,
  figureNow,
  fundingFigure,
  lastFigure,
  lastPrice,
  spreadFigure,
} from "@/components/instruments/table/figures.ts";
import type { DeskStore } from "@/components/live/desk-store.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";

const aPrice = (last: string | null, more: Partial<InstrumentPrices> = {}): InstrumentPrices => ({
  id: "A",
  bid: "99",
  bidQuantity: "1",
  ask: "101",
  askQuantity: "1",
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
  book: { bids: [], asks: [] },
  trades: [],
  ...more,
});

const DAY = {
  ...{ from: 0, until: 0, open: "100", high: "104", low: "89", last: "90", changeFraction: -0.1 },
  ...{ baseVolume: "1", quoteVolume: "95", isQuoteVolumeStated: true, spark: [] },
};

it("shows the live price, else the stored close in grey with its time, else why there is none", () => {
  expect(lastFigure("0.1", DAY, aPrice("95"))).toEqual({ text: "95.0", value: 95, tone: "plain" });
  expect(lastFigure("0.1", DAY, aPrice(null, { mark: "96" })).text).toBe("96.0");
  const stored = { text: "90.0", value: null, tone: "muted", title: "Last stored close, 01-01 00:00:00 UTC" };
  expect(lastFigure("0.1", DAY, null)).toEqual(stored);
  expect(lastFigure("0.1", null, null)).toMatchObject({ text: "–", title: "No price is known here" });
  expect([lastPrice(DAY, aPrice("95")), lastPrice(DAY, null), lastPrice(null, null)]).toEqual(["95", "90", null]);
});

it("counts the change on the live price where there is one, and widens the day's extremes by it", () => {
  expect(changeFigure(DAY, null)).toMatchObject({ text: "▼ −10.00%", tone: "down" });
  expect(changeFigure(DAY, aPrice("110"))).toMatchObject({ text: "▲ +10.00%", tone: "up" });
  expect([changeOf(DAY, aPrice("110")), changeOf(null, aPrice("110"))]).toEqual([0.1, null]);
  expect([extremeOf("high", DAY, aPrice("110")), extremeOf("low", DAY, aPrice("110"))]).toEqual(["110", "89"]);
  expect([extremeOf("low", DAY, aPrice("80")), extremeOf("low", DAY, null)]).toEqual(["80", "89"]);
});

it("shows no spread of a book that cannot be trusted", () => {
  expect(spreadFigure(aPrice("100")).text).toBe("200.00");
  expect(spreadFigure(aPrice("100", { bookState: "invalid" }))).toMatchObject({
    text: "–",
    title: "The book cannot be trusted until it is whole again",
  });
  expect(spreadFigure(null)).toMatchObject({ text: "–", title: "No live book here" });
});

it("takes funding from the live feed, else as stored, and none for spot", () => {
  const stored = { rate: "0.0001", at: 0, nextAt: null };
  expect(fundingFigure("perpetual", stored, aPrice("1", { funding: { rate: "-0.0002", at: 5 } })).text).toBe(
    "−0.0200%",
  );
  expect(fundingFigure("perpetual", stored, null).text).toBe("0.0100%");
  expect(fundingFigure("perpetual", null, null).text).toBe("–");
  expect(fundingFigure("spot", stored, null).text).toBe("");
});

it("greys a figure that is not of now", () => {
  const storeOf = (prices: InstrumentPrices) => ({ read: () => ({ prices: { A: prices }, feed: null }) }) as never;
  const read = (prices: InstrumentPrices) =>
    figureNow(storeOf(prices) as DeskStore, "A", (now) => lastFigure("1", null, now)).tone;
  expect([read(aPrice("5")), read(aPrice("5", { bookState: "stale" }))]).toEqual(["plain", "muted"]);
});
