import type { Side } from "../../../server/domain/orders/order-type.ts";

export type ChartFill = { readonly at: number; readonly side: Side; readonly quantity: number };

export type FillCluster = {
  /** Open time of the bar that the newest of them fell into. */
  readonly openAt: number;
  readonly side: Side;
  readonly count: number;
  readonly quantity: number;
};

/**
 * Fills of one side within the same `barsWide` bars as one, oldest first. The stretches lie on a fixed grid, so that scrolling
 * regroups nothing.
 */
export function clusterFills(fills: readonly ChartFill[], stepMs: number, barsWide: number): FillCluster[] {
  const widthMs = stepMs * Math.max(1, Math.round(barsWide));
  const clusters = new Map<string, FillCluster>();
  for (const { at, side, quantity } of fills) {
    const key = `${Math.floor(at / widthMs)} ${side}`;
    const known = clusters.get(key);
    const openAt = Math.floor(at / stepMs) * stepMs;
    clusters.set(key, {
      openAt: Math.max(known?.openAt ?? 0, openAt),
      side,
      count: (known?.count ?? 0) + 1,
      quantity: (known?.quantity ?? 0) + quantity,
    });
  }
  return [...clusters.values()].sort((a, b) => a.openAt - b.openAt);
}

/** `Buy 0.5`, `Sell 3× 1.2`. */
export function clusterLabel({ side, count, quantity }: FillCluster, decimals: number): string {
  const amount = quantity.toFixed(decimals).replace(/\.?0+$/, "");
  return `${side === "buy" ? "Buy" : "Sell"} ${count === 1 ? "" : `${count}× `}${amount}`;
}
