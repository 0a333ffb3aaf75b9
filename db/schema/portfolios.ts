import { sql } from "drizzle-orm";
import { bigint, check, numeric, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { ROLES } from "../../server/domain/access/role.ts";
import { DEFAULT_SELF_TRADE, SELF_TRADE_MODES } from "../../server/domain/orders/self-trade.ts";
import { FEED_KINDS, PORTFOLIO_MODES } from "../../server/domain/portfolio/portfolio-kind.ts";
import { TRADING_STATES } from "../../server/domain/risk/trading-state.ts";
import { oneOf } from "./one-of.ts";
import { user } from "./users.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const portfolio = pgTable(
  "portfolio",
  {
    id: uuid("id").primaryKey(),
    /** Prefix of every order, fill and lot id that the engine makes for it. */
    key: text("key").notNull().unique(),
    name: text("name").notNull(),
    mode: text("mode", { enum: PORTFOLIO_MODES }).notNull(),
    feedKind: text("feed_kind", { enum: FEED_KINDS }).notNull(),
    baseCurrency: text("base_currency").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Put away: it is listed nowhere and does not trade; its history stays. */
    archivedAt: instant("archived_at"),
  },
  (table) => [
    check("portfolio_key_check", sql`${table.key} ~ '^[a-z0-9]{8,12}$'`),
    oneOf("portfolio_mode_check", table.mode, PORTFOLIO_MODES),
    oneOf("portfolio_feed_kind_check", table.feedKind, FEED_KINDS),
  ],
);

export const portfolioMember = pgTable(
  "portfolio_member",
  {
    portfolioId: uuid("portfolio_id")
      .notNull()
      .references(() => portfolio.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role", { enum: ROLES }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.userId] }),
    oneOf("portfolio_member_role_check", table.role, ROLES),
  ],
);

/** One row a portfolio: the place in its story, who runs it, and whether it trades. */
export const portfolioState = pgTable(
  "portfolio_state",
  {
    portfolioId: uuid("portfolio_id")
      .primaryKey()
      .references(() => portfolio.id),
    sequence: bigint("sequence", { mode: "number" }).notNull().default(0),
    epoch: bigint("epoch", { mode: "number" }).notNull().default(0),
    leaseHolder: text("lease_holder"),
    leaseExpiresAt: instant("lease_expires_at"),
    tradingState: text("trading_state", { enum: TRADING_STATES }).notNull().default("active"),
    /** In words, or, while stops are in force, with them as JSON: see `stored-stops.ts`. */
    tradingStateReason: text("trading_state_reason").notNull().default(""),
    /** What happens to an order that would trade with another of the portfolio. Written by `commit_batch` alone. */
    selfTrade: text("self_trade", { enum: SELF_TRADE_MODES }).notNull().default(DEFAULT_SELF_TRADE),
    /** How far it may borrow and all that it owes, as exact JSON; null for one that never borrowed. Written by `commit_batch` alone. */
    borrowing: text("borrowing"),
    orderCount: bigint("order_count", { mode: "number" }).notNull().default(0),
    fillCount: bigint("fill_count", { mode: "number" }).notNull().default(0),
    lotCount: bigint("lot_count", { mode: "number" }).notNull().default(0),
    /** The tape it trades on, since its first session: on any other tape of its kind it is frozen. */
    feedKey: text("feed_key"),
    feedPosition: bigint("feed_position", { mode: "number" }),
    tapeAt: bigint("tape_at", { mode: "number" }).notNull().default(0),
    stateHash: text("state_hash"),
    /** Digests of all fills and of all finished orders, so that a restart need not read them; null before the first commit. */
    fillsDigest: text("fills_digest"),
    closedDigest: text("closed_digest"),
  },
  (table) => [
    oneOf("portfolio_state_trading_state_check", table.tradingState, TRADING_STATES),
    oneOf("portfolio_state_self_trade_check", table.selfTrade, SELF_TRADE_MODES),
  ],
);

export const balances = pgTable(
  "balances",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    currency: text("currency").notNull(),
    total: numeric("total").notNull(),
    reserved: numeric("reserved").notNull(),
  },
  (table) => [primaryKey({ columns: [table.portfolioId, table.currency] })],
);

/** Money paid in (positive) or out (negative): no profit, no loss. Written by `commit_batch` alone. */
export const cashFlow = pgTable(
  "cash_flow",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    /** The key of the control command that asked for it. */
    key: text("key").notNull(),
    currency: text("currency").notNull(),
    amount: numeric("amount").notNull(),
    userId: text("user_id").notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
    wallAt: instant("wall_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.portfolioId, table.key] })],
);

/** What a portfolio was worth, once a minute of the tape while it runs, in its base currency. */
export const equityPoint = pgTable(
  "equity_point",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
    wallAt: instant("wall_at").notNull().default(sql`clock_timestamp()`),
    equity: numeric("equity").notNull(),
    /** All money paid in less all paid out until then; the first balance counts. */
    netFlow: numeric("net_flow").notNull(),
    realised: numeric("realised").notNull(),
    unrealised: numeric("unrealised").notNull(),
    /** The commit that the amounts belong to; null for a point of an older desk. */
    sequence: bigint("sequence", { mode: "number" }),
  },
  (table) => [primaryKey({ columns: [table.portfolioId, table.at] })],
);
