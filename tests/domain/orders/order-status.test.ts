import { describe, expect, it } from "vitest";
import {
  canTransition,
  isTerminal,
  ORDER_STATUSES,
  type OrderStatus,
  requireTransition,
} from "../../../server/domain/orders/order-status.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";

/** Written from the trading rules, not from the code. */
const LEGAL: Record<OrderStatus, string> = {
  initialized: "denied emulated released submitted",
  denied: "",
  emulated: "released canceled expired",
  released: "submitted denied canceled",
  submitted: "accepted rejected partially-filled filled canceled pending-update pending-cancel unknown",
  accepted: "rejected triggered pending-update pending-cancel partially-filled filled canceled expired unknown",
  rejected: "",
  triggered: "rejected pending-update pending-cancel partially-filled filled canceled expired unknown",
  "pending-update": "accepted triggered pending-cancel partially-filled filled canceled expired rejected unknown",
  "pending-cancel": "canceled partially-filled filled expired accepted rejected unknown",
  "partially-filled": "pending-update pending-cancel partially-filled filled canceled expired unknown",
  filled: "",
  canceled: "filled",
  expired: "filled",
  unknown: "accepted triggered pending-update pending-cancel partially-filled filled canceled expired rejected",
};

describe("order status", () => {
  for (const from of ORDER_STATUSES) {
    it(`${from} goes to ${LEGAL[from] || "nothing"}, and nowhere else`, () => {
      const legal = LEGAL[from].split(" ");
      for (const to of ORDER_STATUSES) {
        expect(`${to}: ${canTransition(from, to)}`).toBe(`${to}: ${legal.includes(to)}`);
        if (legal.includes(to)) expect(requireTransition(from, to)).toBe(to);
        else expect(() => requireTransition(from, to)).toThrow(`An order cannot go from "${from}" to "${to}"`);
      }
    });
  }

  it("is over when denied, rejected, filled, canceled or expired", () => {
    expect(ORDER_STATUSES.filter(isTerminal)).toEqual(["denied", "rejected", "filled", "canceled", "expired"]);
  });

  it("never comes back to life: from an end only a late fill leads anywhere, and it leads to an end", () => {
    for (const from of ORDER_STATUSES.filter(isTerminal)) {
      for (const to of ORDER_STATUSES) if (canTransition(from, to)) expect(to).toBe("filled");
    }
  });
});

describe("side", () => {
  it("has an opposite", () => {
    expect([oppositeSide("buy"), oppositeSide("sell")]).toEqual(["sell", "buy"]);
  });
});
