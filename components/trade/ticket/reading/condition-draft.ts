import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { OrderType, Side } from "../../../../server/domain/orders/order-type.ts";
import type { Trigger, TriggerKind, TriggerPrice } from "../../../../server/domain/orders/triggers/trigger.ts";

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
  /** It closes the whole position, whatever its size by then. */
  readonly closesPosition: boolean;
};

/** Only a stop or a take-profit at the market can. */
export const closesWhole = (condition: ConditionDraft | null): boolean =>
  condition?.closesPosition === true && condition.sends === "market" && condition.kind !== "trailing-stop";

export const blankCondition = (kind: TriggerKind): ConditionDraft => ({
  ...{ kind, by: "last", level: "", distance: kind === "trailing-stop" ? "1" : "", unit: "percent" },
  ...{ sends: "market", limit: "", closesPosition: false },
});

/** The newest prices in ticks; 0 where there is none. */
export type Points = { readonly bidTicks: number; readonly askTicks: number; readonly lastTicks: number };

export type ConditionField = "level" | "distance" | "limit";
export type ConditionReading =
  | { readonly trigger: Trigger; readonly priceTicks: number | null; readonly trailTicks: number | null }
  | { readonly problems: Partial<Record<ConditionField, string>> };

/** Comes with the fields, when somebody first asks for a condition. */
export type ReadCondition = (
  instrument: Instrument,
  side: Side,
  condition: ConditionDraft,
  points: Points,
) => ConditionReading;
