export const SIDES = ["buy", "sell"] as const;
export type Side = (typeof SIDES)[number];

export const oppositeSide = (side: Side): Side => (side === "buy" ? "sell" : "buy");

export const ORDER_TYPES = ["market", "limit"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** GTC rests until filled or cancelled, IOC cancels what does not fill at once, FOK fills whole at once or not at all. */
export const TIMES_IN_FORCE = ["GTC", "IOC", "FOK"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

export const LIQUIDITIES = ["maker", "taker"] as const;
export type Liquidity = (typeof LIQUIDITIES)[number];
