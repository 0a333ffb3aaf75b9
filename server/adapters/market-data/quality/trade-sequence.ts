import type { MarketEvent, StreamEvent, TradeEvent } from "../../../domain/markets/market-event.ts";

/** The trades of one instrument whose venue numbers them one by one: what is missing is flagged, what came before is not told again. */
export class TradeSequence {
  #lastId = 0;

  observe(event: TradeEvent): readonly MarketEvent[] {
    const id = Number(event.tradeId);
    const lastId = this.#lastId;
    this.#lastId = Math.max(lastId, id);
    if (lastId === 0 || id === lastId + 1) return [event];
    if (id <= lastId) {
      return [note(event, "live", "repeated", `Trade ${id} came again or late; the last was ${lastId}.`)];
    }
    const missing = `Trades ${lastId + 1} to ${id - 1} are missing.`;
    return [
      note(event, "invalid", "sequence-gap", missing),
      note(event, "live", "resynced", `Trades go on with ${id}.`),
      event,
    ];
  }
}

function note(
  { instrumentId, at }: TradeEvent,
  state: StreamEvent["state"],
  code: StreamEvent["code"],
  detail: string,
): StreamEvent {
  return { kind: "stream", instrumentId, at, stream: "trades", state, code, detail };
}
