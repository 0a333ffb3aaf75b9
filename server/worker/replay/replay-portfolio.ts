import { existsSync } from "node:fs";
import type { Client } from "../../../db/client.ts";
import { type JournalRow, readJournal } from "../../../db/queries/journal.ts";
import { findStrategy } from "../../../strategies/registry.ts";
import { MarketTapeReader } from "../../adapters/market-data/market-tape/market-tape.ts";
import { keptSessions, readSessionTape } from "../../adapters/market-data/market-tape/session-tape.ts";
import { tapeFolder } from "../../adapters/market-data/market-tape/tape-folder.ts";
import { type ReplayReport, replaySession } from "./replay-session.ts";

const ROWS_AT_ONCE = 500;

export type ReplayedSession = ReplayReport & { readonly begunAt: number };

/** Runs every kept session of a portfolio again, the oldest first. Null when nothing of it is kept. */
export async function replayPortfolio(
  sql: Client,
  portfolio: { readonly id: string; readonly feedKey: string },
  dataDir: string,
): Promise<readonly ReplayedSession[] | null> {
  const folder = tapeFolder(dataDir, portfolio.feedKey);
  const kept = existsSync(folder) ? keptSessions(folder, portfolio.id) : [];
  if (kept.length === 0) return null;
  const market = new MarketTapeReader(folder);
  const replayed: ReplayedSession[] = [];
  for (const { path, begunAt } of kept) {
    const journaled = journalReader(sql, portfolio.id);
    const report = await replaySession({ records: readSessionTape(path), market, journaled, findStrategy });
    replayed.push({ begunAt, ...report });
  }
  return replayed;
}

/** Rows are asked for one after the other and read some hundred at a time. */
function journalReader(sql: Client, portfolioId: string): (sequence: number) => Promise<JournalRow | null> {
  const ahead = new Map<number, JournalRow>();
  return async (sequence) => {
    if (!ahead.has(sequence)) {
      ahead.clear();
      for (const row of await readJournal(sql, portfolioId, sequence - 1, ROWS_AT_ONCE)) ahead.set(row.sequence, row);
    }
    return ahead.get(sequence) ?? null;
  };
}
