import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { ControlEvent } from "../engine-event.ts";

/** Is told all that enters a session, and when it is drained and released: enough to run it again, call for call. */
export interface SessionWitness {
  primed(event: MarketEvent): void;
  offered(feedPosition: number | null, event: MarketEvent): void;
  controlled(event: ControlEvent): void;
  elapsed(at: Timestamp): void;
  checkpointed(): void;
  drained(): void;
  committed(sequence: number): void;
}
