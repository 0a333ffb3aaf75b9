import { identifyRecording } from "../adapters/market-data/identify-recording.ts";
import { TapeError } from "../adapters/market-data/tape/tape-error.ts";
import { accept, type Result, refuse } from "../domain/errors/rejection.ts";
import type { FeedChoice } from "../platform/env.ts";

/** A file that cannot be played is said before anything is started. */
export async function checkFeed(feed: FeedChoice): Promise<Result<null>> {
  if (feed.kind === "synthetic") return accept(null);
  for (const path of feed.files) {
    const recording = await identifyRecording(path);
    if (recording instanceof TapeError) return refuse("feed-refused", `TRADEWIND_FEED: ${recording.message}`, { path });
  }
  return accept(null);
}
