import { isTerminal, type OrderStatus } from "../order-status.ts";
import { REPLACED } from "../replacement.ts";

export const LEG_ROLES = ["stop", "target"] as const;
/** What a leg does for what its group holds: a stop bounds the loss, a target takes the profit. */
export type LegRole = (typeof LEG_ROLES)[number];

export const CONTINGENT_ROLES = ["entry", ...LEG_ROLES] as const;
export type ContingentRole = (typeof CONTINGENT_ROLES)[number];

/**
 * How an order stands to those that were placed with it. An OCO is a stop and a target over what is held: what one of them fills
 * the other gives up, and it ends with it. An entry with one leg (OTO) or with both (bracket) arms them as it fills.
 */
export type Contingency = {
  /** The id of the order that comes first in the group: the entry, or the stop of an OCO. */
  readonly groupId: string;
  readonly role: ContingentRole;
  /** A leg whose entry has not filled: no price can fire it yet. */
  readonly waitsForEntry: boolean;
};

type Contingent = { readonly contingency?: Contingency | null };

export const waitsForEntry = ({ contingency }: Contingent): boolean => contingency?.waitsForEntry === true;

/** The leg's role; null for an entry and for an order that stands alone. */
export function legRole({ contingency }: Contingent): LegRole | null {
  const role = contingency?.role ?? null;
  return role === "entry" ? null : role;
}

type EndedLeg = Contingent & { readonly status: OrderStatus; readonly reasonCode: string | null };

/** Nobody wanted it to end: our gate denied it, or the venue refused it or gave it up. What it guarded is without it. */
export function hasLegFailed(order: EndedLeg): boolean {
  const { status, reasonCode } = order;
  if (legRole(order) === null || !isTerminal(status) || status === "filled" || reasonCode === GROUP_REFUSED)
    return false;
  return status !== "canceled" || !WANTED_ENDS.has(reasonCode);
}

/** Why a leg that never traded in full was ended by its group, and not by a person or a venue. */
export const GROUP_CODES = { entryEnded: "entry-ended", otherLegFilled: "other-leg-filled" } as const;

/** It was never placed, because another of its group was refused. */
export const GROUP_REFUSED = "group-refused";

const WANTED_ENDS: ReadonlySet<string | null> = new Set([
  "requested",
  REPLACED,
  "position-closed",
  ...Object.values(GROUP_CODES),
]);
