import type { Rejection } from "../errors/rejection.ts";
import { type OrderType, rests, type TimeInForce } from "./order-type.ts";
import type { TriggerKind } from "./triggers/trigger.ts";

/** An order type as people name it: what waits and how it trades then. */
export const ORDER_KINDS = [
  "market",
  "limit",
  "stop-market",
  "stop-limit",
  "take-profit-market",
  "take-profit-limit",
  "trailing-stop-market",
  "trailing-stop-limit",
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

const STEMS = { "stop-loss": "stop", "take-profit": "take-profit", "trailing-stop": "trailing-stop" } as const;

export const orderKind = (type: OrderType, trigger: TriggerKind | null): OrderKind =>
  trigger === null ? type : `${STEMS[trigger]}-${type}`;

type Legal = {
  readonly times: readonly TimeInForce[];
  readonly mayBePostOnly: boolean;
  /** It may close a whole position: what it sends when it fires can be counted on to trade. */
  readonly mayClosePosition: boolean;
};

/** Every legal combination, on one screen. Reduce-only goes with each of them, post-only only with one that rests. */
const LEGAL: Readonly<Record<OrderKind, Legal>> = {
  market: { times: ["GTC", "IOC", "FOK"], mayBePostOnly: false, mayClosePosition: false },
  limit: { times: ["GTC", "IOC", "FOK", "GTD"], mayBePostOnly: true, mayClosePosition: false },
  "stop-market": { times: ["GTC", "GTD"], mayBePostOnly: false, mayClosePosition: true },
  "stop-limit": { times: ["GTC", "GTD"], mayBePostOnly: false, mayClosePosition: false }, // Its price has come through the limit: it must be able to take.
  "take-profit-market": { times: ["GTC", "GTD"], mayBePostOnly: false, mayClosePosition: true },
  "take-profit-limit": { times: ["GTC", "GTD"], mayBePostOnly: true, mayClosePosition: false },
  "trailing-stop-market": { times: ["GTC", "GTD"], mayBePostOnly: false, mayClosePosition: false },
  "trailing-stop-limit": { times: ["GTC", "GTD"], mayBePostOnly: false, mayClosePosition: false },
};

type Combination = {
  readonly kind: OrderKind;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly closesPosition?: boolean | undefined;
};

/** Why an order of this type cannot have this time in force, be post-only or close a position; null when it can. */
export function combinationRefusal({ kind, timeInForce, isPostOnly, closesPosition }: Combination): Rejection | null {
  const { times, mayBePostOnly, mayClosePosition } = LEGAL[kind];
  const facts = { type: kind, timeInForce };
  if (!times.includes(timeInForce)) {
    const use = times.join(" or ");
    return kind === "market"
      ? {
          code: "market-order-not-waiting",
          message: `A market order does not wait, so "${timeInForce}" is not for it. Use IOC, or a limit order.`,
          facts,
        }
      : {
          code: "trigger-not-waiting",
          message: `A ${kind} order waits for its trigger, and "${timeInForce}" does not wait. Use ${use}.`,
          facts,
        };
  }
  if (closesPosition && !mayClosePosition) {
    return {
      code: "close-position-not-conditional",
      message: `Only a stop or a take-profit at the market closes a whole position, and this is a ${kind} order. Give a quantity.`,
      facts,
    };
  }
  if (!isPostOnly || (mayBePostOnly && rests(timeInForce))) return null;
  if (kind === "limit" || kind === "market") {
    return {
      code: "post-only-not-resting",
      message: "A post-only order must rest. Use a limit order with GTC or GTD, or clear post-only.",
      facts,
    };
  }
  return {
    code: "post-only-not-taking",
    message: `A ${kind} order must be able to take when it is released, and a post-only one may not. Clear post-only.`,
    facts,
  };
}
