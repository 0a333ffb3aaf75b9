import { expect, it } from "vitest";
import { combinationRefusal, ORDER_KINDS } from "../../../server/domain/orders/order-legality.ts";
import { TIMES_IN_FORCE } from "../../../server/domain/orders/order-type.ts";

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
