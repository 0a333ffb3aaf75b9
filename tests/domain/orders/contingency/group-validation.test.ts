import { expect, it } from "vitest";
import { hasLegFailed } from "../../../../server/domain/orders/contingency/contingency.ts";
import { parseGroup } from "../../../../server/domain/orders/contingency/group-validation.ts";
import type { OrderText } from "../../../../server/domain/orders/order-validation.ts";

const entry: OrderText = {
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantity: "0.01",
  price: "60000",
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  acceptsStalePrice: false,
};
const trigger = { by: "last", distance: null, distancePercent: null, limitDistance: null };
const stop: OrderText = {
  ...{ ...entry, side: "sell", type: "market", price: null, isReduceOnly: true },
  trigger: { ...trigger, kind: "stop-loss", price: "59000" },
};
const target: OrderText = {
  ...{ ...entry, side: "sell", price: "62000", isReduceOnly: true },
  trigger: { ...trigger, kind: "take-profit", price: "62000" },
};
const legs = [
  { role: "stop", order: stop },
  { role: "target", order: target },
];

it("reads an entry and its legs onto the grid, or an OCO without one", () => {
  const bracket = parseGroup({ entry, legs });
  expect(bracket).toMatchObject({
    ok: true,
    value: {
      entry: { quantityLots: 1_000, priceTicks: 6_000_000 },
      legs: [
        { role: "stop", intent: { trigger: { priceTicks: 5_900_000 } } },
        { role: "target", intent: { priceTicks: 6_200_000 } },
      ],
    },
  });
  expect(parseGroup({ entry: null, legs })).toMatchObject({ ok: true, value: { entry: null } });
});

it.each([
  ["the entry's own price", { entry: { ...entry, price: "1.001" }, legs }, "price-off-tick", /^Price "1.001"/],
  [
    "a leg's price, and names the leg",
    { entry, legs: [{ role: "stop", order: { ...stop, trigger: { ...trigger, kind: "stop-loss", price: "1.001" } } }] },
    "trigger-price-off-tick",
    /^Stop: Trigger price "1.001"/,
  ],
  ["an unknown leg", { entry, legs: [{ role: "hedge", order: stop }] }, "leg-unknown", /"hedge" is not a known leg/],
  ["what cannot stand together", { entry: null, legs: legs.slice(0, 1) }, "oco-incomplete", /Give both/],
])("refuses %s", (_, group, code, message) => {
  const parsed = parseGroup(group);
  expect(parsed).toMatchObject({ ok: false, rejection: { code, message: expect.stringMatching(message) } });
});

it("tells a leg that failed from one that was meant to end", () => {
  const leg = { contingency: { groupId: "g", role: "stop", waitsForEntry: false } } as const;
  const failed = (
    status: "canceled" | "rejected" | "denied" | "expired" | "filled" | "emulated",
    reasonCode: string | null,
  ) => hasLegFailed({ ...leg, status, reasonCode });
  expect(failed("rejected", "no")).toBe(true);
  expect(failed("expired", "expired")).toBe(true);
  expect(failed("canceled", "beyond-collar")).toBe(true);
  for (const code of ["requested", "position-closed", "entry-ended", "other-leg-filled"])
    expect(failed("canceled", code)).toBe(false);
  expect(failed("denied", "group-refused")).toBe(false);
  expect(failed("filled", null)).toBe(false);
  expect(failed("emulated", null)).toBe(false);
  expect(
    hasLegFailed({ contingency: { ...leg.contingency, role: "entry" }, status: "rejected", reasonCode: "no" }),
  ).toBe(false);
});
