import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import { type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import type { DeskChange } from "./desk-change.ts";
import type { ChangesFrame } from "./live-frame.ts";
import { CLOSED_ORDERS_SHOWN, FILLS_SHOWN, type PortfolioSnapshot } from "./portfolio-snapshot.ts";

/** Newest first; ids break ties, so that a fold and a fresh read agree on the order of rows. */
function newestFirst<Row extends { readonly id: string }>(rows: readonly Row[], at: (row: Row) => number): Row[] {
  return [...rows].sort((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}

const orderAt = (order: Order) => order.createdAt;

/** All working orders and the newest closed ones, newest first. */
function shownOrders(orders: readonly Order[]): Order[] {
  let closed = 0;
  return newestFirst(orders, orderAt).filter((order) => {
    if (!isTerminal(order.status)) return true;
    closed += 1;
    return closed <= CLOSED_ORDERS_SHOWN;
  });
}

function replaceOrAdd<Row>(rows: readonly Row[], row: Row, isSame: (other: Row) => boolean): Row[] {
  return rows.some(isSame) ? rows.map((other) => (isSame(other) ? row : other)) : [...rows, row];
}

function withPosition(
  snapshot: PortfolioSnapshot,
  { instrumentId, positionSide }: { readonly instrumentId: string; readonly positionSide?: PositionSide | null },
  part: Partial<PortfolioSnapshot["positions"][number]>,
): PortfolioSnapshot {
  const key = positionKey(instrumentId, positionSide);
  const isSame = (other: PortfolioSnapshot["positions"][number]) =>
    positionKey(other.instrumentId, other.positionSide) === key;
  const name = { instrumentId, ...(positionSide && { positionSide }) };
  const position = { realisedUnits: 0, ...snapshot.positions.find(isSame), ...part, ...name };
  return { ...snapshot, positions: replaceOrAdd(snapshot.positions, position, isSame) };
}

/** The snapshot after one change: the same as reading it again. */
export function applyChange(snapshot: PortfolioSnapshot, change: DeskChange): PortfolioSnapshot {
  switch (change.kind) {
    case "order-placed": {
      const { order } = change;
      return {
        ...snapshot,
        orders: shownOrders(replaceOrAdd(snapshot.orders, order, (other) => other.id === order.id)),
      };
    }
    case "order-updated": {
      const { kind: _, step: __, mid: ___, orderId, at, ...values } = change;
      const orders = snapshot.orders.map((order) =>
        order.id === orderId ? { ...order, ...values, updatedAt: at } : order,
      );
      return { ...snapshot, orders: isTerminal(change.status) ? shownOrders(orders) : orders };
    }
    case "order-amended": {
      const { status, reservedUnits, quantityLots, priceTicks, boundTicks, revision, amendment, trigger, at } = change;
      const values = {
        status,
        reservedUnits,
        quantityLots,
        priceTicks,
        boundTicks,
        revision,
        amendment,
        ...(trigger === undefined ? {} : { trigger }),
        updatedAt: at,
      };
      const orders = snapshot.orders.map((order) => (order.id === change.orderId ? { ...order, ...values } : order));
      return { ...snapshot, orders };
    }
    case "held-order-changed": {
      const { kind: _, step: __, mid: ___, orderId, at, ...values } = change;
      const orders = snapshot.orders.map((order) =>
        order.id === orderId ? { ...order, ...values, updatedAt: at } : order,
      );
      return { ...snapshot, orders };
    }
    case "fill-booked": {
      const { fill } = change;
      const positionSide = snapshot.orders.find(({ id }) => id === fill.orderId)?.positionSide;
      const listed = { ...fill, ...(positionSide && { positionSide }) };
      const fills = replaceOrAdd(snapshot.fills, listed, (other) => other.id === fill.id);
      return { ...snapshot, fills: newestFirst(fills, (row) => row.at).slice(0, FILLS_SHOWN) };
    }
    case "balance-changed": {
      const { kind: _, ...balance } = change;
      const isSame = (other: { currency: string }) => other.currency === balance.currency;
      return { ...snapshot, balances: replaceOrAdd(snapshot.balances, balance, isSame) };
    }
    case "lot-opened": {
      const { lot } = change;
      return { ...snapshot, lots: replaceOrAdd(snapshot.lots, lot, (other) => other.id === lot.id) };
    }
    case "lot-reduced": {
      const { lotId, quantityUnits, costUnits } = change;
      const lots = snapshot.lots
        .map((lot) => (lot.id === lotId ? { ...lot, quantityUnits, costUnits } : lot))
        .filter((lot) => lot.quantityUnits !== 0);
      return { ...snapshot, lots };
    }
    case "position-changed": {
      const { realisedUnits } = change;
      return withPosition(snapshot, change, { realisedUnits });
    }
    case "margin-changed": {
      const { kind: _, instrumentId: __, positionSide: ___, at: ____, ...margin } = change;
      return withPosition(snapshot, change, { margin });
    }
    case "trading-state-changed":
      return {
        ...snapshot,
        tradingState: change.state,
        tradingStateReason: change.reason,
        stops: change.stops ?? [], // A page of this build hears no worker of an older one.
      };
    case "algorithm-started":
      return { ...snapshot, algorithms: [...snapshot.algorithms, change.algorithm] };
    case "algorithm-changed": {
      const { algorithmId, progress } = change;
      const algorithms = snapshot.algorithms.map((algorithm) =>
        algorithm.plan.id === algorithmId ? { plan: algorithm.plan, progress } : algorithm,
      );
      return { ...snapshot, algorithms };
    }
    case "self-trade-set":
      return { ...snapshot, selfTrade: change.mode };
    case "borrowing-changed":
      return { ...snapshot, borrowing: { leverage: change.leverage, loans: change.loans } };
    case "interest-charged":
    case "margin-called":
    case "debt-forgiven":
    case "markouts-taken":
    case "funding-booked":
    case "cash-moved":
    case "run-changed":
    case "control-handled":
      return snapshot;
  }
}

export type FrameFit = "old" | "next" | "gap";

/** Whether the changes of a commit continue the snapshot, are already in it, or come after something we missed. */
export function fitOf(snapshot: PortfolioSnapshot, frame: ChangesFrame): FrameFit {
  if (frame.sequence <= snapshot.sequence) return "old";
  return frame.sequence === snapshot.sequence + 1 ? "next" : "gap";
}

export function applyFrame(snapshot: PortfolioSnapshot, frame: ChangesFrame): PortfolioSnapshot {
  return { ...frame.changes.reduce(applyChange, snapshot), sequence: frame.sequence };
}
