import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatScaled } from "../../../../server/domain/money/decimal.ts";
import type { Trigger } from "../../../../server/domain/orders/triggers/trigger.ts";
import { levelTicks } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { orderVerb } from "../../../live/hedged.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { priceText } from "../../order-words.ts";
import type { ExitLevels } from "./exits-draft.ts";
import type { TicketOrder } from "./read-ticket.ts";

const VERBS = { "stop-loss": "Stop", "take-profit": "TP", "trailing-stop": "Trail" } as const;

/** The whole order in one line, for the button that sends it: `Buy 0.01500 BTC @ 64,210.00 (paper)`. */
export function describeOrder(
  instrument: Instrument,
  order: TicketOrder,
  mode: "paper" | "live",
  exits: ExitLevels | null = null,
  isOco = false,
): string {
  const { side, trigger } = order;
  const verb = orderVerb(order);
  const quantity = order.closesPosition ? "all" : groupDigits(formatQuantity(instrument, order.quantityLots));
  const ticks = trigger === null ? order.priceTicks : levelTicks(trigger, side, order.trailTicks);
  const price = ticks === null ? (trigger === null ? " at market" : "") : ` @ ${priceText(instrument, ticks)}`;
  const words = trigger === null ? verb : `${VERBS[trigger.kind]} ${verb.toLowerCase()}`;
  const paper = mode === "paper" ? " (paper)" : "";
  if (isOco) return `OCO ${verb.toLowerCase()} ${quantity} ${instrument.base}${paper}`;
  if (exits === null) return `${words} ${quantity} ${instrument.base}${price}${paper}`;
  const legs = `${exits.stop === null ? "" : " SL"}${exits.target === null ? "" : " TP"}`;
  return `${words} ${quantity}${price}${legs === "" ? "" : ` +${legs}`}${paper}`; // The line is no longer than the button.
}

/** The order as the desk takes it: decimal texts. */
export function writeOrder(instrument: Instrument, order: TicketOrder) {
  const { side, type, priceTicks, timeInForce, isPostOnly, isReduceOnly, trigger, expiresAt } = order;
  const { closesPosition = false, positionSide = null } = order;
  return {
    instrumentId: instrument.id,
    side,
    type,
    quantity: closesPosition ? "" : formatQuantity(instrument, order.quantityLots),
    price: priceTicks === null ? null : formatPrice(instrument, priceTicks),
    timeInForce,
    isPostOnly,
    isReduceOnly,
    ...(closesPosition ? { closesPosition } : {}),
    ...(positionSide === null ? {} : { positionSide }),
    trigger: trigger === null ? null : writeTrigger(instrument, trigger),
    expiresAt,
  };
}

function writeTrigger(instrument: Instrument, trigger: Trigger) {
  const price = (ticks: number | null) => (ticks === null ? null : formatPrice(instrument, ticks));
  const { kind, by } = trigger;
  if (trigger.kind !== "trailing-stop")
    return { kind, by, price: price(trigger.priceTicks), distance: null, distancePercent: null, limitDistance: null };
  const { distance, activationTicks, limitDistanceTicks } = trigger;
  return {
    ...{ kind, by, price: price(activationTicks), limitDistance: price(limitDistanceTicks) },
    distance: distance.unit === "ticks" ? price(distance.ticks) : null,
    distancePercent: distance.unit === "bps" ? formatScaled(distance.bps, 2) : null,
  };
}
