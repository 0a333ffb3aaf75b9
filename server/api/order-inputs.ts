import { z } from "zod";
import { FILL_SORTS, ORDER_ENDS, ORDER_SORTS, ORDER_SOURCES } from "../domain/orders/order-listing.ts";
import { LIQUIDITIES, ORDER_TYPES, SIDES } from "../domain/orders/order-type.ts";
import { id, rawText } from "./inputs.ts";

const SORTS_MAX = 4;
const instant = z.int().min(0).max(8_640_000_000_000_000).nullable().default(null);

const shared = {
  instrumentIds: z.array(id).max(50).readonly().default([]),
  sides: z.array(z.enum(SIDES)).max(2).readonly().default([]),
  text: rawText.default(""),
  from: instant,
  until: instant,
};

const sortedBy = <Key extends string>(keys: readonly [Key, ...Key[]]) =>
  z
    .array(z.object({ key: z.enum(keys), isDescending: z.boolean() }))
    .max(SORTS_MAX)
    .readonly()
    .default([]);

export const orderSearchInput = z.object({
  filter: z.object({
    ...shared,
    types: z.array(z.enum(ORDER_TYPES)).max(10).readonly().default([]),
    ends: z.array(z.enum(ORDER_ENDS)).max(10).readonly().default([]),
    sources: z.array(z.enum(ORDER_SOURCES)).max(5).readonly().default([]),
    tag: rawText.default(""),
  }),
  sort: sortedBy(ORDER_SORTS),
});

export const fillSearchInput = z.object({
  filter: z.object({ ...shared, liquidities: z.array(z.enum(LIQUIDITIES)).max(2).readonly().default([]) }),
  sort: sortedBy(FILL_SORTS),
});

/** Where the next page begins: the last row's values, as the desk gave them. */
export const pageInput = z.object({
  after: z
    .array(z.string().max(100))
    .max(SORTS_MAX + 2)
    .nullable()
    .default(null),
  limit: z.int().min(1).max(200).default(100),
});

/** What a conditional order waits for, as a person writes it: everything is text, the domain reads and refuses it. */
const triggerInput = z.object({
  kind: rawText,
  by: rawText,
  price: rawText.nullable().default(null),
  distance: rawText.nullable().default(null),
  distancePercent: rawText.nullable().default(null),
  limitDistance: rawText.nullable().default(null),
});

/** An order as a person writes it. */
export const orderInput = z.object({
  instrumentId: rawText,
  side: rawText,
  type: rawText,
  quantity: rawText,
  price: rawText.nullable(),
  timeInForce: rawText,
  isPostOnly: z.boolean().default(false),
  isReduceOnly: z.boolean().default(false),
  closesPosition: z.boolean().default(false),
  positionSide: rawText.nullable().default(null),
  acceptsStalePrice: z.boolean().default(false),
  trigger: triggerInput.nullable().default(null),
  expiresAt: z.number().nullable().default(null),
});
