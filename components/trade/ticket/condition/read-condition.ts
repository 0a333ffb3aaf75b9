import type { Result } from "../../../../server/domain/errors/rejection.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { parsePrice } from "../../../../server/domain/orders/grid-text.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { isTriggered, levelTicks, trailedTo } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { parseTrigger } from "../../../../server/domain/orders/triggers/trigger-text.ts";
import { triggerTicks } from "../../../../server/domain/risk/price-reference.ts";
import { priceText } from "../../order-words.ts";
import type { ConditionDraft, ConditionField, ConditionReading, Points } from "../reading/condition-draft.ts";
import { cleanNumber } from "../reading/read-number.ts";

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
