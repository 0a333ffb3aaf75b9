import type { InstrumentKind } from "../../../server/domain/markets/catalogue.ts";
import type { VenueFeature } from "../../../server/domain/venues/venue-feature.ts";

export const VENUES = ["binance", "okx", "bybit", "coinbase"] as const;
export type VenueId = (typeof VENUES)[number];
export const KINDS = ["spot", "perpetual"] as const;

type Params = Readonly<Record<string, unknown>>;
type Proof = readonly [
  venue: `${VenueId} ${InstrumentKind}`,
  feature: VenueFeature,
  type: "market" | "limit",
  params: Params,
  request: Params,
];

const SL = { stopLossPrice: 90 };
const TP = { takeProfitPrice: 110 };
const ATTACHED = { stopLoss: { triggerPrice: 90 }, takeProfit: { triggerPrice: 110 } };
const USDM = "binance perpetual";
const BYBIT = "bybit perpetual";

const OKX = (["okx spot", "okx perpetual"] as const).flatMap((okx): readonly Proof[] => [
  [okx, "stop-market", "market", SL, { ordType: "conditional", slTriggerPx: "90", slOrdPx: "-1" }],
  [okx, "stop-limit", "limit", SL, { ordType: "conditional", slOrdPx: "100" }],
  [okx, "take-profit-market", "market", TP, { tpTriggerPx: "110", tpOrdPx: "-1" }],
  [okx, "take-profit-limit", "limit", TP, { tpOrdPx: "100" }],
  [okx, "trailing-amount", "market", { trailingPrice: "5" }, { ordType: "move_order_stop", callbackSpread: "5" }],
  [okx, "trailing-percent", "market", { trailingPercent: "1" }, { ordType: "move_order_stop", callbackRatio: "0.01" }],
  [okx, "oco", "market", { ...SL, ...TP }, { ordType: "oco" }],
  [okx, "oto", "limit", { stopLoss: { triggerPrice: 90 } }, { attachAlgoOrds: [{ slTriggerPx: "90" }] }],
  [okx, "bracket", "limit", ATTACHED, { attachAlgoOrds: [{ slTriggerPx: "90", tpTriggerPx: "110" }] }],
  [okx, "by-index", "market", { ...SL, slTriggerPxType: "index" }, { slTriggerPxType: "index" }],
  [okx, "post-only", "limit", { postOnly: true }, { ordType: "post_only" }],
]);

/** What the client makes of an order: the venue's own words for it. Undefined is what it must not say. */
export const PROOFS: readonly Proof[] = [
  ["binance spot", "stop-market", "market", SL, { type: "STOP_LOSS", stopPrice: "90" }],
  ["binance spot", "stop-limit", "limit", SL, { type: "STOP_LOSS_LIMIT" }],
  ["binance spot", "take-profit-market", "market", TP, { type: "TAKE_PROFIT" }],
  ["binance spot", "take-profit-limit", "limit", TP, { type: "TAKE_PROFIT_LIMIT" }],
  ["binance spot", "post-only", "limit", { postOnly: true }, { type: "LIMIT_MAKER" }],
  [USDM, "stop-market", "market", SL, { type: "STOP_MARKET", triggerPrice: "90" }],
  [USDM, "stop-limit", "limit", SL, { type: "STOP" }],
  [USDM, "take-profit-market", "market", TP, { type: "TAKE_PROFIT_MARKET" }],
  [USDM, "take-profit-limit", "limit", TP, { type: "TAKE_PROFIT" }],
  [USDM, "trailing-percent", "market", { trailingPercent: 1 }, { type: "TRAILING_STOP_MARKET", callbackRate: "1" }],
  [USDM, "trailing-activation", "market", { trailingPercent: 1, activationPrice: 110 }, { activationPrice: "110" }],
  [USDM, "close-position", "market", { ...SL, closePosition: true }, { closePosition: true, quantity: undefined }],
  [USDM, "by-mark", "market", { ...SL, workingType: "MARK_PRICE" }, { workingType: "MARK_PRICE" }],
  [USDM, "reduce-only", "limit", { reduceOnly: true }, { reduceOnly: true }],
  [USDM, "post-only", "limit", { postOnly: true }, { timeInForce: "GTX" }],
  ...OKX,
  ["okx perpetual", "close-position", "market", { ...SL, closeFraction: "1" }, { closeFraction: "1", sz: undefined }],
  [BYBIT, "stop-market", "market", SL, { triggerPrice: "90", triggerDirection: 2, reduceOnly: true }],
  [BYBIT, "take-profit-limit", "limit", TP, { triggerPrice: "110", triggerDirection: 1 }],
  [BYBIT, "trailing-amount", "market", { trailingAmount: "5" }, { trailingStop: "5" }],
  [BYBIT, "trailing-activation", "market", { trailingAmount: "5", activePrice: "110" }, { activePrice: "110" }],
  [BYBIT, "oto", "limit", { stopLoss: { triggerPrice: 90 } }, { stopLoss: "90" }],
  [BYBIT, "bracket", "limit", ATTACHED, { stopLoss: "90", takeProfit: "110" }],
  [BYBIT, "oco", "market", { ...SL, ...TP }, { stopLoss: "90", takeProfit: "110" }],
  [BYBIT, "close-position", "market", { ...SL, tradingStopEndpoint: true }, { tpslMode: "Full" }],
  ["bybit spot", "bracket", "limit", ATTACHED, { stopLoss: "90", takeProfit: "110" }],
];
