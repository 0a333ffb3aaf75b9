import type { RunRecord } from "../../../db/queries/commit-batch.ts";
import { readRuns } from "../../../db/queries/recovery.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/** Every run of the portfolio, oldest first, without the strategies' own state. */
export async function listRuns(desk: Desk, actor: Actor, portfolioId: string): Promise<Omit<RunRecord, "snapshot">[]> {
  await authorize(desk.database, actor, "strategy:view", portfolioId);
  const runs = await readRuns(desk.sql, portfolioId);
  return runs.map(({ snapshot: _, ...run }) => run);
}
