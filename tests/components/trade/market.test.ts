import { expect, test } from "vitest";
import { marketNamed, marketOfListing } from "../../../components/trade/market/market.ts";
import { marketHref } from "../../../components/trade/market/open-market.ts";
import { neighbourOf } from "../../../components/trade/watchlist/use-watch-rows.ts";
import { panelWindowPath } from "../../../components/trade/workspace/panels/panel-window-address.ts";

const LISTING: Parameters<typeof marketOfListing>[0] = {
  ...{ id: "ETH-USDT.okx", venue: "okx", symbol: "ETH/USDT", kind: "spot", base: "ETH", quote: "USDT", settle: null },
  ...{ tick: "0.01", lot: "0.0001", minNotional: "1", contractSize: "1", status: "trading", fees: [] },
};

test("knows what is traded and what is only shown, and why", () => {
  expect(marketNamed("BTC-USDT")).toMatchObject({ symbol: "BTC/USDT", place: "Spot · Paper", whyViewOnly: null });
  expect(marketNamed("BTC-USDT-PERP")).toMatchObject({ symbol: "BTC/USDT Perp", place: "Paper", whyViewOnly: null });
  expect(marketNamed("BTC-USDT.north")).toMatchObject({
    symbol: "BTC/USDT",
    place: "Spot · North",
    whyViewOnly: "This desk has no account at North: prices and data only.",
  });
  expect(marketNamed("XYZ-USDT")).toBeNull();
});

test("makes a view-only market of what a venue lists", () => {
  const market = marketOfListing(LISTING);
  expect(market.whyViewOnly).toBe("This desk has no account at OKX: prices and data only.");
  expect(market.instrument).toMatchObject({ id: "ETH-USDT.okx", tick: "0.01", lot: "0.0001" });
});

test("draws nothing of a market whose currency it cannot count", () => {
  expect(marketOfListing({ ...LISTING, base: "PEPE" }).instrument).toBeNull();
});

test("goes to the neighbours on the list, round and round", () => {
  const rows = ["a", "b", "c"].map((id) => ({ id, pair: id, kind: "spot" as const, venue: "paper", tick: "1" }));
  expect([neighbourOf(rows, "a", 1), neighbourOf(rows, "a", -1), neighbourOf(rows, "c", 1)]).toEqual(["b", "c", "a"]);
  expect([neighbourOf(rows, "elsewhere", 1), neighbourOf(rows, "elsewhere", -1)]).toEqual(["a", "c"]);
  expect([neighbourOf([], "a", 1), neighbourOf(rows.slice(0, 1), "a", 1)]).toEqual([null, null]);
});

test("keeps the portfolio in the address of another market and of a panel's window", () => {
  expect(marketHref("ETH-USDT", "portfolio=p1&panel=book")).toBe("/trade/ETH-USDT?portfolio=p1");
  expect(marketHref("ETH-USDT", "")).toBe("/trade/ETH-USDT");
  expect(panelWindowPath("book", "ETH-USDT", "portfolio=p1&workspace=w")).toBe(
    "/trade/ETH-USDT?panel=book&portfolio=p1",
  );
});
