import { can } from "../../../server/domain/access/permission.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { haltedReason } from "../../live/frozen.ts";
import type { MarketState } from "../../live/market-state.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";

/** Why nobody may send an order now, whatever stands in the fields; null when somebody may. */
export function whyBlocked(
  snapshot: PortfolioSnapshot | null,
  frozen: string | null,
  market: Pick<Instrument, "id" | "venue"> | null = null,
): string | null {
  if (snapshot === null) return "Loading the portfolio…";
  if (!can(snapshot.role, "order:place")) return `Your role here is ${snapshot.role}: it looks on but does not trade.`;
  if (frozen !== null) return frozen;
  return haltedReason(snapshot, market);
}

/** Why the market takes no order now; null when it does, also on a price that is merely old. */
export function whyNoMarket({ kind }: MarketState, hasPrice: boolean): string | null {
  if (kind === "broken") return "The book is broken and being put in order: there is no price to trade at.";
  if (kind === "absent") return "The running feed has no data of this market.";
  if (kind === "ended") return "The tape has ended: no orders.";
  return hasPrice ? null : "No price has come yet.";
}
