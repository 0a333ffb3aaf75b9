import { NO_ORDERS, type OpeningOrders, withOrder } from "../../server/domain/margin/order-margin.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

/** The working orders of a position that do not only reduce it, as the risk gate counts them. */
export function openingOrders(
  { orders }: Pick<PortfolioSnapshot, "orders">,
  of: { readonly instrumentId: string; readonly positionSide: PositionSide | null },
): OpeningOrders {
  let counted = NO_ORDERS;
  for (const order of orders) {
    const { instrumentId, positionSide, status, isReduceOnly, side, quantityLots, amendment, filledLots } = order;
    if (instrumentId !== of.instrumentId || isReduceOnly || isTerminal(status)) continue;
    if ((positionSide ?? null) !== of.positionSide) continue;
    const lots = Math.max(0, Math.max(quantityLots, amendment?.quantityLots ?? 0) - filledLots);
    counted = withOrder(counted, side, lots, order.reservedUnits);
  }
  return counted;
}
