import type { Candle } from "../../../domain/markets/candle.ts";
import type { CandleEvent, MarketEvent, StreamEvent } from "../../../domain/markets/market-event.ts";
import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";

/**
 * The candles of one instrument, of any timeframes: each must be closed and continue the last of its timeframe. What is missing
 * is flagged before the next one goes on; what is not closed, late, repeated or corrected afterwards is flagged and withheld.
 */
export class CandleSequence {
  readonly #last = new Map<Timeframe, Candle>();

  observe(event: CandleEvent): readonly MarketEvent[] {
    const { candle } = event;
    const { timeframe, openAt } = candle;
    const spanMs = timeframeMs(timeframe);
    if (openAt % spanMs !== 0) {
      return [note(event, "live", "inconsistent", `${named(candle)} does not open on a whole ${timeframe}; left out.`)];
    }
    if (event.at < openAt + spanMs) {
      return [note(event, "live", "inconsistent", `${named(candle)} is not closed at ${isoTime(event.at)}; left out.`)];
    }
    const last = this.#last.get(timeframe);
    if (last !== undefined && openAt <= last.openAt) return [late(event, last)];
    this.#last.set(timeframe, candle);
    if (last === undefined || openAt === last.openAt + spanMs) return [event];
    const missing = (openAt - last.openAt) / spanMs - 1;
    const detail = `${missing} ${missing === 1 ? "candle is" : "candles are"} missing between ${isoTime(last.openAt)} and ${isoTime(openAt)} (${timeframe}).`;
    return [
      note(event, "invalid", "sequence-gap", detail),
      note(event, "live", "resynced", `Candles ${timeframe} go on from ${isoTime(openAt)}.`),
      event,
    ];
  }
}

function late(event: CandleEvent, last: Candle): StreamEvent {
  const opening = named(event.candle);
  if (event.candle.openAt < last.openAt) {
    return note(event, "live", "reordered", `${opening} came after that of ${isoTime(last.openAt)}; left out.`);
  }
  if (isSame(event.candle, last)) return note(event, "live", "repeated", `${opening} came again; left out.`);
  return note(event, "live", "inconsistent", `${opening} came again with other figures; the first ones stand.`);
}

const FIGURES = ["openTicks", "highTicks", "lowTicks", "closeTicks", "volumeLots"] as const;

const isSame = (one: Candle, other: Candle): boolean => FIGURES.every((figure) => one[figure] === other[figure]);

const named = ({ timeframe, openAt }: Candle): string => `Candle ${timeframe} of ${isoTime(openAt)}`;

const isoTime = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

function note(
  { instrumentId, at }: CandleEvent,
  state: StreamEvent["state"],
  code: StreamEvent["code"],
  detail: string,
): StreamEvent {
  return { kind: "stream", instrumentId, at, stream: "candles", state, code, detail };
}
