"use client";

import { levelTicks } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { triggerTicks } from "../../../../server/domain/risk/price-reference.ts";
import { useDeskState } from "../../../live/use-desk.tsx";
import { UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatPercent } from "../../../ui/format-percent.ts";
import { ticksOf } from "../../book-depth.ts";
import { distancePercent, isWaitingOrder } from "../../trigger-words.ts";
import type { OrderRow } from "./order-row.ts";

/** How far the price must still go; told once a second, as nobody reads it faster. */
export function TriggerDistance({ row: { order, instrument } }: { readonly row: OrderRow }) {
  const words = useDeskState((state) => {
    if (!isWaitingOrder(order)) return "";
    const prices = state.prices[instrument.id];
    const ticks = (text: string | null | undefined) => ticksOf(instrument, text) ?? 0;
    const points = { bidTicks: ticks(prices?.bid), askTicks: ticks(prices?.ask), lastTicks: ticks(prices?.last) };
    const level = levelTicks(order.trigger, order.side, order.trailTicks);
    const percent = distancePercent(level, triggerTicks(points, order.trigger.by));
    return percent === null ? UNKNOWN : formatPercent(percent);
  });
  return <span className="text-fg-2">{words}</span>;
}
