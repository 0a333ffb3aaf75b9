import type { FeedChoice } from "../../server/platform/env.ts";
import { type Desk, type DeskOptions, openDesk } from "../../server/worker/desk.ts";
import { openMarketData } from "../../server/worker/market-data/market-data.ts";
import { findDeskFeed } from "../../server/worker/market-data/open-feed.ts";

export type WholeDeskOptions = Omit<DeskOptions, "tape"> & {
  readonly feed: FeedChoice;
  readonly feedSpeed: number | "max";
  readonly seed: number;
};

/** Market data and sessions in one process. */
export async function openWholeDesk(options: WholeDeskOptions): Promise<Desk> {
  const { sql, log, feed, seed, feedSpeed } = options;
  const deskFeed = await findDeskFeed(sql, feed, seed, Date.now());
  const marketData = await openMarketData({ sql, log, deskFeed, feedSpeed });
  const desk = await openDesk({ ...options, tape: marketData.tape });
  return {
    ended: desk.ended,
    async close() {
      const closed = await desk.close();
      await marketData.close();
      return closed;
    },
  };
}
