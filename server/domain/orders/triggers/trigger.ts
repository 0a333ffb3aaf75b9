export const TRIGGER_KINDS = ["stop-loss", "take-profit", "trailing-stop"] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** The price that a trigger looks at: the last trade, the mark, or one side of the book. */
export const TRIGGER_PRICES = ["last", "mark", "bid", "ask"] as const;
export type TriggerPrice = (typeof TRIGGER_PRICES)[number];

/** How far a trailing stop stays behind the best price: a fixed number of ticks, or whole basis points of that price. */
export type TrailDistance =
  | { readonly unit: "ticks"; readonly ticks: number }
  | { readonly unit: "bps"; readonly bps: number };

export type TrailingStop = {
  readonly kind: "trailing-stop";
  readonly by: TriggerPrice;
  readonly distance: TrailDistance;
  /** It begins to follow once this price is reached; null follows from the start. */
  readonly activationTicks: number | null;
  /** The limit of the order it releases, this far beyond the stop; null for a market order. */
  readonly limitDistanceTicks: number | null;
};

/**
 * What must happen before an order goes to its venue. A stop-loss waits for the price to move against whoever holds what the
 * order closes (a sale's falls to it, a purchase's rises to it), a take-profit for the other way, a trailing stop follows the best price.
 */
export type Trigger =
  | { readonly kind: "stop-loss" | "take-profit"; readonly by: TriggerPrice; readonly priceTicks: number }
  | TrailingStop;
