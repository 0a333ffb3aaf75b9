import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { feedControl } from "../../../../db/schema/index.ts";
import type { FeedAction } from "../../../domain/markets/feed-control.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";

export type ControlFeedInput = { readonly key: string; readonly action: FeedAction };

/** `pending`: the process that plays the tape has not answered yet; it acts as soon as it is back. */
export type FeedAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "pending" };

const WAIT_MS = 4_000;
const LOOK_MS = 60;

/** Tells the running tape what to do. It is one tape for all portfolios, so its effect is the whole desk's. */
export async function controlFeed(
  desk: Desk,
  actor: Actor,
  { key, action }: ControlFeedInput,
  waitMs = WAIT_MS,
): Promise<FeedAnswer> {
  await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "tape:control", null);
    const added = await transaction
      .insert(feedControl)
      .values({ id: key, action, userId: actor.userId })
      .onConflictDoNothing()
      .returning({ id: feedControl.id });
    if (added.length === 0) return;
    await transaction.execute(sql`select pg_notify('tradewind_feed', ${key})`);
    await recordAudit(transaction, actor, {
      action: `tape.${action.kind}`,
      target: key,
      portfolioId: null,
      after: action,
    });
  });
  const until = performance.now() + waitMs;
  for (;;) {
    const outcome = await outcomeOf(desk, key);
    if (outcome !== null) return outcome === "done" ? { kind: "done" } : { kind: "refused", message: outcome };
    if (performance.now() >= until) return { kind: "pending" };
    await sleep(LOOK_MS);
  }
}

async function outcomeOf(desk: Desk, key: string): Promise<string | null> {
  const [row] = await desk.database
    .select({ outcome: feedControl.outcome })
    .from(feedControl)
    .where(eq(feedControl.id, key));
  return row?.outcome ?? null;
}
