import { can } from "../../server/domain/access/permission.ts";
import { isAtLeast, strictestOver } from "../../server/domain/kill-switch/stop.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
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

/** Why a stopped portfolio sends no order, or none in this market, and who lets it go on; null where it trades. */
export function haltedReason(
  snapshot: PortfolioSnapshot | null,
  market: Pick<Instrument, "id" | "venue"> | null = null,
): string | null {
  if (snapshot === null) return null;
  const isAll = snapshot.tradingState === "halted";
  const stop =
    market === null
      ? null
      : strictestOver(snapshot.stops, { instrumentId: market.id, venue: market.venue, runId: null });
  if (!isAll && (stop === null || !isAtLeast(stop.action, "cancel-orders"))) return null;
  const remedy = can(snapshot.role, "trading:resume")
    ? "Press Resume at the top of the page to go on."
    : "Ask a manager to resume it.";
  const where = isAll ? "" : " in this market";
  return `Trading is halted${where}: no order is sent. ${remedy}`;
}
