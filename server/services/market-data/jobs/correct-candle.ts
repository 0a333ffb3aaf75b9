import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { CorrectionRequest } from "../../../domain/markets/data-request.ts";
import { seriesName } from "../../../domain/markets/data-series.ts";
import { timeframeMs } from "../../../domain/time/timeframe.ts";
import { formatTimestamp } from "../../../domain/time/timestamp.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { type JobId, queueDataJob } from "./queue-data-job.ts";

/** Puts one stored candle right under a new version; the old one stays, and the reason with it. */
export async function correctCandle(
  desk: Desk,
  actor: Actor,
  { jobId, ...request }: JobId & CorrectionRequest,
): Promise<Result<JobId>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:judge", null);
    const { openAt } = request.candle;
    if (openAt % timeframeMs(request.series.timeframe) !== 0) {
      return refuse(
        "off-grid",
        `No ${request.series.timeframe} candle opens at ${formatTimestamp(openAt)}. Choose the opening time of a candle.`,
      );
    }
    if (await queueDataJob(transaction, actor, { jobId, kind: "correction", request })) {
      await recordAudit(transaction, actor, {
        action: "data.correct",
        target: seriesName(request.series),
        portfolioId: null,
        after: { jobId, candle: request.candle, reason: request.reason },
      });
    }
    return accept({ jobId });
  });
}
