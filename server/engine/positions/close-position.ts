import { baseUnits } from "../../domain/markets/instrument.ts";
import type { OrderSource } from "../../domain/orders/order-intent.ts";
import { type CloseShare, closeQuantity } from "../../domain/positions/close-quantity.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { marketTerms } from "../orders/market-terms.ts";
import { type Placement, placeOrder } from "../orders/order-manager.ts";

/** Closes a share of what is held with a reduce-only market order; a stale price does not keep anybody in a position. */
export function closePosition(state: EngineState, holding: Holding, share: CloseShare, source: OrderSource): Placement {
  const { instrument, netUnits, workingBuyLots, workingSellLots } = holding;
  const closing = netUnits > 0 ? workingSellLots : workingBuyLots;
  const price = state.prices.get(instrument.id);
  const quantity = closeQuantity(
    {
      instrument,
      netUnits,
      closingUnits: baseUnits(instrument, closing),
      touchTicks: touchTicks(price, netUnits > 0 ? "sell" : "buy"),
    },
    share,
  );
  if (!quantity.ok) return { orderId: null, rejection: quantity.rejection };
  return placeOrder(state, holding, {
    ...marketTerms(holding, source),
    ...quantity.value,
    isReduceOnly: true,
    acceptsStalePrice: true,
  });
}
