import type { FeedStatus } from "../../server/domain/markets/price-frames.ts";
import type { PortfolioSnapshot } from "./portfolio-snapshot.ts";

/** Why nothing can be done in a portfolio that trades on another feed than the running one; null for one that is not frozen. */
export function frozenReason(
  snapshot: PortfolioSnapshot | null,
  feed: Pick<FeedStatus, "kind" | "label"> | null,
): string | null {
  if (snapshot === null || !snapshot.isFrozen) return null;
  const own = snapshot.feedKind;
  const which = feed?.kind === snapshot.feedKind ? `another ${own} feed` : `a ${own} feed`;
  const running = feed === null ? "" : `, and the desk now runs “${feed.label}”`;
  return `Portfolio “${snapshot.name}” is frozen: it trades on ${which}${running}. Start the desk with the portfolio's own feed to trade or cancel in it.`;
}
