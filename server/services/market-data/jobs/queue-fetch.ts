import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { FetchRequest } from "../../../domain/markets/data-request.ts";
import { ASKED_EXCHANGES } from "../../../domain/markets/data-source.ts";
import { timeframeMs } from "../../../domain/time/timeframe.ts";
import { formatTimestamp } from "../../../domain/time/timestamp.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { type JobId, queueDataJob } from "./queue-data-job.ts";

// A year of minutes is half a million; beyond ten million somebody mistyped a year.
const CANDLES_MAX = 10_000_000;
const SYMBOL = /^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}(:[A-Z0-9]{1,20})?$/;

/** Downloads candles from an exchange into the store; what is there already is left as it is. */
export async function queueFetch(desk: Desk, actor: Actor, input: JobId & FetchRequest): Promise<Result<JobId>> {
  const { jobId, ...request } = input;
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    const rejection = judge(request);
    if (rejection !== null) return rejection;
    if (await queueDataJob(transaction, actor, { jobId, kind: "fetch", request })) {
      await recordAudit(transaction, actor, { action: "data.fetch", target: jobId, portfolioId: null, after: request });
    }
    return accept({ jobId });
  });
}

function judge({ exchange, symbol, timeframe, from, to }: FetchRequest) {
  if (!ASKED_EXCHANGES.some((known) => known.exchange === exchange)) {
    const known = ASKED_EXCHANGES.map((known) => known.exchange).join(", ");
    return refuse("exchange-unknown", `"${exchange}" is no exchange that the desk can ask. Choose one of ${known}.`);
  }
  if (!SYMBOL.test(symbol)) {
    return refuse("symbol-malformed", `"${symbol}" is no symbol. Write it as BTC/USDT, a perpetual as BTC/USDT:USDT.`);
  }
  if (from >= to) {
    return refuse(
      "range-empty",
      `From ${formatTimestamp(from)} to ${formatTimestamp(to)} is no time at all. Choose an end after the start.`,
    );
  }
  const candles = Math.ceil((to - from) / timeframeMs(timeframe));
  if (candles > CANDLES_MAX) {
    return refuse(
      "range-too-long",
      `${candles} candles are more than ${CANDLES_MAX} in one download. Choose a shorter range or a longer timeframe.`,
    );
  }
  return null;
}
