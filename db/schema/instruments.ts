import { bigint, foreignKey, index, numeric, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import { INSTRUMENT_KINDS, INSTRUMENT_STATUSES } from "../../server/domain/markets/catalogue.ts";
import { oneOf } from "./one-of.ts";
import { user } from "./users.ts";

/** Everything that venues list, traded here or not. */
export const instrument = pgTable(
  "instrument",
  {
    id: text("id").primaryKey(),
    venue: text("venue").notNull(),
    symbol: text("symbol").notNull(),
    kind: text("kind", { enum: INSTRUMENT_KINDS }).notNull(),
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    settle: text("settle"),
    tick: numeric("tick").notNull(),
    lot: numeric("lot").notNull(),
    minNotional: numeric("min_notional").notNull(),
    contractSize: numeric("contract_size").notNull(),
    status: text("status", { enum: INSTRUMENT_STATUSES }).notNull(),
    /** Where its stored data comes from; null while there is none. */
    source: text("source"),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique("instrument_symbol").on(table.venue, table.symbol),
    oneOf("instrument_kind_check", table.kind, INSTRUMENT_KINDS),
    oneOf("instrument_status_check", table.status, INSTRUMENT_STATUSES),
  ],
);

/** Fees as fractions of notional, each from an instant until the next row's. */
export const instrumentFee = pgTable(
  "instrument_fee",
  {
    instrumentId: text("instrument_id")
      .notNull()
      .references(() => instrument.id, { onDelete: "cascade" }),
    validFrom: bigint("valid_from", { mode: "number" }).notNull(),
    makerRate: numeric("maker_rate").notNull(),
    takerRate: numeric("taker_rate").notNull(),
  },
  (table) => [primaryKey({ columns: [table.instrumentId, table.validFrom] })],
);

/** A user's lists of instruments; the one named "favourites" is behind the star. */
export const watchlist = pgTable(
  "watchlist",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.name] })],
);

export const watchlistInstrument = pgTable(
  "watchlist_instrument",
  {
    userId: text("user_id").notNull(),
    list: text("list").notNull(),
    instrumentId: text("instrument_id").notNull(),
    position: bigint("position", { mode: "number" }).notNull(),
    addedAt: timestamp("added_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.list, table.instrumentId] }),
    foreignKey({
      name: "watchlist_instrument_list",
      columns: [table.userId, table.list],
      foreignColumns: [watchlist.userId, watchlist.name],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    index("watchlist_order").on(table.userId, table.list, table.position),
  ],
);
