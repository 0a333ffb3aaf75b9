import { expect, it } from "vitest";
import { combinationRefusal, ORDER_KINDS, type OrderKind } from "../../../server/domain/orders/order-legality.ts";
import { TIMES_IN_FORCE, type TimeInForce } from "../../../server/domain/orders/order-type.ts";
import { type OrderText, parseOrder } from "../../../server/domain/orders/order-validation.ts";

/** Written by hand: `+` is legal, `p` legal and may be post-only, the others are the code of the refusal. */
const TABLE: Readonly<Record<(typeof ORDER_KINDS)[number], readonly string[]>> = {
  //                       GTC  IOC                    FOK                    GTD
  market: ["+", "+", "+", "market-order-not-waiting"],
  limit: ["p", "+", "+", "p"],
  "stop-market": ["+", "trigger-not-waiting", "trigger-not-waiting", "+"],
  "stop-limit": ["+", "trigger-not-waiting", "trigger-not-waiting", "+"],
  "take-profit-market": ["+", "trigger-not-waiting", "trigger-not-waiting", "+"],
  "take-profit-limit": ["p", "trigger-not-waiting", "trigger-not-waiting", "p"],
  "trailing-stop-market": ["+", "trigger-not-waiting", "trigger-not-waiting", "+"],
  "trailing-stop-limit": ["+", "trigger-not-waiting", "trigger-not-waiting", "+"],
};

it.each(ORDER_KINDS)("knows every time in force of a %s order", (kind) => {
  const found = TIMES_IN_FORCE.map((timeInForce) => {
    const plain = combinationRefusal({ kind, timeInForce, isPostOnly: false });
    if (plain !== null) {
      expect(plain.message).toContain(`"${timeInForce}"`);
      return plain.code;
    }
    const posted = combinationRefusal({ kind, timeInForce, isPostOnly: true });
    if (posted === null) return "p";
    expect(posted.code).toBe(kind === "market" || kind === "limit" ? "post-only-not-resting" : "post-only-not-taking");
    return "+";
  });
  expect(found).toEqual(TABLE[kind]);
});

it.each(ORDER_KINDS)("knows whether a %s order may close a whole position", (kind) => {
  const order = { ...written(kind, "GTC", false, false), quantity: "", closesPosition: true };
  const parsed = parseOrder(order);
  if (kind === "stop-market" || kind === "take-profit-market") {
    expect(parsed).toMatchObject({ ok: true, value: { closesPosition: true, isReduceOnly: true, quantityLots: 0 } });
    const sized = parseOrder({ ...order, quantity: "0.5" });
    expect(sized).toMatchObject({ ok: false, rejection: { code: "quantity-for-close-position" } });
  } else expect(parsed).toMatchObject({ ok: false, rejection: { code: "close-position-not-conditional" } });
  // Whoever does not say so means a quantity.
  expect(parseOrder({ ...order, closesPosition: false }).ok).toBe(false);
});

/** The order as a person would write it, complete and sound but for its combination. */
function written(kind: OrderKind, timeInForce: TimeInForce, isPostOnly: boolean, isReduceOnly: boolean): OrderText {
  const isLimit = kind.endsWith("limit");
  const isTrailing = kind.startsWith("trailing-stop");
  const waits = kind !== "limit" && kind !== "market";
  const trigger = isTrailing ? "trailing-stop" : kind.startsWith("stop") ? "stop-loss" : "take-profit";
  return {
    instrumentId: "BTC-USDT",
    side: "sell",
    type: isLimit ? "limit" : "market",
    quantity: "0.5",
    price: isLimit && !isTrailing ? "59900.00" : null,
    timeInForce,
    isPostOnly,
    isReduceOnly,
    acceptsStalePrice: false,
    trigger: waits
      ? {
          kind: trigger,
          by: "last",
          price: isTrailing ? null : "60000.00",
          distance: isTrailing ? "250.00" : null,
          distancePercent: null,
          limitDistance: isTrailing && isLimit ? "10.00" : null,
        }
      : null,
    expiresAt: timeInForce === "GTD" ? 1_800_000_000_000 : null,
  };
}

const FLAGS = [false, true].flatMap((isPostOnly) =>
  [false, true].map((isReduceOnly) => ({ isPostOnly, isReduceOnly })),
);
const COMBINATIONS = ORDER_KINDS.flatMap((kind) =>
  TIMES_IN_FORCE.flatMap((timeInForce, column) =>
    FLAGS.map((flags) => {
      const cell = TABLE[kind][column] ?? "";
      const isLegal = cell === "p" || (cell === "+" && !flags.isPostOnly);
      return { kind, timeInForce, ...flags, isLegal };
    }),
  ),
);

it.each(COMBINATIONS)(
  "$kind $timeInForce, post-only $isPostOnly, reduce-only $isReduceOnly: accepted is $isLegal",
  ({ kind, timeInForce, isPostOnly, isReduceOnly, isLegal }) => {
    const parsed = parseOrder(written(kind, timeInForce, isPostOnly, isReduceOnly));
    if (parsed.ok) {
      expect({ isLegal, ...parsed.value }).toMatchObject({ isLegal: true, timeInForce, isPostOnly, isReduceOnly });
      return;
    }
    const { code, message } = parsed.rejection;
    expect(isLegal, message).toBe(false);
    expect([
      "market-order-not-waiting",
      "trigger-not-waiting",
      "post-only-not-resting",
      "post-only-not-taking",
    ]).toContain(code);
  },
);
