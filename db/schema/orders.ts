import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  json,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { MARKOUT_HORIZONS_MS } from "../../server/domain/execution-quality/markout.ts";
import { CONTINGENT_ROLES } from "../../server/domain/orders/contingency/contingency.ts";
import { isTerminal, ORDER_STATUSES, type OrderStatus } from "../../server/domain/orders/order-status.ts";
import { LIQUIDITIES, ORDER_TYPES, SIDES, TIMES_IN_FORCE } from "../../server/domain/orders/order-type.ts";
import { TRIGGER_KINDS, TRIGGER_PRICES } from "../../server/domain/orders/triggers/trigger.ts";
import { POSITION_SIDES } from "../../server/domain/positions/position-side.ts";
import { oneOf, wordsOf } from "./one-of.ts";

export const WORKING_STATUSES: readonly OrderStatus[] = ORDER_STATUSES.filter((status) => !isTerminal(status));

/** Only `commit_batch` writes here and in the tables beside it, so no foreign key is paid for on each row. */
export const orders = pgTable(
  "orders",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    id: text("id").notNull(),
    instrumentId: text("instrument_id").notNull(),
    side: text("side", { enum: SIDES }).notNull(),
    type: text("type", { enum: ORDER_TYPES }).notNull(),
    timeInForce: text("time_in_force", { enum: TIMES_IN_FORCE }).notNull(),
    isPostOnly: boolean("is_post_only").notNull(),
    isReduceOnly: boolean("is_reduce_only").notNull().default(false),
    /** As large as the position when it fires; until then the quantity is what that was when it was placed. */
    closesPosition: boolean("closes_position").notNull().default(false),
    /** Which of two positions in hedge mode; null where the instrument has but one. */
    positionSide: text("position_side", { enum: POSITION_SIDES }),
    acceptsStalePrice: boolean("accepts_stale_price").notNull(),
    quantity: numeric("quantity").notNull(),
    price: numeric("price"),
    boundPrice: numeric("bound_price").notNull(),
    userId: text("user_id"),
    controlKey: text("control_key"),
    runId: text("run_id"),
    status: text("status", { enum: ORDER_STATUSES }).notNull(),
    filledQuantity: numeric("filled_quantity").notNull(),
    filledNotional: numeric("filled_notional").notNull(),
    reserved: numeric("reserved").notNull(),
    venueOrderId: text("venue_order_id"),
    /** How often it was asked to change its terms, and the terms that the venue has not answered yet. */
    revision: integer("revision").notNull().default(0),
    amendQuantity: numeric("amend_quantity"),
    amendPrice: numeric("amend_price"),
    amendTriggerPrice: numeric("amend_trigger_price"),
    /** What it waits for in the worker; the price is a trailing stop's activation. */
    triggerKind: text("trigger_kind", { enum: TRIGGER_KINDS }),
    triggerBy: text("trigger_by", { enum: TRIGGER_PRICES }),
    triggerPrice: numeric("trigger_price"),
    trailDistance: numeric("trail_distance"),
    trailBps: integer("trail_bps"),
    trailLimitDistance: numeric("trail_limit_distance"),
    /** The best price that a trailing stop has followed, and the price at which the trigger fired. */
    trailReference: numeric("trail_reference"),
    releasedPrice: numeric("released_price"),
    expiresAt: bigint("expires_at", { mode: "number" }),
    /** The orders that it was placed with, what it is among them, and whether it still waits for their entry. */
    groupId: text("group_id"),
    groupRole: text("group_role", { enum: CONTINGENT_ROLES }),
    waitsForEntry: boolean("waits_for_entry").notNull().default(false),
    /** The order whose place it takes, at a venue that cannot change orders where they stand. */
    replaces: text("replaces"),
    reasonCode: text("reason_code"),
    reason: text("reason"),
    createdAt: bigint("created_at", { mode: "number" }).notNull(),
    updatedAt: bigint("updated_at", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.id] }),
    oneOf("orders_side_check", table.side, SIDES),
    oneOf("orders_position_side_check", table.positionSide, POSITION_SIDES),
    oneOf("orders_type_check", table.type, ORDER_TYPES),
    oneOf("orders_time_in_force_check", table.timeInForce, TIMES_IN_FORCE),
    oneOf("orders_status_check", table.status, ORDER_STATUSES),
    oneOf("orders_trigger_kind_check", table.triggerKind, TRIGGER_KINDS),
    oneOf("orders_trigger_by_check", table.triggerBy, TRIGGER_PRICES),
    oneOf("orders_group_role_check", table.groupRole, CONTINGENT_ROLES),
    check("orders_group_check", sql`(${table.groupId} is null) = (${table.groupRole} is null)`),
    check("orders_trigger_check", sql`(${table.triggerKind} is null) = (${table.triggerBy} is null)`),
    check("orders_expiry_check", sql`(${table.timeInForce} = 'GTD') = (${table.expiresAt} is not null)`),
    check(
      "orders_source_check",
      sql`(${table.userId} is null) = (${table.controlKey} is null) and (${table.userId} is null) <> (${table.runId} is null)`,
    ),
    index("orders_working").on(table.portfolioId).where(wordsOf(table.status, WORKING_STATUSES)),
    // Partial, though it holds every order: a lookup by id must find no other index than the primary key, whatever the statistics say.
    index("orders_created").on(table.portfolioId, table.createdAt).where(sql`${table.createdAt} >= 0`),
  ],
);

export const fills = pgTable(
  "fills",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    id: text("id").notNull(),
    orderId: text("order_id").notNull(),
    instrumentId: text("instrument_id").notNull(),
    tradeId: text("trade_id").notNull(),
    side: text("side", { enum: SIDES }).notNull(),
    quantity: numeric("quantity").notNull(),
    price: numeric("price").notNull(),
    notional: numeric("notional").notNull(),
    feeCurrency: text("fee_currency").notNull(),
    fee: numeric("fee").notNull(),
    liquidity: text("liquidity", { enum: LIQUIDITIES }).notNull(),
    excessQuantity: numeric("excess_quantity").notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
    /** The mids after it as they were taken, by ascending horizon, and how many are still to come: none for a fill of an older desk. */
    markouts: jsonb("markouts").notNull().default([]),
    markoutsLeft: smallint("markouts_left").notNull().default(MARKOUT_HORIZONS_MS.length),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.id] }),
    check("fills_markouts_left_check", sql`${table.markoutsLeft} >= 0`),
    index("fills_markouts_due").on(table.portfolioId, table.at).where(sql`${table.markoutsLeft} > 0`),
    unique("fills_dedupe").on(table.portfolioId, table.orderId, table.instrumentId, table.tradeId),
    oneOf("fills_side_check", table.side, SIDES),
    oneOf("fills_liquidity_check", table.liquidity, LIQUIDITIES),
    index("fills_at").on(table.portfolioId, table.at),
  ],
);

/** The life of each order, one row a step, with the wall time at which it was committed. Written by `commit_batch` alone. */
export const orderEvent = pgTable(
  "order_event",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    orderId: text("order_id").notNull(),
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** Of the commit. */
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    /** Of the tape. */
    at: bigint("at", { mode: "number" }).notNull(),
    wallAt: timestamp("wall_at", { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
    /** Decimal texts of what the step changed. */
    detail: json("detail").$type<Record<string, string | null>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.portfolioId, table.orderId, table.number] })],
);

/** What people write beside an order. */
export const orderNote = pgTable(
  "order_note",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    orderId: text("order_id").notNull(),
    note: text("note").notNull(),
    tags: text("tags").array().notNull(),
    userId: text("user_id").notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.orderId] }),
    index("order_note_tags").using("gin", table.tags),
  ],
);
