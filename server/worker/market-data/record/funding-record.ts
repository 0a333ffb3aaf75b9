import type { Client } from "../../../../db/client.ts";
import { loadFunding, writeFunding } from "../../../../db/market-data/events/funding.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { FundingRatesBuilder } from "../../../domain/markets/funding-rates.ts";
import type { FundingEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { findShownInstrument } from "../shown-instruments.ts";
import { sourceOf } from "./catalogue-entries.ts";

const DAY_MS = 86_400_000;
/** Older than this it says nothing of the rate that runs. */
const NEWEST_MS = 2 * DAY_MS;
/** While the database is away: the oldest are dropped, and a gap is what the store then shows. */
const WAITING_MAX = 1_000;

/** A settled rate, an exact signed fraction of notional, and when it was settled. */
export type SettledFunding = Pick<FundingEvent, "rate" | "at">;

function seriesOf(feedKey: string, instrumentId: string): DataSeries | null {
  const instrument = findShownInstrument(instrumentId);
  if (instrument === undefined || instrument.kind !== "perpetual") return null;
  return { source: sourceOf(feedKey, instrument), symbol: instrument.symbol, kind: "funding", timeframe: null };
}

/** What each perpetual settled last before this time of the tape, as it is stored; those of which nothing is are left out. */
export async function newestFunding(
  sql: Client,
  feedKey: string,
  instrumentIds: readonly string[],
  tapeAt: Timestamp,
): Promise<ReadonlyMap<string, SettledFunding>> {
  const newest = new Map<string, SettledFunding>();
  for (const id of instrumentIds) {
    const series = seriesOf(feedKey, id);
    if (series === null) continue;
    const rates = await loadFunding(sql, series, { from: tapeAt - NEWEST_MS, to: tapeAt + 1 });
    const at = rates?.at.at(-1);
    const rate = rates?.rate.at(-1);
    if (at !== undefined && rate !== undefined) newest.set(id, { at, rate });
  }
  return newest;
}

/** Funding that the running tape settles, on its way into the store. */
export class FundingQueue {
  readonly #sql: Client;
  readonly #feedKey: string;
  #waiting: FundingEvent[] = [];

  constructor(sql: Client, feedKey: string) {
    this.#sql = sql;
    this.#feedKey = feedKey;
  }

  add(event: FundingEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
  }

  /** What is written is out of the queue; when it rejects, the rest waits. The same rate twice changes nothing in the store. */
  async write(): Promise<void> {
    for (const instrumentId of new Set(this.#waiting.map((event) => event.instrumentId))) {
      const own = this.#waiting.filter((event) => event.instrumentId === instrumentId);
      const series = seriesOf(this.#feedKey, instrumentId);
      const rates = new FundingRatesBuilder();
      for (const { at, rate } of own) rates.add(at, rate);
      if (series !== null) {
        await writeFunding(this.#sql, series, rates.finish().columns, { reason: "the running feed" });
      }
      this.#waiting = this.#waiting.filter((event) => !own.includes(event));
    }
  }
}
