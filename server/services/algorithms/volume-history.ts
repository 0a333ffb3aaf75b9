import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { findCandleSource } from "../../../db/market-data/series.ts";
import { inSnapshot } from "../../../db/market-data/transaction.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { DayProfile } from "../../domain/orders/algorithms/algorithm.ts";
import { dayProfile, knowsThroughout } from "../../domain/orders/algorithms/volume-profile.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Desk } from "../desk.ts";

const DAYS_READ = 14;
const DAY_MS = 86_400_000;
const PART_MS = 5 * 60_000;

/**
 * How an instrument's volume spreads over the day, from the newest two weeks of the candles that its running feed has kept until
 * now, by the tape: never from what the tape has yet to play. Refuses where a part of the time wanted is not known.
 */
export function volumeHistory(desk: Desk, instrumentId: string, durationMs: number): Promise<Result<DayProfile>> {
  return inSnapshot(desk.sql, async (sql) => {
    const [market] = await sql<{ source: string | null; symbol: string; tape_at: string | null }[]>`
      select source, symbol, (select tape_at from feed_state order by updated_at desc limit 1) as tape_at
      from instrument where id = ${instrumentId}`;
    const symbol = market?.symbol ?? instrumentId;
    const source = market?.source ?? null;
    const now = Number(market?.tape_at ?? 0);
    if (source === null) return unknown(symbol, "none is kept");
    const wanted = { source, symbol, kind: "candles", timeframe: "5m" } as const;
    const stored = await findCandleSource(sql, wanted);
    if (stored === null) return unknown(symbol, "none is kept");
    const { timeframe } = stored;
    const range = { from: Math.max(0, now - DAYS_READ * DAY_MS), to: now - timeframeMs(timeframe) + 1 };
    const candles = await loadCandles(sql, { ...wanted, timeframe }, range);
    const profile = dayProfile(candles, PART_MS);
    if (profile === null) return unknown(symbol, "none is kept until now");
    if (knowsThroughout(profile, now, durationMs)) return accept(profile);
    return unknown(symbol, `the "${profile.days}" days that are kept leave parts of it out`);
  });
}

const unknown = (symbol: string, why: string) =>
  refuse(
    "volume-profile-missing",
    `${symbol}'s volume at this time of the day is not known: ${why}. Choose the flat profile, or a TWAP.`,
    { symbol },
  );
