import type { Client } from "../../../db/client.ts";
import type { ClaimedDataJob } from "../../../db/queries/data-jobs.ts";
import type { PatienceOptions } from "../../adapters/exchanges/patience.ts";
import { fetchCatalogue } from "../../adapters/market-data/fetch/fetch-catalogue.ts";
import { fetchData } from "../../adapters/market-data/fetch/fetch-data.ts";
import type { Result } from "../../domain/errors/rejection.ts";
import type { DataJobReport } from "../../domain/markets/data-job.ts";
import { exchangeUrl } from "../../platform/env.ts";
import { isUploadPath } from "../../services/market-data/uploads/upload-folder.ts";
import { correctCandle } from "./correct-candle.ts";
import { carryOutImport } from "./import-job.ts";
import type { JobControl, JobOutcome } from "./job-runner.ts";

export type CarryOutOptions = Pick<PatienceOptions, "now" | "pause" | "chance"> & {
  readonly sql: Client;
  readonly dataDir: string;
};

/** Does what one data job asks, whatever its kind. */
export function carryOutWith({ sql, dataDir, ...patience }: CarryOutOptions) {
  return async (job: ClaimedDataJob, { signal, onProgress }: JobControl): Promise<JobOutcome> => {
    const { userId } = job;
    const context = { ...patience, signal, baseUrlOf: exchangeUrl };
    switch (job.kind) {
      case "fetch":
        return outcomeOf(await fetchData({ ...job.request, kind: "candles" }, { ...context, sql, userId, onProgress }));
      case "catalogue": {
        const say = (note: string) => onProgress({ done: 0, total: null, unit: "instruments", note });
        say("asking for its markets");
        return outcomeOf(await fetchCatalogue(sql, job.request.exchange, { ...context, onWait: say }));
      }
      case "import":
        if (!job.request.files.every(({ path }) => isUploadPath(dataDir, path))) {
          return { kind: "failed", problem: "The import names a file that nobody uploaded. Send the file again." };
        }
        return carryOutImport(sql, job.request, { userId, signal, onProgress, now: patience.now() });
      case "correction":
        return correctCandle(sql, job.request, userId);
    }
  };
}

function outcomeOf(result: Result<DataJobReport["report"]>): JobOutcome {
  if (result.ok) return { kind: "done", report: result.value };
  const { code, message } = result.rejection;
  return code === "interrupted" ? { kind: "interrupted" } : { kind: "failed", problem: message };
}
