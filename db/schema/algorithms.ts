import { bigint, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ALGORITHM_KINDS, ALGORITHM_STATUSES } from "../../server/domain/orders/algorithms/algorithm.ts";
import { SIDES } from "../../server/domain/orders/order-type.ts";
import { oneOf } from "./one-of.ts";

/** Orders that are worked by many others, which carry the id of theirs as their control key. Written by `commit_batch` alone. */
export const algorithmOrder = pgTable(
  "algorithm_order",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    id: text("id").notNull(),
    instrumentId: text("instrument_id").notNull(),
    kind: text("kind", { enum: ALGORITHM_KINDS }).notNull(),
    side: text("side", { enum: SIDES }).notNull(),
    userId: text("user_id").notNull(),
    controlKey: text("control_key").notNull(),
    quantity: numeric("quantity").notNull(),
    status: text("status", { enum: ALGORITHM_STATUSES }).notNull(),
    filledQuantity: numeric("filled_quantity").notNull(),
    filledNotional: numeric("filled_notional").notNull(),
    /** The exact JSON text of its plan and of how far it has come. */
    plan: text("plan").notNull(),
    progress: text("progress").notNull(),
    createdAt: bigint("created_at", { mode: "number" }).notNull(),
    updatedAt: bigint("updated_at", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.id] }),
    oneOf("algorithm_order_kind_check", table.kind, ALGORITHM_KINDS),
    oneOf("algorithm_order_side_check", table.side, SIDES),
    oneOf("algorithm_order_status_check", table.status, ALGORITHM_STATUSES),
  ],
);
