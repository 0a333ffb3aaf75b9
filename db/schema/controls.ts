import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { oneOf } from "./one-of.ts";
import { portfolio } from "./portfolios.ts";

export const CONTROL_STATUSES = ["pending", "handled"] as const;

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** The queue from the web to the worker. `key` is made by the client: the same key never acts twice. */
export const controlCommand = pgTable(
  "control_command",
  {
    portfolioId: uuid("portfolio_id")
      .notNull()
      .references(() => portfolio.id),
    key: text("key").notNull(),
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    action: jsonb("action").notNull(),
    userId: text("user_id").notNull(),
    createdAt: instant("created_at").notNull().default(sql`clock_timestamp()`),
    expiresAt: instant("expires_at").notNull(),
    status: text("status", { enum: CONTROL_STATUSES }).notNull().default("pending"),
    outcome: jsonb("outcome"),
    sequence: bigint("sequence", { mode: "number" }),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.key] }),
    oneOf("control_command_status_check", table.status, CONTROL_STATUSES),
    index("control_command_pending").on(table.portfolioId, table.number).where(sql`${table.status} = 'pending'`),
  ],
);
