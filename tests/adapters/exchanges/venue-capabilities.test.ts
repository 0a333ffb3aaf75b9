import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import { type Capabilities, capabilitiesOf } from "../../../server/domain/venues/venue-capabilities.ts";
import type { VenueFeature } from "../../../server/domain/venues/venue-feature.ts";
import { KINDS, PROOFS, VENUES, type VenueId } from "./venue-proofs.ts";

type Request = Record<string, unknown>;
type Features = {
  readonly stopLossPrice?: boolean;
  readonly takeProfitPrice?: boolean;
  readonly trailing?: boolean;
  readonly attachedStopLossTakeProfit?: unknown;
  readonly triggerPriceType?: { readonly mark?: boolean; readonly index?: boolean };
  readonly timeInForce?: { readonly GTD?: boolean; readonly PO?: boolean };
};
type Exchange = {
  readonly has: { readonly createStopMarketOrder?: unknown };
  readonly features: {
    readonly spot: { readonly createOrder: Features };
    readonly swap: { readonly linear: { readonly createOrder: Features } };
  };
  setMarkets(markets: readonly Request[]): unknown;
  createOrderRequest(...given: unknown[]): Request;
  createOrder(...given: unknown[]): Promise<unknown>;
  editOrder(...given: unknown[]): Promise<unknown>;
  fetch(url: string, method: string, headers: unknown, body: unknown): Promise<unknown>;
};

const ORDER_TYPES = [
  ...["LIMIT", "LIMIT_MAKER", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET"],
  ...["STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT", "TRAILING_STOP_MARKET"],
];

const marketOf = (kind: InstrumentKind): Request => ({
  id: kind === "spot" ? "BTCUSDT" : "BTCUSDT-PERP",
  symbol: kind === "spot" ? "BTC/USDT" : "BTC/USDT:USDT",
  base: "BTC",
  quote: "USDT",
  ...(kind === "spot" ? {} : { settle: "USDT" }),
  baseId: "BTC",
  quoteId: "USDT",
  active: true,
  type: kind === "spot" ? "spot" : "swap",
  spot: kind === "spot",
  swap: kind === "perpetual",
  contract: kind === "perpetual",
  linear: kind === "perpetual" ? true : undefined,
  inverse: kind === "perpetual" ? false : undefined,
  contractSize: kind === "perpetual" ? 1 : undefined,
  precision: { price: 0.01, amount: 0.001 },
  limits: {},
  info: { orderTypes: ORDER_TYPES },
});

const exchanges = new Map<VenueId, Exchange>();
beforeAll(async () => {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve("ccxt"));
  for (const id of VENUES) {
    const module = (await import(new URL(`../js/src/${id}.js`, entry).href)) as {
      readonly default: new (options: object) => Exchange;
    };
    const exchange = new module.default({ apiKey: "none", secret: "none", password: "none" });
    exchange.setMarkets(KINDS.map(marketOf));
    exchanges.set(id, exchange);
  }
});

const exchangeOf = (id: VenueId): Exchange => exchanges.get(id) as Exchange;
const featuresOf = (id: VenueId, kind: InstrumentKind): Features =>
  kind === "spot" ? exchangeOf(id).features.spot.createOrder : exchangeOf(id).features.swap.linear.createOrder;

/** What the features of the installed client say; null where they say nothing of it. */
function said(id: VenueId, kind: InstrumentKind, feature: VenueFeature): boolean | null {
  const features = featuresOf(id, kind);
  const { has } = exchangeOf(id);
  switch (feature) {
    case "stop-limit":
      return features.stopLossPrice === true;
    case "stop-market":
      return features.stopLossPrice === true && !(id === "coinbase" && has.createStopMarketOrder === false);
    case "take-profit-limit":
      return features.takeProfitPrice === true;
    case "take-profit-market":
      return features.takeProfitPrice === true && !(id === "coinbase" && has.createStopMarketOrder === false);
    case "trailing-amount":
    case "trailing-percent":
      return features.trailing === true ? null : false; // They say that it trails, and not by what.
    case "oto":
    case "bracket":
      return features.attachedStopLossTakeProfit !== undefined;
    case "gtd":
      return features.timeInForce?.GTD === true;
    case "post-only":
      return features.timeInForce?.PO === true;
    case "by-mark":
      return features.triggerPriceType?.mark === true;
    case "by-index":
      return features.triggerPriceType?.index === true;
    case "by-bid":
    case "by-ask":
      return false;
    default:
      return null;
  }
}

const cells = VENUES.flatMap((id) =>
  KINDS.flatMap((kind) =>
    id === "coinbase" && kind === "perpetual"
      ? []
      : (Object.entries(capabilitiesOf(id, kind)) as [VenueFeature, Capabilities[VenueFeature]][]).map(
          ([feature, support]) => ({ id, kind, feature, support }),
        ),
  ),
);

describe("the capability table and ccxt's own", () => {
  it.each(cells)("agree on $feature of $id $kind", ({ id, kind, feature, support }) => {
    const told = said(id, kind, feature);
    if (told !== null) expect(support === "native").toBe(told);
  });
});

/** Orders that Bybit keeps with the position, by an endpoint that takes no quantity. */
const KEPT_WITH_POSITION: ReadonlySet<VenueFeature> = new Set([
  "oco",
  "close-position",
  "trailing-amount",
  "trailing-activation",
]);

describe("an order that the table calls native", () => {
  it.each(PROOFS)("%s %s, at the %s, is put into the venue's own words", (venue, feature, type, params, request) => {
    const [id, kind] = venue.split(" ") as [VenueId, InstrumentKind];
    expect(capabilitiesOf(id, kind)[feature]).toBe("native");
    const amount = id === "bybit" && KEPT_WITH_POSITION.has(feature) ? undefined : 1;
    const price = type === "limit" ? 100 : undefined;
    const symbol = kind === "spot" ? "BTC/USDT" : "BTC/USDT:USDT";
    const made = exchangeOf(id).createOrderRequest(symbol, type, "sell", amount, price, params, true);
    for (const [name, value] of Object.entries(request)) {
      if (value === undefined) expect(made).not.toHaveProperty(name);
      else if (Array.isArray(value)) expect(made[name]).toMatchObject(value);
      else expect(String(made[name])).toBe(String(value));
    }
  });

  it("is amended where it stands by all but Binance's spot market, which cancels it first", async () => {
    for (const id of VENUES) {
      const urls: string[] = [];
      const exchange = exchangeOf(id);
      exchange.fetch = (url) => {
        urls.push(url);
        return Promise.reject(new Error("nothing leaves"));
      };
      for (const kind of id === "coinbase" ? (["spot"] as const) : KINDS) {
        urls.length = 0;
        const symbol = kind === "spot" ? "BTC/USDT" : "BTC/USDT:USDT";
        await exchange.editOrder("1", symbol, "limit", "sell", 1, 100).catch(() => undefined);
        const isReplaced = urls.some((url) => url.includes("cancelReplace"));
        expect(urls.length, `${id} ${kind}`).toBeGreaterThan(0);
        expect(capabilitiesOf(id, kind).amend === "native", `${id} ${kind} ${urls[0]}`).toBe(!isReplaced);
      }
    }
  });

  it("is never a stop that sells at the market on Coinbase, nor one that trails", async () => {
    const coinbase = exchangeOf("coinbase");
    const asked = coinbase.createOrder("BTC/USDT", "market", "sell", 1, undefined, { stopLossPrice: 90 });
    await expect(asked).rejects.toThrow("only stop limit orders are supported");
    expect(capabilitiesOf("coinbase", "spot")).toMatchObject({
      "stop-market": "worker",
      "take-profit-market": "worker",
      "trailing-percent": "worker",
    });
  });
});
