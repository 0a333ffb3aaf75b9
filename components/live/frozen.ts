import { can } from "../../server/domain/access/permission.ts";
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

/** Why a stopped portfolio sends no order, and who lets it go on; null for one that trades. */
export function haltedReason(snapshot: PortfolioSnapshot | null): string | null {
  if (snapshot === null || snapshot.tradingState !== "halted") return null;
  const remedy = can(snapshot.role, "trading:resume")
    ? "Press Resume at the top of the page to go on."
    : "Ask a manager to resume it.";
  return `Trading is halted: no order is sent. ${remedy}`;
}
