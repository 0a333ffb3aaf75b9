import { sql } from "drizzle-orm";
import { bigint, index, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { DIRECTIONS } from "../../server/domain/positions/lot.ts";
import { POSITION_SIDES } from "../../server/domain/positions/position-side.ts";
import { oneOf } from "./one-of.ts";

/** Open and closed lots: quantity and cost are what is left; a closed lot has quantity 0. */
export const lots = pgTable(
  "lots",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    id: text("id").notNull(),
    /** Order of opening, so that recovery reads the lots back in the order in which they must be closed. */
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    instrumentId: text("instrument_id").notNull(),
    direction: text("direction", { enum: DIRECTIONS }).notNull(),
    fillId: text("fill_id").notNull(),
    openedAt: bigint("opened_at", { mode: "number" }).notNull(),
    quantity: numeric("quantity").notNull(),
    cost: numeric("cost").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.id] }),
    oneOf("lots_direction_check", table.direction, DIRECTIONS),
    index("lots_open").on(table.portfolioId, table.number).where(sql`${table.quantity} <> 0`),
  ],
);

/** One row for each part of a lot that a fill closed: traces every realised amount to its purchase. */
export const lotClosing = pgTable(
  "lot_closing",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    lotId: text("lot_id").notNull(),
    fillId: text("fill_id").notNull(),
    instrumentId: text("instrument_id").notNull(),
    quantity: numeric("quantity").notNull(),
    cost: numeric("cost").notNull(),
    proceeds: numeric("proceeds").notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.portfolioId, table.lotId, table.fillId] })],
);

const STORED_SIDES = ["net", ...POSITION_SIDES] as const;

export const positions = pgTable(
  "positions",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    instrumentId: text("instrument_id").notNull(),
    /** `net`: the only one of its instrument, or what is told of both in hedge mode. */
    positionSide: text("position_side", { enum: STORED_SIDES }).notNull().default("net"),
    realised: numeric("realised").notNull(),
    /** How a perpetual is margined and what stands behind it, as exact JSON; null for spot. */
    margin: text("margin"),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.instrumentId, table.positionSide] }),
    oneOf("positions_position_side_check", table.positionSide, STORED_SIDES),
  ],
);
