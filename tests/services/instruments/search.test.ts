import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { type SearchInput, searchInstruments } from "../../../server/services/instruments/search-instruments.ts";
import { addToWatchlist } from "../../../server/services/instruments/watchlists/add-to-watchlist.ts";
import { makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { aCatalogueInstrument } from "../../db/queries/catalogue-examples.ts";

let test: TestWeb;
let worker: Client;
let ann: { userId: string; ip: null };

const VENUES = ["paper", "binance", "kraken", "okx", "coinbase"];
const QUOTES = ["USDT", "USDC", "EUR", "BTC"];

/** Five venues, each with 250 bases in four quotes: 5,000 instruments, and a few with telling names. */
function aLargeCatalogue() {
  const many = VENUES.flatMap((venue) =>
    QUOTES.flatMap((quote) =>
      Array.from({ length: 248 }, (_, index) => aCatalogueInstrument({ base: `T${index}`, quote, venue })),
    ),
  );
  const told = ["paper", "binance", "kraken"].flatMap((venue) => [
    aCatalogueInstrument({ base: "BTC", venue }),
    aCatalogueInstrument({ base: "BTC", quote: "EUR", venue }),
    aCatalogueInstrument({ base: "BTCST", venue }),
    aCatalogueInstrument({ base: "WBTC", venue }),
    aCatalogueInstrument({ base: "ETH", quote: "BTC", venue }),
  ]);
  const perpetual = aCatalogueInstrument({ base: "BTC", venue: "binance", kind: "perpetual", source: "binance-usdm" });
  const gone = aCatalogueInstrument({ base: "BTCOLD", venue: "kraken", status: "delisted" });
  return [...many, ...told, perpetual, gone];
}

beforeAll(async () => {
  test = await openTestWeb();
  worker = connect(test.postgres.worker, { max: 2, applicationName: "test-worker" });
  await upsertInstruments(worker, aLargeCatalogue());
  ann = { userId: (await makePerson(test, "ann", "viewer")).id, ip: null };
});

afterAll(async () => {
  await worker?.end();
  await test?.close();
});

const search = (terms: Partial<SearchInput>) =>
  searchInstruments(test.web.desk, ann, {
    text: "",
    venues: [],
    kinds: [],
    statuses: [],
    list: null,
    order: "best",
    isDescending: false,
    offset: 0,
    limit: 50,
    ...terms,
  });
const idsOf = async (terms: Partial<SearchInput>) => (await search(terms)).found.map(({ id }) => id);

describe("searching five thousand instruments", () => {
  it("puts the exact code first, then codes that begin with it", async () => {
    for (const text of ["btcusdt", "BTC/USDT", "btc-usdt"]) {
      const [first, ...others] = await idsOf({ text });
      expect([text, first]).toEqual([text, "BTC-USDT"]);
      expect(others.slice(0, 2)).toEqual(["BTC-USDT.binance", "BTC-USDT.kraken"]);
      expect(others).toContain("BTC-USDT-PERP.binance");
    }
    expect((await idsOf({ text: "BTC-USDT.kraken" }))[0]).toBe("BTC-USDT.kraken");
    expect((await idsOf({ text: "BTC/USDT:USDT" }))[0]).toBe("BTC-USDT-PERP.binance");
  });

  it("ranks the base itself before prefixes, those before names that hold it, the quote last", async () => {
    const { total, found } = await search({ text: "btc", venues: ["paper"] });
    expect(found.slice(0, 5).map(({ id }) => id)).toEqual([
      "BTC-EUR",
      "BTC-USDT",
      "BTCST-USDT",
      "WBTC-USDT",
      "ETH-BTC",
    ]);
    expect(total).toBe(5 + 248); // Every instrument quoted in BTC as well.
  });

  it("wants every word to fit, a venue and a kind among them", async () => {
    expect(await idsOf({ text: "btc kraken usdt" })).toEqual([
      "BTC-USDT.kraken",
      "BTCST-USDT.kraken",
      "BTCOLD-USDT.kraken",
      "WBTC-USDT.kraken",
    ]);
    expect(await idsOf({ text: "btc perp" })).toEqual(["BTC-USDT-PERP.binance"]);
    expect(await search({ text: "btc nowhere" })).toEqual({ total: 0, found: [] });
    expect(await search({ text: "%_'; drop table instrument" })).toEqual({ total: 0, found: [] });
  });

  it("filters by venue, kind and status, and counts the whole while it pages", async () => {
    const page = await search({ venues: ["okx"], limit: 100, offset: 950, order: "symbol" });
    expect([page.total, page.found.length]).toEqual([992, 42]);
    expect((await search({ venues: ["okx"], offset: 5_000 })).total).toBe(992);
    expect(await idsOf({ kinds: ["perpetual"] })).toEqual(["BTC-USDT-PERP.binance"]);
    expect(await idsOf({ statuses: ["delisted"] })).toEqual(["BTCOLD-USDT.kraken"]);
    const all = new Set<string>();
    for (let offset = 0; offset < 5_000; offset += 200)
      for (const id of await idsOf({ offset, limit: 200 })) all.add(id);
    expect(all.size).toBe((await search({})).total);
  });

  it("sorts by column both ways and keeps one order among equals", async () => {
    const up = await idsOf({ order: "symbol", limit: 200, venues: ["paper"] });
    expect(up.slice(0, 4)).toEqual(["BTC-EUR", "BTC-USDT", "BTCST-USDT", "ETH-BTC"]);
    expect((await idsOf({ order: "symbol", isDescending: true, venues: ["paper"] }))[0]).toBe("WBTC-USDT");
    expect((await search({ order: "venue" })).found[0]?.venue).toBe("binance");
    expect((await search({ order: "kind", isDescending: true })).found[0]?.kind).toBe("spot");
    expect((await search({ order: "status" })).found[0]?.status).toBe("delisted");
  });

  it("shows only what is on one's own list, in its order, and one's own stars", async () => {
    for (const instrumentId of ["WBTC-USDT", "BTC-USDT.kraken", "BTC-EUR"]) {
      await addToWatchlist(test.web.desk, ann, { list: "favourites", instrumentId });
    }
    expect(await idsOf({ list: "favourites" })).toEqual(["WBTC-USDT", "BTC-USDT.kraken", "BTC-EUR"]);
    expect(await idsOf({ list: "favourites", text: "btc", order: "venue" })).toEqual([
      "BTC-USDT.kraken",
      "BTC-EUR",
      "WBTC-USDT",
    ]);
    const starred = (await search({ text: "wbtc" })).found.filter(({ isFavourite }) => isFavourite);
    expect(starred.map(({ id }) => id)).toEqual(["WBTC-USDT"]);
    const bob = { userId: (await makePerson(test, "bob", "owner")).id, ip: null };
    const input = { text: "wbtc", venues: [], kinds: [], statuses: [], order: "best", isDescending: false } as const;
    const seen = await searchInstruments(test.web.desk, bob, { ...input, list: null, offset: 0, limit: 50 });
    expect(seen.found.some(({ isFavourite }) => isFavourite)).toBe(false);
    const listed = await searchInstruments(test.web.desk, bob, { ...input, list: "favourites", offset: 0, limit: 50 });
    expect(listed.total).toBe(0);
  });
});
