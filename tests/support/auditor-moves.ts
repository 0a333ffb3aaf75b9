import type { OrderStatus } from "../../server/domain/orders/order-status.ts";

/** The order's legal moves as the trading rules write them down, kept apart from the engine's own table. */
const MOVES: Readonly<Partial<Record<OrderStatus, string>>> = {
  emulated: "released canceled expired",
  released: "submitted denied canceled",
  submitted: "accepted rejected partially-filled filled canceled pending-update pending-cancel unknown",
  accepted: "rejected triggered pending-update pending-cancel partially-filled filled canceled expired unknown",
  triggered: "rejected pending-update pending-cancel partially-filled filled canceled expired unknown",
  "pending-cancel": "canceled partially-filled filled expired accepted rejected unknown",
  "partially-filled": "pending-update pending-cancel partially-filled filled canceled expired unknown",
  canceled: "filled",
  expired: "filled",
  unknown: "accepted triggered pending-update pending-cancel partially-filled filled canceled expired rejected",
};

export const isLegalMove = (from: OrderStatus, to: OrderStatus): boolean => (MOVES[from] ?? "").split(" ").includes(to);

const DEAD: ReadonlySet<OrderStatus> = new Set(["denied", "rejected", "filled", "canceled", "expired"]);

export const isDead = (status: OrderStatus): boolean => DEAD.has(status);
