import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { oppositeSide, type Side } from "../../../../server/domain/orders/order-type.ts";
import type { GroupRequest } from "../../../access/desk-verbs.ts";
import type { ExitLevels } from "../reading/exits-draft.ts";
import type { TicketOrder } from "../reading/read-ticket.ts";
import { writeOrder } from "../reading/write-ticket.ts";

type Written = Omit<GroupRequest, "portfolioId" | "key">;

/**
 * The exits as the desk takes them: the stop sends a market order when the last price reaches it, the target a limit order at its
 * own price. With an entry they wait for it; without one they stand over what is held.
 */
export function writeGroup(
  instrument: Instrument,
  order: TicketOrder,
  levels: ExitLevels,
  { isOco, acceptsStalePrice }: { readonly isOco: boolean; readonly acceptsStalePrice: boolean },
): Written {
  const entry = { ...writeOrder(instrument, order), acceptsStalePrice };
  const { positionSide = null } = order;
  const closing = isOco ? order.side : oppositeSide(order.side);
  const legs = (["stop", "target"] as const).flatMap((role) => {
    const ticks = levels[role];
    if (ticks === null) return [];
    const leg = {
      ...legOf(instrument, closing, role, ticks),
      quantity: entry.quantity,
      positionSide,
      acceptsStalePrice,
    };
    return [{ role, order: leg }];
  });
  return { entry: isOco ? null : entry, legs };
}

function legOf(instrument: Instrument, side: Side, role: "stop" | "target", ticks: number) {
  const price = formatPrice(instrument, ticks);
  const trigger = { by: "last", price, distance: null, distancePercent: null, limitDistance: null };
  const common = {
    instrumentId: instrument.id,
    side,
    timeInForce: "GTC",
    isPostOnly: false,
    isReduceOnly: true,
    expiresAt: null,
  } as const;
  return role === "stop"
    ? ({ ...common, type: "market", price: null, trigger: { ...trigger, kind: "stop-loss" } } as const)
    : ({ ...common, type: "limit", price, trigger: { ...trigger, kind: "take-profit" } } as const);
}
