import type { AlgorithmOrder } from "../../domain/orders/algorithms/algorithm.ts";
import { type SliceSchedule, scheduleOf } from "../../domain/orders/algorithms/slice-schedule.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { Holding, OrderRecord } from "../engine-state.ts";
import { openLots } from "../orders/open-quantity.ts";
import { MarketMeter } from "./market-meter.ts";

/** An algorithm at work: its order as last journaled, and what a restart finds again by itself. */
export class AlgorithmRun {
  order: AlgorithmOrder;
  readonly holding: Holding;
  readonly schedule: SliceSchedule | null;
  readonly meter: MarketMeter;
  /** Orders of it that may still trade. */
  readonly children = new Map<string, OrderRecord>();
  /** When it may send again. */
  nextAt: Timestamp = 0;
  /** When cancels that a venue refused are asked again. */
  cancelAt: Timestamp = 0;
  /** When something of it is due by itself. */
  dueAt: Timestamp = 0;
  /** Something happened to it: it is looked at whatever the time. */
  isTouched = true;
  /** Its meter has moved since it was journaled, and since when. */
  movedAt: Timestamp = Number.POSITIVE_INFINITY;

  constructor(order: AlgorithmOrder, holding: Holding) {
    this.order = order;
    this.holding = holding;
    this.schedule = scheduleOf(order.plan);
    this.meter = new MarketMeter(order.plan, order.progress.seen);
  }

  /** What its orders may still trade, in lots: in flight and unknown ones in full. */
  get atWorkLots(): number {
    let lots = 0;
    for (const { order } of this.children.values()) lots += openLots(order);
    return lots;
  }

  /** How long it has been at work, without its pauses. */
  elapsedMs(now: Timestamp): number {
    const { plan, progress } = this.order;
    return (progress.pausedAt ?? now) - plan.startedAt - progress.pausedMs;
  }
}
