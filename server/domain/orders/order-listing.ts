import type { OrderQuality } from "../execution-quality/order-quality.ts";
import type { PositionSide } from "../positions/position-side.ts";
import type { Fill } from "./fill.ts";
import type { Order } from "./order.ts";
import type { Liquidity, OrderType, Side } from "./order-type.ts";

/** Where an order has come to, as people ask for it. */
export const ORDER_ENDS = ["working", "filled", "canceled", "expired", "denied", "rejected"] as const;
export type OrderEnd = (typeof ORDER_ENDS)[number];

export const ORDER_SOURCES = ["manual", "strategy"] as const;

export const ORDER_SORTS = [
  "time",
  "market",
  "side",
  "type",
  "price",
  "size",
  "value",
  "filled",
  "average",
  "status",
] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export const FILL_SORTS = ["time", "market", "side", "price", "size", "value", "liquidity"] as const;
export type FillSort = (typeof FILL_SORTS)[number];

export type SortedBy<Key extends string> = { readonly key: Key; readonly isDescending: boolean };

/** Empty lists, empty text and null ask for nothing. Instants are the tape's, `until` is exclusive. */
export type FillFilter = {
  readonly instrumentIds: readonly string[];
  readonly sides: readonly Side[];
  readonly liquidities: readonly Liquidity[];
  readonly text: string;
  readonly from: number | null;
  readonly until: number | null;
};

export type OrderFilter = Omit<FillFilter, "liquidities"> & {
  readonly types: readonly OrderType[];
  readonly ends: readonly OrderEnd[];
  readonly sources: readonly (typeof ORDER_SOURCES)[number][];
  readonly tag: string;
};

/** What a person wrote beside an order, and who wrote last. */
export type OrderNote = {
  readonly note: string;
  readonly tags: readonly string[];
  readonly by: string;
  /** UTC ms. */
  readonly at: number;
};

export type ListedOrder = {
  readonly order: Order;
  /** The person's or the strategy's name. */
  readonly placedBy: string;
  readonly note: OrderNote | null;
};

/** A fill, and in hedge mode the position of its order. */
export type ListedFill = Fill & { readonly positionSide?: PositionSide };

/** A page of rows; `next` asks for the following one, null after the last. */
export type Listing<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly next: readonly string[] | null;
};

export type OrderStepDetail = {
  readonly [Name in
    | "code"
    | "reason"
    | "quantity"
    | "price"
    | "newQuantity"
    | "newPrice"
    | "newTriggerPrice"
    | "fee"
    | "feeCurrency"
    | "liquidity"
    | "trigger"
    | "triggerBy"
    | "triggerPrice"
    | "trailDistance"
    | "trailPercent"
    | "limitDistance"
    | "trailReference"
    | "releasedPrice"
    | "role"
    | "waitsFor"
    | "replaces"
    | "expiresAt"]?: string | null;
};

/** One step of an order's life: when by the tape, when by the wall clock, and decimal texts of what it was about. */
type OrderLifeStep = {
  readonly kind: string;
  readonly at: number;
  readonly wallAt: number;
  readonly detail: OrderStepDetail;
};

export type OrderLife = {
  readonly listed: ListedOrder;
  readonly steps: readonly OrderLifeStep[];
  readonly fills: readonly Fill[];
  readonly quality: OrderQuality;
  /** The order that took its place, where its venue could not change it. */
  readonly replacedBy: string | null;
};

export const NOTE_LENGTH_MAX = 2_000;
export const TAGS_MAX = 10;
export const TAG_LENGTH_MAX = 30;
