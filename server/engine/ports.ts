import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { OrderEvent } from "../domain/orders/order-event.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import type { EngineCommand } from "./engine-command.ts";

/** Where orders go. Answers that are known at once are returned in order; a live venue's answers come through the inbox. */
export interface Venue {
  /** First phase of a market event: a simulated venue looks at the tape before anybody may act on it. */
  observe(event: MarketEvent): readonly OrderEvent[];
  /** Time passed without a market event, e.g. after a tape's end: what was under way arrives. */
  elapse?(at: Timestamp): readonly OrderEvent[];
  execute(command: EngineCommand, at: Timestamp): readonly OrderEvent[];
}
