import { and, eq } from "drizzle-orm";
import { controlCommand } from "../../../db/schema/index.ts";
import type { Desk } from "../desk.ts";
import type { ControlAnswer } from "./control-action.ts";

const WAIT_MS = 4_000;

/** The worker's answer to a queued command, as soon as its commit rings; `pending` when it takes longer than four seconds. */
export async function awaitOutcome(
  desk: Desk,
  portfolioId: string,
  key: string,
  sequence: number,
  waitMs = WAIT_MS,
): Promise<ControlAnswer> {
  const marker = JSON.stringify(key);
  let ring: () => void = () => {};
  const rang = new Promise<void>((resolve) => {
    ring = resolve;
  });
  const timer = setTimeout(ring, waitMs);
  const unfollow = desk.updates.follow(portfolioId, sequence, (row) => {
    if (row.changes.includes(marker) && row.changes.includes('"control-handled"')) ring();
  });
  try {
    // Asked before as after: a key that is sent again was answered long ago.
    return (
      (await storedAnswer(desk, portfolioId, key)) ??
      (await rang.then(() => storedAnswer(desk, portfolioId, key))) ?? { kind: "pending" }
    );
  } finally {
    clearTimeout(timer);
    unfollow();
  }
}

async function storedAnswer(desk: Desk, portfolioId: string, key: string): Promise<ControlAnswer | null> {
  const [row] = await desk.database
    .select({ outcome: controlCommand.outcome })
    .from(controlCommand)
    .where(and(eq(controlCommand.portfolioId, portfolioId), eq(controlCommand.key, key)));
  return row === undefined || row.outcome === null ? null : (row.outcome as ControlAnswer);
}
