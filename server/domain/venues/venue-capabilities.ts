import { type InstrumentKind, PAPER_VENUE } from "../markets/catalogue.ts";
import type { Support, VenueFeature } from "./venue-feature.ts";

export type Capabilities = Readonly<Record<VenueFeature, Support>>;

/** Every conditional order in the worker, nothing but what each venue has: where a table says nothing else, this holds. */
const PLAIN: Capabilities = {
  "stop-market": "worker",
  "stop-limit": "worker",
  "take-profit-market": "worker",
  "take-profit-limit": "worker",
  "trailing-amount": "worker",
  "trailing-percent": "worker",
  "trailing-activation": "worker",
  oco: "worker",
  oto: "worker",
  bracket: "worker",
  gtd: "worker", // It rests there until the worker cancels it at its time.
  "post-only": "native",
  "reduce-only": "worker", // Spot knows no positions: the gate bounds the order.
  "close-position": "worker",
  "by-last": "worker",
  "by-mark": "worker",
  "by-index": "none", // No feed brings an index price.
  "by-bid": "worker",
  "by-ask": "worker",
  amend: "worker",
  "amend-trigger": "worker",
};

const CONDITIONAL = {
  "stop-market": "native",
  "stop-limit": "native",
  "take-profit-market": "native",
  "take-profit-limit": "native",
  "by-last": "native",
} as const;

const OKX: Capabilities = {
  ...PLAIN,
  ...CONDITIONAL, // ordType conditional, slTriggerPx, tpTriggerPx
  "trailing-amount": "native", // move_order_stop, callbackSpread
  "trailing-percent": "native", // move_order_stop, callbackRatio; its activation price is not read by the client
  oco: "native", // stopLossPrice and takeProfitPrice together: ordType oco
  oto: "native", // attachAlgoOrds
  bracket: "native",
  "by-mark": "native", // slTriggerPxType
  "by-index": "native",
  amend: "native", // trade/amend-order
  "amend-trigger": "native", // trade/amend-algos
};

/**
 * What each venue does itself when it is reached through ccxt, as its `features` and `createOrderRequest` say
 * (tests/adapters/exchanges/venue-capabilities.test.ts holds the installed version against this), and what the paper venue does.
 */
const TABLE: Readonly<Record<string, Capabilities>> = {
  [`${PAPER_VENUE}:spot`]: { ...PLAIN, gtd: "native", amend: "native" },
  [`${PAPER_VENUE}:perpetual`]: { ...PLAIN, gtd: "native", amend: "native", "reduce-only": "native" },
  "binance:spot": { ...PLAIN, ...CONDITIONAL }, // Its orders are edited by cancelReplace: the old one is gone before the new one is there.
  "binance:perpetual": {
    ...PLAIN,
    ...CONDITIONAL,
    "trailing-percent": "native", // TRAILING_STOP_MARKET, callbackRate
    "trailing-activation": "native", // activationPrice
    gtd: "native",
    "reduce-only": "native",
    "close-position": "native", // closePosition: no quantity
    "by-mark": "native", // workingType
    amend: "native", // PUT /order, limit orders alone
  },
  "okx:spot": OKX,
  "okx:perpetual": {
    ...OKX,
    "reduce-only": "native",
    "close-position": "native", // closeFraction: no size, reduce-only implied
  },
  "bybit:spot": {
    ...PLAIN,
    ...CONDITIONAL,
    oto: "native", // Attached to limit orders alone.
    bracket: "native",
    amend: "native",
    "amend-trigger": "native",
  },
  "bybit:perpetual": {
    ...PLAIN,
    ...CONDITIONAL, // triggerPrice, triggerDirection
    "trailing-amount": "native", // position/trading-stop, trailingStop: of the whole position
    "trailing-activation": "native", // activePrice
    oco: "native", // position/trading-stop with both
    oto: "native", // stopLoss or takeProfit beside the order
    bracket: "native",
    "reduce-only": "native",
    "close-position": "native", // position/trading-stop, tpslMode Full
    "by-mark": "native", // triggerBy
    "by-index": "native",
    amend: "native",
    "amend-trigger": "native",
  },
  "coinbase:spot": {
    ...PLAIN,
    "stop-limit": "native", // stop_limit_stop_limit_gtc; market stops are refused by the client
    "take-profit-limit": "native",
    gtd: "native",
    "by-last": "native",
    amend: "native", // orders/edit: price and size of a limit order
  },
};

/** What a venue does itself for instruments of a kind; of a venue that nobody has looked at: nothing but plain orders. */
export const capabilitiesOf = (venue: string, kind: InstrumentKind): Capabilities => TABLE[`${venue}:${kind}`] ?? PLAIN;

/** Whether anybody has looked. */
export const areCapabilitiesKnown = (venue: string, kind: InstrumentKind): boolean =>
  TABLE[`${venue}:${kind}`] !== undefined;
