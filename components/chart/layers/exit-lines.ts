import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { legRole, waitsForEntry } from "../../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { Direction } from "../../../server/domain/positions/lot.ts";
import { isWaitingOrder } from "../../trade/trigger-words.ts";
import { formatChartPrice } from "../view/price-format.ts";
import type { ChartLine } from "./chart-line.ts";
import { NEW_EXIT } from "./own-lines.ts";

/** What a stop or a target would guard: where it was or is to be entered, how much of it, and what the portfolio is worth. */
type Guarded = {
  readonly direction: Direction;
  readonly price: number;
  readonly quantity: number;
  /** Null while unknown, or counted in another currency. */
  readonly equity: number | null;
  readonly stop: number | null;
  readonly target: number | null;
};

type Role = "stop" | "target";

/** `Stop −12.30 · 0.12% of equity · 1 : 2.1`: what comes of an exit at a price, fees and slippage left out. */
export function exitOutlook(
  role: Role,
  at: number,
  { direction, price, quantity, equity, stop, target }: Guarded,
): string {
  const gain = (level: number) => (direction === "long" ? level - price : price - level) * quantity;
  const won = gain(at);
  const parts = [`${won < 0 ? "\u2212" : "+"}${Math.abs(won).toFixed(2)}`];
  if (equity !== null && equity > 0) parts.push(`${((Math.abs(won) / equity) * 100).toFixed(2)}% of equity`);
  const other = role === "stop" ? target : stop;
  if (other !== null) {
    const [risk, reward] = role === "stop" ? [-won, gain(other)] : [-gain(other), won];
    if (risk > 0 && reward > 0) parts.push(`1 : ${(reward / risk).toFixed(1)}`);
  }
  return `${role === "stop" ? "Stop" : "Target"} ${parts.join(" · ")}`;
}

/** Two handles at the entry line: pulled away from it they make the stop or the target that the position has not got yet. */
function exitHandles(instrument: Instrument, guarded: Guarded): ChartLine[] {
  return (["target", "stop"] as const).flatMap((role): ChartLine[] =>
    guarded[role] !== null
      ? []
      : [
          {
            id: NEW_EXIT[role],
            kind: "position",
            price: guarded.price,
            label: role === "stop" ? "+ Stop" : "+ Target",
            labelAt: (at) => exitOutlook(role, at, guarded),
            verb: "Place at",
            axis: formatChartPrice(instrument, guarded.price),
            isOffAxis: true, // The entry says it there.
            side: null,
            isDashed: true,
            canMove: true,
            canCancel: false,
          },
        ],
  );
}

/** Where the orders that wait to close this way lie, the one nearest to the entry each; null for none. */
function exitsAmong(orders: readonly Order[], instrument: Instrument, direction: Direction, price: number) {
  const closing = direction === "long" ? "sell" : "buy";
  const levels = (isOf: (kind: string) => boolean) =>
    orders.flatMap((order) => {
      if (order.instrumentId !== instrument.id || order.side !== closing || !isWaitingOrder(order)) return [];
      const { trigger } = order;
      if (waitsForEntry(order) || trigger.kind === "trailing-stop" || !isOf(trigger.kind)) return [];
      return [Number(formatPrice(instrument, trigger.priceTicks))];
    });
  const nearest = (found: readonly number[]) =>
    found.length === 0 ? null : found.reduce((a, b) => (Math.abs(b - price) < Math.abs(a - price) ? b : a));
  return {
    stop: nearest(levels((kind) => kind === "stop-loss")),
    target: nearest(levels((kind) => kind === "take-profit")),
  };
}

/** What a leg that waits for its entry would guard, once that has filled at its price; null for any other order. */
function guardedByLeg(
  instrument: Instrument,
  orders: readonly Order[],
  leg: Order,
  equity: number | null,
): Guarded | null {
  const { contingency } = leg;
  if (!contingency || legRole(leg) === null || !waitsForEntry(leg)) return null;
  const members = orders.filter((order) => order.contingency?.groupId === contingency.groupId);
  const entry = members.find((order) => order.contingency?.role === "entry");
  const ticks =
    entry?.priceTicks ?? (entry?.trigger && "priceTicks" in entry.trigger ? entry.trigger.priceTicks : null);
  if (entry === undefined || ticks === null) return null;
  const levelOf = (role: Role) => {
    const trigger = members.find((order) => legRole(order) === role)?.trigger;
    return trigger && "priceTicks" in trigger ? Number(formatPrice(instrument, trigger.priceTicks)) : null;
  };
  return {
    direction: entry.side === "buy" ? "long" : "short",
    price: Number(formatPrice(instrument, ticks)),
    quantity: Number(formatQuantity(instrument, leg.quantityLots)),
    equity,
    stop: levelOf("stop"),
    target: levelOf("target"),
  };
}

type Held = { readonly direction: Direction; readonly lots: number; readonly entryTicks: number };

type ExitsShown = {
  readonly handles: readonly ChartLine[];
  /** What the line of an exit says while it is moved; null for an order that is none. */
  readonly labelOf: (order: Order) => ChartLine["labelAt"] | null;
};

/** What the chart shows of exits: those of a position, and those that wait for their entry. */
export function exitsShown(
  instrument: Instrument,
  orders: readonly Order[],
  held: Held | null,
  equity: number | null,
): ExitsShown {
  const guarded = held === null ? null : guardedByExits(instrument, orders, held, equity);
  const closing = guarded?.direction === "short" ? "buy" : "sell";
  const labelOf = (order: Order) => {
    const own =
      guardedByLeg(instrument, orders, order, equity) ??
      (order.side === closing && order.isReduceOnly ? guarded : null);
    const role = order.trigger?.kind === "take-profit" ? "target" : "stop";
    return own === null ? null : (at: number) => exitOutlook(role, at, own);
  };
  return { handles: guarded === null ? [] : exitHandles(instrument, guarded), labelOf };
}

function guardedByExits(
  instrument: Instrument,
  orders: readonly Order[],
  { direction, lots, entryTicks }: Held,
  equity: number | null,
): Guarded {
  const price = Number(formatPrice(instrument, entryTicks));
  const quantity = Number(formatQuantity(instrument, lots));
  return { direction, price, quantity, equity, ...exitsAmong(orders, instrument, direction, price) };
}
