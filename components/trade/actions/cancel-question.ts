import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import type { Question } from "./question.ts";

/** Orders that still can trade, newest first; of one instrument or of all. */
export const workingOrders = (snapshot: PortfolioSnapshot | null, instrumentId: string | null): readonly Order[] =>
  (snapshot?.orders ?? []).filter(
    (order) => !isTerminal(order.status) && (instrumentId === null || order.instrumentId === instrumentId),
  );

/** What cancelling several orders would do now; null when none works. */
export function cancelQuestion(
  snapshot: PortfolioSnapshot | null,
  instrumentId: string | null,
  side: Side | null = null,
): Omit<Question, "run" | "keys"> | null {
  const orders = workingOrders(snapshot, instrumentId).filter((order) => side === null || order.side === side);
  if (orders.length === 0) return null;
  const buys = orders.filter((order) => order.side === "buy").length;
  const markets = [...new Set(orders.map((order) => findInstrument(order.instrumentId)?.name ?? order.instrumentId))];
  const kind = side === null ? "open order" : `open ${side} order`;
  const count = orders.length === 1 ? `1 ${kind}` : `${orders.length} ${kind}s`;
  const stops = orders.filter(({ trigger, isReduceOnly }) => trigger !== null && isReduceOnly).length;
  const where = instrumentId === null ? "" : ` of ${markets.join(", ")}`;
  return {
    id: `cancel-${instrumentId ?? "all"}${side ?? ""}`,
    title: `Cancel ${count}${where}?`,
    effects: [
      side === null
        ? `${buys} to buy, ${orders.length - buys} to sell${instrumentId === null ? `, in ${markets.join(", ")}` : ""}.`
        : `In ${markets.join(", ")}; those to ${side === "buy" ? "sell" : "buy"} stay.`,
      stops === 0
        ? "Positions stay as they are."
        : `Positions stay as they are, without the ${stops === 1 ? "stop or target that protects" : `${stops} stops and targets that protect`} them now.`,
    ],
    confirmLabel: `Cancel ${count}`,
    isConfirmFocused: instrumentId === null,
  };
}
