export const SIDES = ["buy", "sell"] as const;
export type Side = (typeof SIDES)[number];

export const oppositeSide = (side: Side): Side => (side === "buy" ? "sell" : "buy");

/** How an order trades once it is at its venue; a trigger in front of it makes it a stop, a take-profit or a trailing stop. */
export const ORDER_TYPES = ["market", "limit"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/**
 * GTC rests until filled or cancelled, GTD until its time on the tape as well, IOC cancels what does not fill at once, FOK
 * fills whole at once or not at all.
 */
export const TIMES_IN_FORCE = ["GTC", "IOC", "FOK", "GTD"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** What does not fill at once stays. */
export const rests = (timeInForce: TimeInForce): boolean => timeInForce === "GTC" || timeInForce === "GTD";

export const LIQUIDITIES = ["maker", "taker"] as const;
export type Liquidity = (typeof LIQUIDITIES)[number];
