import fc from "fast-check";
import { BORROW_LEVERAGES } from "../../server/domain/borrowing/lending-terms.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { ALGORITHM_STEERINGS } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { OrderGroup } from "../../server/domain/orders/contingency/group-legality.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { canTransition, isHeld } from "../../server/domain/orders/order-status.ts";
import { LIQUIDITIES, oppositeSide, SIDES, TIMES_IN_FORCE } from "../../server/domain/orders/order-type.ts";
import { SELF_TRADE_MODES } from "../../server/domain/orders/self-trade.ts";
import type { Strategy } from "../../server/domain/strategies/strategy.ts";
import type { ControlAction, EngineEvent } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import { BTC, bookAt, candleAt, ETH, intent, START, tradeAt } from "./desk-example.ts";

/** Buys and sells in turn, one lot a candle, and counts its calls. */
export const seesaw: Strategy<{ candles: number; fills: number }> = {
  name: "seesaw",
  parameters: { lots: { default: 20, min: 1, max: 1_000 } },
  initialState: () => ({ candles: 0, fills: 0 }),
  onCandle(state) {
    state.candles += 1;
    const side = state.candles % 2 === 0 ? "sell" : "buy";
    return [{ kind: "submit", side, type: "market", quantityLots: 20, priceTicks: null, timeInForce: "IOC" }];
  },
  onFill(state, _fill, { now }) {
    state.fills += 1;
    return [{ kind: "wake", timerId: `after fill ${state.fills}`, at: now + 3_000 }];
  },
  onTimer: (_state, _timerId, { workingOrderIds }) => workingOrderIds.map((orderId) => ({ kind: "cancel", orderId })),
};

const REPORTS = [
  "accepted",
  "rejected",
  "canceled",
  "expired",
  "cancel-rejected",
  "amended",
  "amend-rejected",
  "lost",
] as const;
const FEE_CURRENCIES = ["USDT", "BTC", "ETH", "SOL"] as const;

/** A step that means something in whatever state it meets; `pick` chooses among the orders that there are. */
export type Move =
  | { readonly kind: "market"; readonly event: (at: number) => MarketEvent }
  | {
      readonly kind: "control";
      readonly action: ControlAction["kind"];
      readonly pick: number;
      readonly intent: OrderIntent;
    }
  | { readonly kind: "report"; readonly report: (typeof REPORTS)[number]; readonly pick: number }
  | {
      readonly kind: "fill";
      readonly pick: number;
      readonly quantityLots: number;
      readonly priceTicks: number;
      readonly feeCurrency: (typeof FEE_CURRENCIES)[number];
      readonly feeUnits: number;
      readonly isRepeat: boolean;
    }
  | { readonly kind: "timer" };

const instrumentId = fc.constantFrom(BTC, ETH);
const priceTicks = fc.integer({ min: 200_000, max: 300_000 });
const pick = fc.nat({ max: 1_000 });
const anyIntent = fc
  .record({
    instrumentId,
    side: fc.constantFrom(...SIDES),
    type: fc.constantFrom("market" as const, "limit" as const),
    quantityLots: fc.integer({ min: 1, max: 400 }),
    priceTicks,
    timeInForce: fc.constantFrom(...TIMES_IN_FORCE),
    isPostOnly: fc.boolean(),
  })
  .map((it) => intent({ ...it, priceTicks: it.type === "market" ? null : it.priceTicks }));

export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom("book", "trade", "candle"), instrumentId, priceTicks).map(
      ([kind, id, ticks]): Move => ({
        kind: "market",
        event: (at) =>
          kind === "book"
            ? bookAt(at, ticks - 1, ticks, id)
            : kind === "trade"
              ? tradeAt(at, ticks, id)
              : candleAt(at, ticks, id),
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("control" as const),
      action: fc.oneof(
        { weight: 20, arbitrary: fc.constant("place-order" as const) },
        { weight: 4, arbitrary: fc.constant("amend-order" as const) },
        fc.constantFrom(
          "close-position",
          "reverse-position",
          "place-group",
          "move-cash",
          "cancel-order",
          "cancel-all",
          "set-borrowing",
          "set-self-trade",
          "halt",
          "resume",
          "resume",
          "resume",
          "start-run",
          "stop-run",
          "start-algorithm",
          "start-algorithm",
          "steer-algorithm",
        ),
      ),
      pick,
      intent: anyIntent,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("report" as const), report: fc.constantFrom(...REPORTS), pick }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("fill" as const),
      pick,
      quantityLots: fc.integer({ min: 1, max: 300 }),
      priceTicks,
      feeCurrency: fc.constantFrom(...FEE_CURRENCIES),
      feeUnits: fc.integer({ min: -50, max: 100_000 }),
      isRepeat: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "timer" as const }) },
);

const STATUS_OF = { rejected: "rejected", canceled: "canceled", expired: "expired" } as const;

/** The event that a move comes to now; null when it would mean nothing or be refused. */
export function eventOf(move: Move, state: EngineState, index: number): EngineEvent | null {
  const at = START + index * 700;
  const ids = [...state.working.keys(), ...state.closed.keys()];
  switch (move.kind) {
    case "timer":
      return { kind: "timer", at };
    case "market":
      return { kind: "market", at, event: move.event(at) };
    case "control":
      return {
        kind: "control",
        at,
        key: `c${index}`,
        userId: "u",
        isExpired: index % 11 === 10,
        action: actionOf(move, ids, index),
      };
    case "report":
    case "fill": {
      const orderId = ids[move.pick % Math.max(1, ids.length)];
      const record = orderId === undefined ? undefined : (state.working.get(orderId) ?? state.closed.get(orderId));
      if (orderId === undefined || record === undefined || record.order.status === "denied") return null;
      if (isHeld(record.order.status)) return null; // What its venue never got it cannot tell of.
      const [lastTrade] = [...record.tradeIds].slice(-1);
      if (move.kind === "fill") {
        const tradeId = move.isRepeat && lastTrade !== undefined ? lastTrade : `t${index}`;
        const { quantityLots, priceTicks: ticks, feeCurrency, feeUnits } = move;
        const liquidity = LIQUIDITIES[index % 2] ?? "maker";
        const terms = { quantityLots, priceTicks: ticks, feeCurrency, feeUnits, liquidity };
        return { kind: "venue", at, event: { kind: "filled", orderId, at, tradeId, ...terms } };
      }
      const { report } = move;
      if (report === "rejected" || report === "canceled" || report === "expired") {
        if (!canTransition(record.order.status, STATUS_OF[report])) return null;
      }
      const stale = move.pick % 7 === 0 ? 1 : 0;
      return { kind: "venue", at, event: reportOf(report, orderId, at, record.order.revision - stale) };
    }
  }
}

function reportOf(kind: (typeof REPORTS)[number], orderId: string, at: number, revision: number): OrderEvent {
  if (kind === "accepted") return { kind, orderId, at, venueOrderId: `v${orderId}` };
  if (kind === "rejected") return { kind, orderId, at, code: "no", message: "No." };
  if (kind === "amended") return { kind, orderId, at, revision };
  if (kind === "amend-rejected") return { kind, orderId, at, revision, code: "no", message: "No." };
  if (kind === "lost") return { kind, orderId, at };
  return { kind, orderId, at, code: "so" };
}
/** An entry with a stop, a target or both around its price; now and then without the entry. */
function groupOf({ intent: entry, pick: choice }: Extract<Move, { kind: "control" }>): OrderGroup {
  const isBuy = entry.side === "buy";
  const at = entry.priceTicks ?? 250_000;
  const leg = (role: "stop" | "target", by: number) => ({
    role,
    intent: {
      ...entry,
      side: oppositeSide(entry.side),
      type: "market" as const,
      priceTicks: null,
      timeInForce: "GTC" as const,
      isPostOnly: false,
      isReduceOnly: true,
      trigger: {
        kind: role === "stop" ? ("stop-loss" as const) : ("take-profit" as const),
        by: "last" as const,
        priceTicks: at + (isBuy === (role === "target") ? by : -by),
      },
    },
  });
  const legs = [leg("stop", 2_000 + choice * 20), leg("target", 1_000 + choice * 30)];
  return { entry: choice % 6 === 0 ? null : entry, legs: choice % 4 === 0 ? legs.slice(0, 1) : legs };
}

function actionOf(move: Extract<Move, { kind: "control" }>, ids: readonly string[], index: number): ControlAction {
  switch (move.action) {
    case "place-order":
      return { kind: "place-order", intent: move.intent };
    case "place-group":
      return { kind: "place-group", ...groupOf(move) };
    case "cancel-order":
      return { kind: "cancel-order", orderId: ids[move.pick % Math.max(1, ids.length)] ?? "none" };
    case "amend-order":
      return {
        kind: "amend-order",
        orderId: ids[move.pick % Math.max(1, ids.length)] ?? "none",
        priceTicks: move.pick % 3 === 0 ? null : (move.intent.priceTicks ?? null),
        quantityLots: move.pick % 3 === 1 ? null : move.intent.quantityLots,
      };
    case "amend-legs":
      return {
        kind: move.action,
        legs: ids.map((orderId) => ({ orderId, priceTicks: null, triggerTicks: move.pick })),
      };
    case "close-position":
      return {
        kind: "close-position",
        instrumentId: move.intent.instrumentId,
        share: move.pick % 2 === 0 ? "all" : "half",
      };
    case "reverse-position":
      return { kind: move.action, instrumentId: move.intent.instrumentId };
    case "move-cash":
      return { kind: "move-cash", currency: move.pick % 5 === 0 ? "BTC" : "USDT", units: (move.pick - 500) * 1e10 };
    case "set-margin": {
      const setting = { leverage: move.pick % 7, mode: "cross" } as const;
      return { kind: move.action, instrumentId: move.intent.instrumentId, setting };
    }
    case "move-margin":
      return { kind: "move-margin", instrumentId: move.intent.instrumentId, units: (move.pick - 500) * 1e10 };
    case "set-position-mode":
      return { kind: move.action, instrumentId: move.intent.instrumentId, mode: "hedge" };
    case "set-self-trade":
      return { kind: "set-self-trade", mode: SELF_TRADE_MODES[move.pick % SELF_TRADE_MODES.length] ?? "off" };
    case "set-borrowing":
      return { kind: "set-borrowing", leverage: BORROW_LEVERAGES[move.pick % BORROW_LEVERAGES.length] ?? 1 };
    case "cancel-all":
      return { kind: "cancel-all", instrumentId: move.pick % 2 === 0 ? null : BTC };
    case "halt":
    case "resume":
      return { kind: move.action };
    case "start-run":
      return {
        kind: "start-run",
        runId: `run${index}`,
        strategy: "seesaw",
        instrumentId: move.intent.instrumentId,
        parameters: {},
      };
    case "stop-run":
      return { kind: "stop-run", runId: `run${move.pick % Math.max(1, index)}` };
    case "start-algorithm": {
      const { instrumentId, side, priceTicks, quantityLots } = move.intent;
      const most = { instrumentId, side, quantityLots: quantityLots * 20, limitTicks: priceTicks ?? 250_000 };
      const timing = { durationMs: 2_000 + move.pick, slices: 2 };
      const method =
        move.pick % 2 === 0 ? ({ kind: "twap", ...timing } as const) : ({ kind: "iceberg", visibleLots: 500 } as const);
      const rest = { isReduceOnly: false, deadlineAt: null, randomBps: move.pick, userId: "u1", key: `algo${index}` };
      return { kind: "start-algorithm", intent: { ...most, ...rest, method } };
    }
    case "steer-algorithm": {
      const to = ALGORITHM_STEERINGS[move.pick % ALGORITHM_STEERINGS.length] ?? "cancel";
      return { kind: "steer-algorithm", algorithmId: `desk0001a${(move.pick % 9) + 1}`, to };
    }
  }
}
