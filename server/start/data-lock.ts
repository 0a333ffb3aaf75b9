import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LockHolder, takeLock } from "./process-lock.ts";

export type LockOutcome =
  | { readonly kind: "held"; release(): void }
  | { readonly kind: "refused"; readonly holder: LockHolder };

const commandPatienceMs = 5_000; // A command holds the data for a moment; a desk for days.

/** One process at a time owns a data folder. */
export async function lockData(folder: string, purpose: "desk" | "command"): Promise<LockOutcome> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const until = Date.now() + commandPatienceMs;
  for (;;) {
    const taken = await takeLock(join(folder, "desk.lock"), purpose);
    if (taken.kind === "held") return taken;
    if (taken.holder.purpose === "desk" || Date.now() > until) return { kind: "refused", holder: taken.holder };
    await sleep(100);
  }
}
