import type { Order } from "../../server/domain/orders/order.ts";
import type { MarginedInstrument } from "./auditor-money.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, needOfOrder } from "./auditor-orders.ts";
import { keyOf } from "./auditor-sides.ts";

type Side = { lots: bigint; units: bigint };
type World = {
  readonly instrument: (id: string) => MarginedInstrument;
  /** Lots of a perpetual that its fills say are open. */
  readonly netOf: (of: Order) => bigint;
};

/**
 * What orders hold back of a currency together. In spot each for itself; in a perpetual the side that could open more beyond what is
 * open: of what would first close, the share of it that is left over.
 */
export function heldBy(orders: Iterable<Order>, currency: string, { instrument, netOf }: World): bigint {
  let sum = 0n;
  const sides = new Map<string, { net: bigint; buy: Side; sell: Side }>();
  for (const order of orders) {
    if (isDead(order.status)) continue;
    const of = instrument(order.instrumentId);
    const need = needOfOrder(of, order);
    if (need.currency !== currency) continue;
    if (of.kind === "spot") {
      sum += need.units;
      continue;
    }
    if (order.isReduceOnly) continue;
    const key = keyOf(order);
    const position = sides.get(key) ?? {
      ...{ net: netOf(order), buy: { lots: 0n, units: 0n }, sell: { lots: 0n, units: 0n } },
    };
    sides.set(key, position);
    position[order.side].lots += openOf(order);
    position[order.side].units += need.units;
  }
  for (const { net, buy, sell } of sides.values()) {
    const [up, down] = [beyond(buy, -net), beyond(sell, net)];
    sum += up > down ? up : down;
  }
  return sum;
}

function openOf({ quantityLots, amendment, filledLots, status, isReduceOnly }: Order): bigint {
  if (isReduceOnly && isHeldStatus(status)) return 0n;
  const most = Math.max(quantityLots, amendment?.quantityLots ?? 0);
  return BigInt(Math.max(0, most - filledLots));
}

function beyond({ lots, units }: Side, closable: bigint): bigint {
  const closing = closable <= 0n ? 0n : closable < lots ? closable : lots;
  // What closes is rounded down, so that what is left is rounded up.
  return lots === 0n ? units : units - (units * closing) / lots;
}
