import { formatPnl } from "./format-pnl.ts";

/** A change in percent with its sign, to two places: `+1.17%`, `0.00%`. */
export const formatPercent = (percent: number): string => `${formatPnl(percent.toFixed(6), 2).text}%`;
