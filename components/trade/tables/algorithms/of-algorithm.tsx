"use client";

import type { Order } from "../../../../server/domain/orders/order.ts";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { ALGORITHM_NAMES, algorithmBehind } from "../../algorithm-words.ts";

/** The algorithm that sent an order, behind its type; nothing for any other. */
export function OfAlgorithm({ order }: { readonly order: Order }) {
  const algorithms = useSnapshot()?.algorithms ?? [];
  const algorithm = algorithms.length === 0 ? null : algorithmBehind(algorithms, order);
  if (algorithm === null) return null;
  const { method, id } = algorithm.plan;
  return <span title={`Sent by algorithm ${id}`}> · {ALGORITHM_NAMES[method.kind]}</span>;
}
