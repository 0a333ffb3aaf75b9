import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
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
): Omit<Question, "run" | "keys"> | null {
  const orders = workingOrders(snapshot, instrumentId);
  if (orders.length === 0) return null;
  const buys = orders.filter((order) => order.side === "buy").length;
  const markets = [...new Set(orders.map((order) => findInstrument(order.instrumentId)?.name ?? order.instrumentId))];
  const count = orders.length === 1 ? "1 open order" : `${orders.length} open orders`;
  const stops = orders.filter(({ trigger, isReduceOnly }) => trigger !== null && isReduceOnly).length;
  const where = instrumentId === null ? "" : ` of ${markets.join(", ")}`;
  return {
    id: `cancel-${instrumentId ?? "all"}`,
    title: `Cancel ${count}${where}?`,
    effects: [
      `${buys} to buy, ${orders.length - buys} to sell${instrumentId === null ? `, in ${markets.join(", ")}` : ""}.`,
      stops === 0
        ? "Positions stay as they are."
        : `Positions stay as they are, without the ${stops === 1 ? "stop or target that protects" : `${stops} stops and targets that protect`} them now.`,
    ],
    confirmLabel: `Cancel ${count}`,
    isConfirmFocused: instrumentId === null,
  };
}
