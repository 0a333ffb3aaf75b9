import { sql } from "drizzle-orm";
import { index, json, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Who did what, to what, when: append-only, written in the transaction of the deed. */
export const audit = pgTable(
  "audit",
  {
    id: uuid("id").primaryKey(),
    at: timestamp("at", { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
    /** Null when the desk itself acted, e.g. a command line on the machine. */
    actorUserId: text("actor_user_id"),
    portfolioId: uuid("portfolio_id"),
    action: text("action").notNull(),
    target: text("target").notNull(),
    before: json("before"),
    after: json("after"),
    ip: text("ip"),
  },
  (table) => [index("audit_at").on(table.at), index("audit_portfolio").on(table.portfolioId, table.at)],
);
