/** Active trades; reducing only lowers risk; halted sends nothing but cancels. */
export const TRADING_STATES = ["active", "reducing", "halted"] as const;
export type TradingState = (typeof TRADING_STATES)[number];
