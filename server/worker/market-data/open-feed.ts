import { basename } from "node:path";
import type { Client } from "../../../db/client.ts";
import { findFeed, furthestSessionPosition, saveFeedPosition } from "../../../db/queries/feed-state.ts";
import { findRecording } from "../../adapters/market-data/identify-recording.ts";
import { openRecordedFeed, type RecordedFile } from "../../adapters/market-data/recorded-feed.ts";
import type { PlacedInput } from "../../domain/markets/feed-input.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { FeedChoice } from "../../platform/env.ts";
import { SYNTHETIC_TAPE_VERSION } from "../../simulation/market/synthetic-market.ts";
import { type ActedFeed, openSyntheticFeed } from "./synthetic-feed.ts";

/** The tape that the desk plays, the name under which its position is kept, and a way to open it from its beginning. */
export type DeskFeed = {
  readonly key: string;
  /** Where it goes on: the furthest that anybody has committed. */
  readonly position: number;
  /** Set for a tape of our own making; null for a recording. */
  readonly synthetic: { readonly seed: number; readonly startAt: Timestamp; readonly isNew: boolean } | null;
  open(inputs: readonly PlacedInput[]): Promise<ActedFeed>;
};

/**
 * Finds the tape that was chosen; a synthetic one keeps the instant at which it first began. Rejects with a TapeError for a file that
 * is no recording.
 */
export async function findDeskFeed(sql: Client, choice: FeedChoice, seed: number, now: number): Promise<DeskFeed> {
  if (choice.kind === "synthetic") {
    const prefix = `${SYNTHETIC_TAPE_VERSION}:${seed}:`;
    const known = await findFeed(sql, prefix);
    const startAt = known === null ? now : Number(known.key.slice(prefix.length));
    const key = `${prefix}${startAt}`;
    const position = await startPosition(sql, key, startAt);
    const synthetic = { seed, startAt, isNew: known === null };
    return { key, position, synthetic, open: async (inputs) => openSyntheticFeed({ seed, startAt, inputs }) };
  }
  const files: RecordedFile[] = [];
  for (const path of choice.files) files.push({ path, instrumentId: (await findRecording(path, null)).instrument.id });
  const key = `recorded:${choice.files.map((path) => basename(path)).join(",")}`;
  const position = await startPosition(sql, key, 0);
  return { key, position, synthetic: null, open: () => openRecordedFeed(files) };
}

/** Also makes it the newest, which is the one that plays. */
async function startPosition(sql: Client, key: string, startAt: Timestamp): Promise<number> {
  const known = await findFeed(sql, key);
  await saveFeedPosition(sql, known ?? { key, position: 0, tapeAt: startAt });
  return Math.max(known?.position ?? 0, await furthestSessionPosition(sql, key));
}
