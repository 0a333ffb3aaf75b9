import { setTimeout as sleep } from "node:timers/promises";
import { makeBackOff } from "./back-off.ts";
import type { EmbeddedPostgres } from "./embedded-postgres/start-postgres.ts";
import type { SupervisorFile } from "./supervisor-file.ts";

/** Looks at the postmaster, ours or adopted, and starts it again on the same port when it is gone. Returns how to end the watch. */
export function watchPostgres(
  postgres: EmbeddedPostgres,
  file: SupervisorFile,
  print: (line: string) => void,
): () => Promise<void> {
  let isWatching = true;
  const backOff = makeBackOff();
  async function watch(): Promise<void> {
    let upAt = Date.now();
    while (isWatching) {
      await sleep(200);
      if (!isWatching || postgres.isAlive()) continue;
      file.report("postgres", "restarting", null);
      const waitMs = backOff.next(Date.now() - upAt);
      print(`Postgres ended unexpectedly; it restarts in ${waitMs / 1000} s.`);
      await sleep(waitMs);
      try {
        await postgres.revive();
        upAt = Date.now();
        file.report("postgres", "up", postgres.pid());
      } catch (cause) {
        print(cause instanceof Error ? cause.message : String(cause));
      }
    }
  }
  const done = watch();
  return () => {
    isWatching = false;
    return done;
  };
}
