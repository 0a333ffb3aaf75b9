import { basename } from "node:path";
import type { Client } from "../../../db/client.ts";
import { findFeed, saveFeedPosition } from "../../../db/queries/feed-state.ts";
import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import { openRecordedFeed } from "../../adapters/market-data/recorded-feed.ts";
import { LISTED_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";
import type { FeedChoice } from "../../platform/env.ts";
import { openSyntheticFeed } from "./synthetic-feed.ts";

/** The tape that the desk plays, the name under which its position is kept, and a way to open it again from its beginning. */
export type DeskFeed = {
  readonly key: string;
  readonly position: number;
  open(): Promise<PulledFeed>;
};

/** Finds the tape that was chosen; a synthetic one keeps the instant at which it first began. */
export async function findDeskFeed(sql: Client, choice: FeedChoice, seed: number, now: number): Promise<DeskFeed> {
  if (choice.kind === "synthetic") {
    const prefix = `synthetic:${seed}:`;
    const known = await findFeed(sql, prefix);
    const startAt = known === null ? now : Number(known.key.slice(prefix.length));
    const key = `${prefix}${startAt}`;
    await saveFeedPosition(sql, known ?? { key, position: 0, tapeAt: startAt }); // The newest saved is the one that plays.
    return { key, position: known?.position ?? 0, open: async () => openSyntheticFeed({ seed, startAt }) };
  }
  const files = choice.files.map((path) => ({ path, instrumentId: instrumentOf(path) }));
  const key = `recorded:${choice.files.map((path) => basename(path)).join(",")}`;
  const known = await findFeed(sql, key);
  await saveFeedPosition(sql, known ?? { key, position: 0, tapeAt: 0 });
  return { key, position: known?.position ?? 0, open: () => openRecordedFeed(files) };
}

/** A recording names its instrument: `binance-spot-BTCUSDT-…`. */
function instrumentOf(path: string): string {
  const name = basename(path).toUpperCase();
  const found = LISTED_INSTRUMENTS.find(({ base, quote }) =>
    new RegExp(`(^|[^A-Z])${base}[-_/]?${quote}([^A-Z]|$)`).test(name),
  );
  if (found !== undefined) return found.id;
  const listed = LISTED_INSTRUMENTS.map(({ base, quote }) => `${base}${quote}`).join(", ");
  throw new Error(`File "${basename(path)}" does not name an instrument. Put one of ${listed} into its name.`);
}
