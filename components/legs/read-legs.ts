import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { LegRole } from "../../server/domain/orders/contingency/contingency.ts";
import { legRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { ticksOf } from "../trade/book-depth.ts";

/** The stop and the target of one group that both still wait in the worker. */
export type LegPair = Readonly<Record<LegRole, Order>>;

/** What a person wrote: where each fires, and its limit where that is a price of its own. */
export type LegsDraft = Readonly<Record<LegRole, { readonly trigger: string; readonly limit: string }>>;

type LegChange = {
  readonly orderId: string;
  readonly price: string | null;
  readonly triggerPrice: string | null;
};

export type LegsReading =
  | { readonly levels: Readonly<Record<LegRole, number>>; readonly changes: readonly LegChange[] }
  | { readonly problems: Partial<Record<LegRole, string>> };

/** Null where not both of them can be changed together. */
export function legPairOf(orders: readonly Order[], groupId: string): LegPair | null {
  const held = orders.filter(
    ({ contingency, status, trigger }) =>
      contingency?.groupId === groupId && status === "emulated" && trigger !== null && trigger.kind !== "trailing-stop",
  );
  const [stop, ...moreStops] = held.filter((order) => legRole(order) === "stop");
  const [target, ...moreTargets] = held.filter((order) => legRole(order) === "target");
  if (stop === undefined || target === undefined || moreStops.length + moreTargets.length > 0) return null;
  return { stop, target };
}

const triggerTicks = ({ trigger }: Order): number =>
  trigger === null || trigger.kind === "trailing-stop" ? 0 : trigger.priceTicks;

/** Its limit is a price of its own; one at the trigger goes with that. */
export const hasOwnLimit = (order: Order): boolean =>
  order.priceTicks !== null && order.priceTicks !== triggerTicks(order);

export function draftOf(instrument: Instrument, pair: LegPair): LegsDraft {
  const legOf = (order: Order) => ({
    trigger: formatPrice(instrument, triggerTicks(order)),
    limit: order.priceTicks === null ? "" : formatPrice(instrument, order.priceTicks),
  });
  return { stop: legOf(pair.stop), target: legOf(pair.target) };
}

/** Only what differs is asked for; a stop lies on the losing side of its target. */
export function readLegs(instrument: Instrument, pair: LegPair, draft: LegsDraft): LegsReading {
  const problems: Partial<Record<LegRole, string>> = {};
  const changes: LegChange[] = [];
  const levels = { stop: 0, target: 0 };
  for (const role of ["stop", "target"] as const) {
    const order = pair[role];
    const trigger = priceIn(instrument, draft[role].trigger);
    const limit = hasOwnLimit(order) ? priceIn(instrument, draft[role].limit) : trigger;
    if (trigger === null || limit === null) {
      problems[role] = `Enter a price in steps of ${instrument.tick}.`;
      continue;
    }
    levels[role] = trigger;
    const isMoved = trigger !== triggerTicks(order);
    const isOtherLimit = order.priceTicks !== null && limit !== order.priceTicks;
    if (!isMoved && !isOtherLimit) continue;
    changes.push({
      orderId: order.id,
      triggerPrice: isMoved ? formatPrice(instrument, trigger) : null,
      price: isOtherLimit ? formatPrice(instrument, limit) : null,
    });
  }
  if (problems.stop !== undefined || problems.target !== undefined) return { problems };
  const isLong = pair.stop.side === "sell";
  if (isLong ? levels.stop >= levels.target : levels.stop <= levels.target)
    return { problems: { stop: `The stop lies ${isLong ? "below" : "above"} the target. Use such a price.` } };
  return { levels, changes };
}

function priceIn(instrument: Instrument, text: string): number | null {
  const ticks = ticksOf(instrument, text);
  return ticks !== null && Number.isSafeInteger(ticks) && ticks > 0 ? ticks : null;
}
