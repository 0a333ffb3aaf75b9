import type { Client } from "../../../db/client.ts";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { CandleColumnsBuilder } from "../../domain/markets/candle-columns-builder.ts";
import type { CorrectionRequest } from "../../domain/markets/data-request.ts";
import type { JobOutcome } from "./job-runner.ts";

/** Puts one candle right as a new version; the older one stays. */
export async function correctCandle(
  sql: Client,
  { series, candle, reason }: CorrectionRequest,
  userId: string | null,
): Promise<JobOutcome> {
  if (userId === null)
    return { kind: "failed", problem: "Nobody asked for this correction. Ask for it when signed in." };
  const builder = new CandleColumnsBuilder(series.timeframe);
  const { openAt, open, high, low, close, volume } = candle;
  const problem = builder.add(openAt, open, high, low, close, volume);
  if (problem !== null) return { kind: "failed", problem: `${problem.message}. Correct it with values that fit.` };
  const { versions } = await correctCandles(sql, series, builder.finish().columns, { reason, userId });
  return { kind: "done", report: { series, versions } };
}
