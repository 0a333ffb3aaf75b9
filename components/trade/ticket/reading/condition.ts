import type { Result } from "../../../../server/domain/errors/rejection.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { parsePrice } from "../../../../server/domain/orders/grid-text.ts";
import type { OrderType, Side } from "../../../../server/domain/orders/order-type.ts";
import type { Trigger, TriggerKind, TriggerPrice } from "../../../../server/domain/orders/triggers/trigger.ts";
import { isTriggered, levelTicks, trailedTo } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { parseTrigger } from "../../../../server/domain/orders/triggers/trigger-text.ts";
import { triggerTicks } from "../../../../server/domain/risk/price-reference.ts";
import { priceText } from "../../order-words.ts";
import { cleanNumber } from "./read-number.ts";

/** What an order shall wait for, as typed. */
export type ConditionDraft = {
  readonly kind: TriggerKind;
  readonly by: TriggerPrice;
  /** Where it fires, or where a trailing stop begins to follow. */
  readonly level: string;
  /** How far a trailing stop stays behind. */
  readonly distance: string;
  readonly unit: "percent" | "quote";
  /** What is sent then. */
  readonly sends: OrderType;
  /** The limit of what is sent: a price, or a trailing stop's distance from it. */
  readonly limit: string;
};

export const blankCondition = (kind: TriggerKind): ConditionDraft => ({
  ...{ kind, by: "last", level: "", distance: kind === "trailing-stop" ? "1" : "", unit: "percent" },
  ...{ sends: "market", limit: "" },
});

/** The newest prices in ticks; 0 where there is none. */
export type Points = { readonly bidTicks: number; readonly askTicks: number; readonly lastTicks: number };

export type ConditionField = "level" | "distance" | "limit";
export type ConditionReading =
  | { readonly trigger: Trigger; readonly priceTicks: number | null; readonly trailTicks: number | null }
  | { readonly problems: Partial<Record<ConditionField, string>> };

/** Reads the fields onto the grid; what would fire at once is a slip of the hand. */
export function readCondition(
  instrument: Instrument,
  side: Side,
  condition: ConditionDraft,
  points: Points,
): ConditionReading {
  const { kind, by, sends } = condition;
  const isTrailing = kind === "trailing-stop";
  const isPercent = isTrailing && condition.unit === "percent";
  const distance = isTrailing ? cleanNumber(condition.distance) : null;
  const limit = sends === "limit" ? cleanNumber(condition.limit) : null;
  const trigger = parseTrigger(instrument, sends, {
    kind,
    by,
    price: cleanNumber(condition.level),
    distance: isPercent ? null : distance,
    distancePercent: isPercent ? distance : null,
    limitDistance: isTrailing ? limit : null,
  });
  const price: Result<number | null> =
    isTrailing || limit === null
      ? { ok: true, value: null }
      : parsePrice(instrument, limit, { what: "Limit", code: "price" });
  if (!trigger.ok || !price.ok) {
    const rejections = [trigger, price].flatMap((read) => (read.ok ? [] : [read.rejection]));
    return { problems: Object.fromEntries(rejections.map(({ code, message }) => [fieldOf(code), message])) };
  }
  const now = triggerTicks(points, by);
  const trailTicks = trigger.value.kind === "trailing-stop" ? trailedTo(trigger.value, side, null, now) : null;
  if (isTriggered(trigger.value, side, trailTicks, now)) {
    const level = levelTicks(trigger.value, side, trailTicks) ?? now;
    const where = level >= now ? "below" : "above";
    return {
      problems: { level: `It would fire at once: ${by} is ${priceText(instrument, now)}. Use a price ${where} that.` },
    };
  }
  return { trigger: trigger.value, priceTicks: price.value, trailTicks };
}

function fieldOf(code: string): ConditionField {
  if (code.startsWith("limit-") || code.startsWith("price")) return "limit";
  return code.startsWith("trail-") ? "distance" : "level";
}
