/** The steps of an order's life, as its timeline shows them. */
export type OrderStep =
  | "placed"
  | "released"
  | "submitted"
  | "denied"
  | "accepted"
  | "partially-filled"
  | "filled"
  | "amend-requested"
  | "amended"
  | "amend-rejected"
  | "cancel-requested"
  | "cancel-rejected"
  | "canceled"
  | "expired"
  | "rejected"
  | "lost";
