import type { StreamEvent } from "../../domain/markets/market-event.ts";
import type { MarketView } from "./market-view.ts";

/** What everybody is told when a recording is over: nothing can be traded at its prices any more. */
export function* endOfTape(view: MarketView, instrumentIds: Iterable<string>): Generator<StreamEvent> {
  const at = view.tapeAt ?? 0;
  for (const instrumentId of instrumentIds) {
    for (const stream of ["book", "trades"] as const) {
      const detail = "The recording has ended.";
      yield { kind: "stream", instrumentId, at, stream, state: "invalid", code: "ended", detail };
    }
  }
}
