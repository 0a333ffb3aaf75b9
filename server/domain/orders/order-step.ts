/** The steps of an order's life, as its timeline shows them. */
export const ORDER_STEPS = [
  "placed",
  "denied",
  "accepted",
  "partially-filled",
  "filled",
  "amend-requested",
  "amended",
  "amend-rejected",
  "cancel-requested",
  "cancel-rejected",
  "canceled",
  "expired",
  "rejected",
  "lost",
] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];
