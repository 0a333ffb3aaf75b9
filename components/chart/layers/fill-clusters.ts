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

/** `Buy 0.5`, `Sell 1.2 · 3 fills`. */
export function clusterLabel({ side, count, quantity }: FillCluster, decimals: number): string {
  const amount = quantity.toFixed(decimals).replace(/\.?0+$/, "");
  return `${side === "buy" ? "Buy" : "Sell"} ${amount}${count === 1 ? "" : ` · ${count} fills`}`;
}

const LETTER_PIXELS = 6.5;

/**
 * The labels of clusters in their order, empty where one would lie on another of its side: the newer one is read. `stepPixels`
 * is how far apart two bars stand.
 */
export function clusterLabels(
  clusters: readonly FillCluster[],
  { stepMs, stepPixels, decimals }: { readonly stepMs: number; readonly stepPixels: number; readonly decimals: number },
): readonly string[] {
  const labels = clusters.map((cluster) => clusterLabel(cluster, decimals));
  for (const side of ["buy", "sell"] as const) {
    let free = Number.POSITIVE_INFINITY;
    for (let index = clusters.length - 1; index >= 0; index -= 1) {
      const cluster = clusters[index];
      if (cluster?.side !== side) continue;
      const half = ((labels[index]?.length ?? 0) * LETTER_PIXELS) / 2;
      const middle = (cluster.openAt / stepMs) * stepPixels;
      if (middle + half <= free) free = middle - half;
      else labels[index] = "";
    }
  }
  return labels;
}
