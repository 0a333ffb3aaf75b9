import { InvariantError } from "../errors/invariant.ts";

export const ORDER_STATUSES = [
  "initialized",
  "denied",
  "emulated",
  "released",
  "submitted",
  "accepted",
  "rejected",
  "triggered",
  "pending-update",
  "pending-cancel",
  "partially-filled",
  "filled",
  "canceled",
  "expired",
  "unknown",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

const LIVE_AT_VENUE = [
  "pending-cancel",
  "partially-filled",
  "filled",
  "canceled",
  "expired",
  "rejected",
  "unknown",
] as const;

/** Every legal move, on one screen. A move that is not here is a bug or a venue we misread. */
const TRANSITIONS: Record<OrderStatus, readonly OrderStatus[]> = {
  initialized: ["denied", "emulated", "released", "submitted"],
  denied: [],
  emulated: ["released", "canceled", "expired"],
  released: ["submitted", "denied", "canceled"],
  submitted: [
    "accepted",
    "rejected",
    "partially-filled",
    "filled",
    "canceled",
    "pending-update",
    "pending-cancel",
    "unknown",
  ],
  accepted: ["triggered", "pending-update", ...LIVE_AT_VENUE],
  rejected: [],
  triggered: ["pending-update", ...LIVE_AT_VENUE],
  "pending-update": ["accepted", "triggered", ...LIVE_AT_VENUE],
  "pending-cancel": ["accepted", ...LIVE_AT_VENUE.filter((status) => status !== "pending-cancel")], // Accepted again: the cancel failed.
  "partially-filled": [
    "pending-update",
    "pending-cancel",
    "partially-filled",
    "filled",
    "canceled",
    "expired",
    "unknown",
  ],
  filled: [],
  canceled: ["filled"], // A fill can cross our cancel on the wire.
  expired: ["filled"],
  unknown: [
    "accepted",
    "triggered",
    "pending-update",
    "pending-cancel",
    "partially-filled",
    "filled",
    "canceled",
    "expired",
    "rejected",
  ],
};

export const canTransition = (from: OrderStatus, to: OrderStatus): boolean => TRANSITIONS[from].includes(to);

/** Throws naming both statuses: the order's story has no such page. */
export function requireTransition(from: OrderStatus, to: OrderStatus): OrderStatus {
  if (!canTransition(from, to)) throw new InvariantError(`An order cannot go from "${from}" to "${to}"`);
  return to;
}

const TERMINAL: ReadonlySet<OrderStatus> = new Set(["denied", "rejected", "filled", "canceled", "expired"]);

/** The worker has it, the venue not yet. */
export const isHeld = (status: OrderStatus): boolean => status === "emulated" || status === "released";

/** Nothing of the order works any more; only a late fill can still be booked to it. */
export const isTerminal = (status: OrderStatus): boolean => TERMINAL.has(status);
