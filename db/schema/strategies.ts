import { bigint, json, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { STRATEGY_STATUSES } from "../../server/domain/strategies/strategy-status.ts";
import { oneOf } from "./one-of.ts";

export const strategyRun = pgTable(
  "strategy_run",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    runId: text("run_id").notNull(),
    strategy: text("strategy").notNull(),
    instrumentId: text("instrument_id").notNull(),
    parameters: json("parameters").$type<Record<string, number>>().notNull(),
    status: text("status", { enum: STRATEGY_STATUSES }).notNull(),
    reason: text("reason"),
    /** The strategy's own state as JSON text. */
    snapshot: text("snapshot").notNull(),
    startedAt: bigint("started_at", { mode: "number" }).notNull(),
    updatedAt: bigint("updated_at", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.runId] }),
    oneOf("strategy_run_status_check", table.status, STRATEGY_STATUSES),
  ],
);
