import type { StopScope } from "../../domain/kill-switch/stop.ts";
import { type AccountEvent, LIQUIDATED, PARTIALLY_LIQUIDATED } from "../../domain/margin/account-event.ts";
import { formatPrice, formatQuantity } from "../../domain/markets/instrument.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { seeMid } from "../execution-quality/see-mid.ts";
import { pullStop } from "../kill-switch/pull-stop.ts";
import { applyFill } from "../orders/order-fills.ts";
import { countWorking } from "../orders/order-record.ts";
import type { MarginAccount } from "./margin-account.ts";

type Closing = Pick<
  Extract<AccountEvent, { kind: "liquidated" }>,
  "tradeId" | "at" | "side" | "quantityLots" | "priceTicks" | "feeUnits" | "leftLots"
>;

/** Who placed the order by which a venue closes a position, and who stopped its instrument: nobody of ours. */
export const LIQUIDATION = "venue:liquidation";

/**
 * The venue has closed a position, or a part of it that restored its margin. What it did is booked like any execution, under an order of its own that enters as accepted: it was
 * never ours to approve or to send. Then the instrument is stopped until a person resumes: its orders are canceled and its strategies halted;
 * where something is left open only what adds risk, so that what protects the rest stays.
 */
export function bookLiquidation(
  state: EngineState,
  holding: Holding,
  account: MarginAccount,
  event: Extract<AccountEvent, { kind: "liquidated" }>,
): void {
  bookClosing(state, holding, account.liquidationIds, event, {
    kind: "instrument",
    instrumentId: holding.instrument.id,
  });
}

/** What a venue traded by itself: each once, then all under `scope` is stopped. */
export function bookClosing(
  state: EngineState,
  holding: Holding,
  booked: Set<string>,
  closing: Closing,
  scope: StopScope,
): void {
  const { tradeId, at, side, quantityLots, priceTicks, feeUnits, leftLots = 0 } = closing;
  if (booked.has(tradeId)) return;
  booked.add(tradeId);
  const { instrument } = holding;
  state.counters.orders += 1;
  const isPart = leftLots > 0;
  const size = formatQuantity(instrument, quantityLots);
  const much = isPart ? `${size} of ${formatQuantity(instrument, quantityLots + leftLots)}` : size;
  const words = `The venue liquidated ${much} ${instrument.name} at ${formatPrice(instrument, priceTicks)}`;
  const order: Order = {
    id: `${state.key}o${state.counters.orders.toString(36)}`,
    instrumentId: instrument.id,
    side,
    type: "market",
    quantityLots,
    priceTicks: null,
    timeInForce: "IOC",
    isPostOnly: false,
    isReduceOnly: true,
    positionSide: holding.positionSide,
    source: { kind: "manual", userId: LIQUIDATION, key: tradeId },
    acceptsStalePrice: true,
    trigger: null,
    expiresAt: null,
    trailTicks: null,
    releasedTicks: null,
    boundTicks: priceTicks,
    createdAt: state.now,
    status: "accepted",
    filledLots: 0,
    filledUnits: 0,
    reservedUnits: 0,
    venueOrderId: tradeId,
    revision: 0,
    amendment: null,
    reasonCode: isPart ? PARTIALLY_LIQUIDATED : LIQUIDATED,
    reason: words,
    updatedAt: state.now,
  };
  const record = { order, holding, tradeIds: new Set<string>() };
  state.working.set(order.id, record);
  countWorking(holding, order, quantityLots);
  state.changes.push({ kind: "order-placed", order, mid: seeMid(state, instrument.id) });
  const feeCurrency = instrument.quote;
  const said = {
    kind: "filled",
    orderId: order.id,
    at,
    tradeId,
    quantityLots,
    priceTicks,
    feeCurrency,
    feeUnits,
  } as const;
  applyFill(state, record, { ...said, liquidity: "taker" });
  pullStop(state, {
    id: `${LIQUIDATION}.${order.id}`,
    userId: LIQUIDATION,
    scope,
    action: isPart ? "reduce-only" : "cancel-orders",
    reason: words,
  });
}
