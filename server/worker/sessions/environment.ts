import type { StoredPortfolio } from "../../../db/queries/recovery.ts";
import { LISTED_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../../engine/engine-state.ts";
import type { Venue, VenueEvent } from "../../engine/ports.ts";
import type { SavedVenue } from "../../simulation/exchange/saved-venue.ts";
import { createSimulatedVenue } from "../../simulation/exchange/simulated-venue.ts";
import type { VenueSettings } from "../../simulation/exchange/venue-settings.ts";
import { hasReachedVenue } from "./recovery.ts";

export type SessionEnvironment = {
  readonly venue: Venue;
  /** Hands the venue the positions and orders that already stand there, once it has seen the tape; asks again for cancels under way. */
  adoptWorking(state: EngineState): VenueEvent[];
  /** The venue at this instant, where it is ours to save. */
  saveVenue(): SavedVenue | null;
  /** When the next thing under way arrives there by itself. */
  nextDueAt(): Timestamp;
  /** Nothing that we did there can still matter to what we do next. */
  isIndifferentTo(instrumentId: string): boolean;
};

/** The one place that reads a portfolio's mode: it decides who stands behind the venue's door. */
export function environmentFor(
  portfolio: StoredPortfolio,
  venueSettings: Partial<VenueSettings> = {},
  savedVenue: SavedVenue | null = null,
): SessionEnvironment {
  switch (portfolio.mode) {
    case "paper": {
      const venue = createSimulatedVenue({
        instruments: LISTED_INSTRUMENTS,
        settings: venueSettings,
        saved: savedVenue,
      });
      return {
        venue,
        saveVenue: () => venue.save(),
        nextDueAt: () => venue.nextDueAt,
        isIndifferentTo: (instrumentId) => venue.isIndifferentTo(instrumentId),
        adoptWorking(state) {
          const answers: VenueEvent[] = [];
          for (const { instrument, positionSide, margin } of state.margined) {
            if (margin === null) continue;
            const { position, fundingUnits } = margin;
            const mark = markTicks(state.prices.get(instrument.id));
            venue.adoptPosition(instrument.id, { ...position, fundingUnits, markTicks: mark }, positionSide);
          }
          for (const { order } of state.working.values()) {
            if (!hasReachedVenue(order)) continue;
            venue.adopt(order);
            if (order.status !== "pending-cancel") continue;
            const { id: orderId, instrumentId } = order;
            answers.push(...venue.execute({ kind: "cancel-order", orderId, instrumentId }, state.now));
          }
          return answers;
        },
      };
    }
    case "live":
      throw new Error(`Portfolio "${portfolio.name}" is live, and this desk has no exchange account for it`);
  }
}
