import { sql } from "drizzle-orm";
import { bigint, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

/** The append-only story of each portfolio. `changes` is the exact JSON text, so that keys and numbers survive byte for byte. */
export const journal = pgTable(
  "journal",
  {
    portfolioId: uuid("portfolio_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    at: bigint("at", { mode: "number" }).notNull(),
    feedPosition: bigint("feed_position", { mode: "number" }),
    changes: text("changes").notNull(),
    stateHash: text("state_hash"),
  },
  (table) => [
    primaryKey({ columns: [table.portfolioId, table.sequence] }),
    // Few commits tell of funding, and statements look for those of a day among all.
    index("journal_funding").on(table.portfolioId, table.at).where(sql`changes like '%"kind":"funding-booked"%'`),
    // The same of what is borrowed, of what that costs, and of the venue's warnings.
    index("journal_debts").on(table.portfolioId, table.at).where(sql`changes like '%"kind":"borrowing-changed"%'`),
    index("journal_charges")
      .on(table.portfolioId, table.at)
      .where(
        sql`changes like '%"kind":"interest-charged"%' or changes like '%"kind":"debt-forgiven"%' or changes like '%"kind":"margin-called"%'`,
      ),
  ],
);
