import type { Instrument } from "../markets/instrument.ts";
import type { Fill } from "../orders/fill.ts";
import type { Order } from "../orders/order.ts";
import { isTerminal } from "../orders/order-status.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Mid } from "./mid.ts";
import { type Shortfall, shortfall } from "./shortfall.ts";
import { addCosts, type Cost, NO_COST, slippage } from "./slippage.ts";

/** A moment of an order's life: by the tape, by the wall clock where one was read, and what the market showed (null on older desks). */
export type Moment = { readonly at: Timestamp; readonly wallAt: number | null; readonly mid: Mid | null };

/** A step as it was stored. */
export type StoredStep = Moment & { readonly kind: string; readonly fillId: string | null };

export type FillQuality = {
  readonly fill: Fill;
  readonly wallAt: number | null;
  readonly mid: Mid | null;
  /** By ascending horizon, as far as they were taken. */
  readonly markouts: readonly Mid[];
  /** Of this fill a horizon is still to come: what is missing in `markouts` is not lost. */
  readonly isPending: boolean;
};

/** How well an order was executed, from what was stored as it happened. */
export type OrderQuality = {
  /** The intent reached the engine; its wall clock is the one of the command that brought it. */
  readonly decision: Moment | null;
  /** It began to be worked: at once, or when its trigger fired. */
  readonly arrival: Moment | null;
  /** It was committed to go to its venue. */
  readonly submit: Moment | null;
  readonly acknowledge: Moment | null;
  readonly fills: readonly FillQuality[];
  /** Of all fills against the mids of decision and arrival; null without a fill, or where that mid is not known. */
  readonly againstDecision: Cost | null;
  readonly againstArrival: Cost | null;
  readonly shortfall: Shortfall;
};

type Executed = {
  readonly order: Order;
  readonly steps: readonly StoredStep[];
  readonly fills: readonly FillQuality[];
  /** When the command of a person was written; null for a strategy's order. */
  readonly askedWallAt: number | null;
};

/** Puts together what the steps of an order's life say of its execution. */
export function orderQuality(instrument: Instrument, { order, steps, fills, askedWallAt }: Executed): OrderQuality {
  const find = (...kinds: readonly string[]): Moment | null => {
    const step = steps.find(({ kind }) => kinds.includes(kind));
    return step === undefined ? null : { at: step.at, wallAt: step.wallAt, mid: step.mid };
  };
  const placed = find("placed", "denied");
  const decision = placed === null ? null : { ...placed, wallAt: askedWallAt };
  const isHeld = order.trigger !== null;
  const isDenied = order.status === "denied" && !isHeld;
  const arrival = isHeld ? find("released") : placed;
  const end = isTerminal(order.status) ? find("canceled", "expired", "rejected", "denied") : null;
  const executions = fills.map(({ fill }) => fill);
  const decisionHalves = halvesOf(decision);
  const arrivalHalves = halvesOf(arrival);
  return {
    decision,
    arrival,
    submit: isHeld ? find("submitted") : isDenied ? null : placed,
    acknowledge: find("accepted"),
    fills,
    againstDecision: costOf(instrument, executions, decisionHalves),
    againstArrival: costOf(instrument, executions, arrivalHalves),
    shortfall: shortfall(instrument, {
      side: order.side,
      quantityLots: order.quantityLots,
      fills: executions,
      decision: decisionHalves,
      arrival: arrivalHalves,
      end: halvesOf(end),
    }),
  };
}

const halvesOf = (moment: Moment | null): number | null =>
  moment === null || moment.mid === null || "missing" in moment.mid ? null : moment.mid.halfTicks;

/** What executions cost against one mid. */
function costOf(instrument: Instrument, fills: readonly Fill[], midHalfTicks: number | null): Cost | null {
  if (midHalfTicks === null || fills.length === 0) return null;
  return fills.reduce((sum, fill) => addCosts(sum, slippage(instrument, fill, midHalfTicks)), NO_COST);
}
