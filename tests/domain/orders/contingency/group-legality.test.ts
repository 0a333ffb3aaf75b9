import { describe, expect, it } from "vitest";
import { groupRefusal, type Leg } from "../../../../server/domain/orders/contingency/group-legality.ts";
import type { OrderIntent } from "../../../../server/domain/orders/order-intent.ts";
import { ORDER_KINDS, type OrderKind } from "../../../../server/domain/orders/order-legality.ts";
import { TIMES_IN_FORCE, type TimeInForce } from "../../../../server/domain/orders/order-type.ts";
import type { Trigger } from "../../../../server/domain/orders/triggers/trigger.ts";
import { intent } from "../../../engine/desk-example.ts";

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  stop: { kind: "stop-loss", by: "last", priceTicks: 4_900_000 },
  "take-profit": { kind: "take-profit", by: "last", priceTicks: 5_100_000 },
  "trailing-stop": {
    kind: "trailing-stop",
    by: "last",
    distance: { unit: "bps", bps: 100 },
    activationTicks: null,
    limitDistanceTicks: null,
  },
};

function ofKind(kind: OrderKind, change: Partial<OrderIntent> = {}): OrderIntent {
  const type = kind.endsWith("market") ? "market" : "limit";
  const stem = kind.replace(/-?(market|limit)$/, "");
  const priceTicks = type === "limit" ? 5_000_000 : null;
  return intent({ type, priceTicks, trigger: TRIGGERS[stem] ?? null, ...change });
}

const leg = (role: Leg["role"], change: Partial<OrderIntent> = {}): Leg => ({
  role,
  intent: ofKind(role === "stop" ? "stop-market" : "take-profit-limit", {
    side: "sell",
    isReduceOnly: true,
    ...change,
  }),
});
const timed = (timeInForce: TimeInForce) => ({ timeInForce, expiresAt: timeInForce === "GTD" ? 9 : null });

describe("which orders may stand together", () => {
  it("lets every legal order be an entry, with one leg or with both", () => {
    const legal = ORDER_KINDS.flatMap((kind) =>
      TIMES_IN_FORCE.flatMap((time) => {
        const entry = ofKind(kind, timed(time));
        const both = groupRefusal({ entry, legs: [leg("stop"), leg("target")] });
        expect(groupRefusal({ entry, legs: [leg("stop")] })).toEqual(both);
        expect(groupRefusal({ entry, legs: [leg("target")] })).toEqual(both);
        return both === null ? [`${kind} ${time}`] : [];
      }),
    );
    expect(legal).toEqual([
      ...["GTC", "IOC", "FOK"].map((time) => `market ${time}`),
      ...["GTC", "IOC", "FOK", "GTD"].map((time) => `limit ${time}`),
      ...ORDER_KINDS.slice(2).flatMap((kind) => [`${kind} GTC`, `${kind} GTD`]),
    ]);
  });

  it("lets a stop be a stop-loss or a trailing stop, a target a take-profit, and neither anything else", () => {
    const asLeg = (role: Leg["role"]) =>
      ORDER_KINDS.filter((kind) => {
        const of = { role, intent: ofKind(kind, { side: "sell", isReduceOnly: true }) };
        return groupRefusal({ entry: intent(), legs: [of] }) === null;
      });
    expect(asLeg("stop")).toEqual(["stop-market", "stop-limit", "trailing-stop-market", "trailing-stop-limit"]);
    expect(asLeg("target")).toEqual(["take-profit-market", "take-profit-limit"]);
  });

  it("gives the legs of a bracket no time of their own, and those of an OCO the same", () => {
    const stop = (time: TimeInForce) => leg("stop", timed(time));
    const target = (time: TimeInForce) => leg("target", timed(time));
    const inBracket = TIMES_IN_FORCE.filter((time) => groupRefusal({ entry: intent(), legs: [stop(time)] }) === null);
    expect(inBracket).toEqual(["GTC"]);
    const pairs = TIMES_IN_FORCE.flatMap((one) => TIMES_IN_FORCE.map((other) => [one, other] as const)).filter(
      ([one, other]) => groupRefusal({ entry: null, legs: [stop(one), target(other)] }) === null,
    );
    expect(pairs).toEqual([
      ["GTC", "GTC"],
      ["GTD", "GTD"],
    ]);
  });

  it.each([
    ["group-incomplete", { entry: intent(), legs: [] }],
    ["group-incomplete", { entry: intent(), legs: [leg("stop"), leg("stop")] }],
    ["oco-incomplete", { entry: null, legs: [leg("stop")] }],
    ["entry-reduce-only", { entry: intent({ isReduceOnly: true }), legs: [leg("stop")] }],
    ["leg-not-closing", { entry: intent(), legs: [leg("stop", { side: "buy" })] }],
    ["leg-not-closing", { entry: intent(), legs: [leg("stop", { isReduceOnly: false })] }],
    ["leg-of-another-size", { entry: intent(), legs: [leg("stop", { quantityLots: 99 })] }],
    ["leg-of-another-size", { entry: null, legs: [leg("stop"), leg("target", { instrumentId: "ETH-USDT" })] }],
    ["leg-of-another-kind", { entry: intent(), legs: [leg("target", { trigger: null })] }],
    ["leg-with-time", { entry: intent(), legs: [leg("stop", timed("GTD"))] }],
    ["legs-of-other-times", { entry: null, legs: [leg("stop"), leg("target", timed("GTD"))] }],
    ["post-only-not-taking", { entry: intent(), legs: [leg("stop", { isPostOnly: true })] }],
  ] as const)("refuses with %s and a sentence that says what to do", (code, group) => {
    const rejection = groupRefusal(group);
    expect(rejection?.code).toBe(code);
    expect(rejection?.message).toMatch(/\. [A-Z].+\.$|: .+\.$/);
  });
});
