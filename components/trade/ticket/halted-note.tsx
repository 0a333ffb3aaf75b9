"use client";

import { can } from "../../../server/domain/access/permission.ts";
import { strictestOver } from "../../../server/domain/kill-switch/stop.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { haltedReason } from "../../live/frozen.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { useSnapshot } from "../../live/use-desk.tsx";

export function HaltedNote({ instrument }: { readonly instrument: Instrument }) {
  const halted = entriesHaltedReason(useSnapshot(), instrument);
  return halted === null ? null : (
    <p className="text-[11px] text-warn">
      <span aria-hidden="true">▲ </span>
      {halted}
    </p>
  );
}

/** That only what lowers risk is taken here, and who lets entries in again; null where they are, or where nothing at all is taken. */
export function entriesHaltedReason(
  snapshot: PortfolioSnapshot | null,
  market: Pick<Instrument, "id" | "venue">,
): string | null {
  if (snapshot === null || haltedReason(snapshot, market) !== null) return null;
  const stop = strictestOver(snapshot.stops, { instrumentId: market.id, venue: market.venue, runId: null });
  if (snapshot.tradingState !== "reducing" && stop === null) return null;
  const remedy = can(snapshot.role, "trading:resume")
    ? "Press Resume at the top of the page to let them in again."
    : "Ask a manager to resume them.";
  return `Entries are halted: only what closes a position is taken. ${remedy}`;
}
