import { expect, it } from "vitest";
import { marketStateOf } from "@/components/live/market-state.ts";
import type { FeedStatus, InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";

const feed: FeedStatus = {
  kind: "synthetic",
  key: "synthetic:1",
  label: "Synthetic 1",
  state: "running",
  speed: 1,
  seekingTo: null,
  tapeAt: 100_000,
  receivedAt: 100_000,
  instrumentIds: ["A"],
  eventsPerS: 0,
};
const prices: InstrumentPrices = {
  id: "A",
  bid: "99",
  bidQuantity: "1",
  ask: "101",
  askQuantity: "1",
  last: "100",
  lastSide: null,
  mark: "100",
  at: 100_000,
  dataAt: 99_500,
  staleAfterMs: 10_000,
  bookState: "live",
  funding: null,
  candle: null,
  candleBefore: null,
  book: { bids: [], asks: [] },
  trades: [],
};
const stateOf = (price: Partial<InstrumentPrices>, status: Partial<FeedStatus> = {}, ageMs: number | null = 0) =>
  marketStateOf("A", { ...prices, ...price }, { ...feed, ...status }, ageMs);

it.each([
  [{}, {}, 0, "live", false],
  [{}, {}, null, "waiting", false],
  [{}, {}, 6_000, "stale 6 s", true],
  [{}, { instrumentIds: ["B"] }, 0, "no data on this feed", true],
  [{ bookState: "invalid" }, {}, 0, "broken — being put in order", true],
  [{ dataAt: 77_000 }, {}, 0, "stale 23 s", true],
  [{ dataAt: 77_000, staleAfterMs: 120_000 }, {}, 0, "live", false],
  [{ dataAt: 77_000 }, { speed: 60 }, 0, "live", false],
  [{ dataAt: 77_000 }, { speed: "max" }, 0, "live", false],
  [{}, { state: "paused" }, 0, "paused", false],
  [{}, { state: "ended" }, 0, "tape ended", true],
] as const)("says of %j on %j, heard %s ms ago: %s", (price, status, ageMs, words, isGreyed) => {
  expect(stateOf(price, status, ageMs)).toMatchObject({ words, isGreyed });
});

it("waits for the first price of an instrument that the feed carries", () => {
  expect(marketStateOf("A", null, feed, 0).kind).toBe("waiting");
});
