import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** How far each pulled feed was committed by anybody: where it continues after a restart. */
export const feedState = pgTable("feed_state", {
  key: text("key").primaryKey(),
  position: bigint("position", { mode: "number" }).notNull(),
  tapeAt: bigint("tape_at", { mode: "number" }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});

/** What acts on a synthetic market from outside, at a position of its tape: the desk's own trades, planted episodes. Part of the tape. */
export const feedInput = pgTable(
  "feed_input",
  {
    feedKey: text("feed_key").notNull(),
    position: bigint("position", { mode: "number" }).notNull(),
    number: integer("number").notNull(),
    input: jsonb("input").notNull(),
  },
  (table) => [primaryKey({ columns: [table.feedKey, table.position, table.number] })],
);

/** What a person asked of the running feed: pause, resume, speed, seek, an episode. Answered by the market-data process. */
export const feedControl = pgTable(
  "feed_control",
  {
    id: uuid("id").primaryKey(),
    action: jsonb("action").notNull(),
    userId: text("user_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /** Null until it was carried out; then "done" or why not. */
    outcome: text("outcome"),
  },
  (table) => [index("feed_control_waiting").on(table.createdAt)],
);
