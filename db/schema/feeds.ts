import { bigint, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** How far each pulled feed was committed by anybody: where it continues after a restart. */
export const feedState = pgTable("feed_state", {
  key: text("key").primaryKey(),
  position: bigint("position", { mode: "number" }).notNull(),
  tapeAt: bigint("tape_at", { mode: "number" }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});
