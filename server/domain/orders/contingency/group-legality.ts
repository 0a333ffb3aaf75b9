import { type Rejection, refuse } from "../../errors/rejection.ts";
import type { OrderIntent } from "../order-intent.ts";
import { combinationRefusal, orderKind } from "../order-legality.ts";
import { oppositeSide } from "../order-type.ts";
import type { LegRole } from "./contingency.ts";

export type Leg = { readonly role: LegRole; readonly intent: OrderIntent };

/** An entry with a stop, a target or both; or, without an entry, a stop and a target over what is held. */
export type OrderGroup = { readonly entry: OrderIntent | null; readonly legs: readonly Leg[] };

const no = (code: string, message: string, facts: Rejection["facts"] = {}): Rejection =>
  refuse(code, message, facts).rejection;

/** Why these orders cannot stand together, whatever the market does; null when they can. */
export function groupRefusal({ entry, legs }: OrderGroup): Rejection | null {
  const [first] = legs;
  if (first === undefined || new Set(legs.map(({ role }) => role)).size < legs.length)
    return no("group-incomplete", "A bracket has a stop, a target or both, and one of each at most. Give one of each.");
  if (entry === null && legs.length < 2)
    return no("oco-incomplete", "An OCO is a stop and a target together. Give both, or place a single order.");
  if (entry !== null) {
    const rejection = entryRefusal(entry);
    if (rejection !== null) return rejection;
  }
  const leader = entry ?? first.intent;
  const closing = entry === null ? leader.side : oppositeSide(leader.side);
  for (const leg of legs) {
    const rejection = legRefusal(leg, leader, closing) ?? timeRefusal(leg, entry === null ? first.intent : null);
    if (rejection !== null) return rejection;
  }
  return null;
}

function entryRefusal({ isReduceOnly, type, trigger, timeInForce, isPostOnly }: OrderIntent): Rejection | null {
  if (isReduceOnly) {
    return no(
      "entry-reduce-only",
      "The entry of a bracket opens a position, and a reduce-only order cannot. Clear reduce-only, or place an OCO.",
    );
  }
  return combinationRefusal({ kind: orderKind(type, trigger?.kind ?? null), timeInForce, isPostOnly });
}

function legRefusal({ role, intent }: Leg, leader: OrderIntent, closing: OrderIntent["side"]): Rejection | null {
  const { trigger, type, timeInForce, isPostOnly } = intent;
  const facts = { leg: role };
  if (intent.closesPosition)
    return no(
      "leg-closes-position",
      `The ${role} is as large as what its group holds and cannot close a whole position. Give a quantity.`,
      facts,
    );
  if (intent.instrumentId !== leader.instrumentId || intent.quantityLots !== leader.quantityLots)
    return no(
      "leg-of-another-size",
      `The ${role} must be in the same market and of the same quantity. Give it both.`,
      facts,
    );
  if (intent.side !== closing || !intent.isReduceOnly)
    return no("leg-not-closing", `The ${role} must close what is held: the opposite side, reduce-only.`, facts);
  const isOfRole = trigger !== null && (trigger.kind === "take-profit") === (role === "target");
  if (!isOfRole) {
    const kinds = role === "target" ? "a take-profit" : "a stop-loss or a trailing stop";
    return no("leg-of-another-kind", `The ${role} must be ${kinds}. Give its trigger price.`, facts);
  }
  return combinationRefusal({ kind: orderKind(type, trigger.kind), timeInForce, isPostOnly });
}

/** `first` is an OCO's other leg; null where legs wait for an entry. */
function timeRefusal({ role, intent }: Leg, first: OrderIntent | null): Rejection | null {
  const facts = { leg: role, timeInForce: intent.timeInForce };
  if (first === null) {
    if (intent.timeInForce === "GTC") return null;
    return no("leg-with-time", `The ${role} lives as long as what its entry filled. Use GTC for it.`, facts);
  }
  if (intent.timeInForce === first.timeInForce && intent.expiresAt === first.expiresAt) return null;
  return no("legs-of-other-times", "Both legs of an OCO end together. Give them the same time in force.", facts);
}
