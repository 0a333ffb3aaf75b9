import { mkdirSync } from "node:fs";
import type { Client } from "../../db/client.ts";
import { SessionTapeRecorder } from "../../server/adapters/market-data/market-tape/session-tape.ts";
import { tapeFolder } from "../../server/adapters/market-data/market-tape/tape-folder.ts";
import { readOrigin } from "../../server/worker/sessions/session-origin.ts";
import { openPortfolio } from "../crash/crash-desk.ts";

const FEED = "synthetic-example";

/** A portfolio with a kept session in which a person resumed trading. `isJournaled` says whether its journal tells the same. */
export async function keepTapeExample(
  owner: Client,
  dataDir: string,
  { key, name, isJournaled }: { readonly key: string; readonly name: string; readonly isJournaled: boolean },
): Promise<void> {
  const portfolioId = await openPortfolio(owner, key);
  await owner`update portfolio set name = ${name} where id = ${portfolioId}`;
  await owner`update portfolio_state set feed_key = ${FEED} where portfolio_id = ${portfolioId}`;
  const folder = tapeFolder(dataDir, FEED);
  mkdirSync(folder, { recursive: true });
  const origin = { origin: await readOrigin(owner, portfolioId), live: null };
  const recorder = new SessionTapeRecorder(folder, { portfolioId, at: 1_700_000_000_000, origin }, (problem) => {
    throw problem;
  });
  recorder.controlled({
    kind: "control",
    at: 1_700_000_000_000,
    key: "k",
    userId: "u",
    isExpired: false,
    action: { kind: "resume" },
  });
  recorder.drained();
  recorder.committed(1);
  await recorder.close();
  const outcome = { kind: "done", orderIds: [] };
  const handled = [{ kind: "control-handled", key: "k", outcome, at: 1_700_000_000_000 }];
  await owner`
    insert into journal (portfolio_id, sequence, at, changes)
    values (${portfolioId}, 1, ${1_700_000_000_000}, ${isJournaled ? JSON.stringify(handled) : "[]"})`;
}
