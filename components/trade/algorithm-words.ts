import type { AlgorithmKind, AlgorithmOrder } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { Order } from "../../server/domain/orders/order.ts";

export const ALGORITHM_NAMES: Readonly<Record<AlgorithmKind, string>> = {
  twap: "TWAP",
  vwap: "VWAP",
  iceberg: "Iceberg",
  pov: "POV",
  adaptive: "Adaptive",
};

/** The algorithm that sent an order; null for any other. */
export const algorithmBehind = (algorithms: readonly AlgorithmOrder[], { source }: Order): AlgorithmOrder | null =>
  source.kind === "manual" ? (algorithms.find(({ plan }) => plan.id === source.key) ?? null) : null;
