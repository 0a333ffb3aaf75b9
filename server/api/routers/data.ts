import { z } from "zod";
import { DEFECT_KINDS } from "../../domain/markets/data-quality.ts";
import {
  BAD_ROWS_CHOICES,
  catalogueRequest,
  correctionRequest,
  dataSeriesKey,
  fetchRequest,
  importMapping,
  seriesChoice,
} from "../../domain/markets/data-request.ts";
import { feedAction } from "../../domain/markets/feed-control.ts";
import { TIMEFRAMES } from "../../domain/time/timeframe.ts";
import { chartCandles } from "../../services/market-data/chart-candles.ts";
import { describeSeries } from "../../services/market-data/describe-series.ts";
import { cancelJob } from "../../services/market-data/jobs/cancel-job.ts";
import { chooseImport } from "../../services/market-data/jobs/choose-import.ts";
import { correctCandle } from "../../services/market-data/jobs/correct-candle.ts";
import { listJobs } from "../../services/market-data/jobs/list-jobs.ts";
import { queueCatalogue } from "../../services/market-data/jobs/queue-catalogue.ts";
import { queueFetch } from "../../services/market-data/jobs/queue-fetch.ts";
import { queueImport } from "../../services/market-data/jobs/queue-import.ts";
import { readJob } from "../../services/market-data/jobs/read-job.ts";
import { retryJob } from "../../services/market-data/jobs/retry-job.ts";
import { listCoverage } from "../../services/market-data/list-coverage.ts";
import { listQualityEvents } from "../../services/market-data/list-quality-events.ts";
import { loadCandles } from "../../services/market-data/load-candles.ts";
import { reviewDefect } from "../../services/market-data/review-defect.ts";
import { controlFeed } from "../../services/market-data/tape/control-feed.ts";
import { id, key, rawText } from "../inputs.ts";
import { onDesk, router } from "../procedures.ts";

const job = z.object({ jobId: key });

/** In one answer for a chart. */
const CANDLES_MAX = 2_000;

const instant = z.number().int().min(0).max(8_640_000_000_000_000);

export const dataRouter = router({
  coverage: onDesk("data:view").query(({ ctx }) => listCoverage(ctx.web.desk, ctx.actor)),
  series: onDesk("data:view")
    .input(z.object({ series: dataSeriesKey }))
    .query(({ ctx, input }) => describeSeries(ctx.web.desk, ctx.actor, input.series)),
  candles: onDesk("data:view")
    .input(
      z.object({
        instrumentId: id,
        timeframe: z.enum(TIMEFRAMES),
        before: instant.nullable(),
        limit: z.number().int().min(1).max(CANDLES_MAX),
      }),
    )
    .query(({ ctx, input }) => chartCandles(ctx.web.desk, ctx.actor, input)),
  storedCandles: onDesk("data:view")
    .input(z.object({ series: dataSeriesKey.extend({ timeframe: z.enum(TIMEFRAMES) }), from: instant, to: instant }))
    .query(({ ctx, input }) => loadCandles(ctx.web.desk, ctx.actor, input)),
  reviewDefect: onDesk("data:judge")
    .input(z.object({ series: dataSeriesKey, kind: z.enum(DEFECT_KINDS), fromAt: instant, isReviewed: z.boolean() }))
    .mutation(({ ctx, input }) => reviewDefect(ctx.web.desk, ctx.actor, input)),
  quality: onDesk("data:view").query(({ ctx }) => listQualityEvents(ctx.web.desk, ctx.actor)),
  jobs: onDesk("data:view").query(({ ctx }) => listJobs(ctx.web.desk, ctx.actor)),
  job: onDesk("data:view")
    .input(job)
    .query(({ ctx, input }) => readJob(ctx.web.desk, ctx.actor, input)),
  import: onDesk("data:import")
    .input(
      job.extend({
        files: z
          .array(z.object({ uploadId: key, name: rawText }))
          .min(1)
          .max(50),
      }),
    )
    .mutation(({ ctx, input }) => queueImport(ctx.web.desk, ctx.actor, ctx.web.settings.dataDir, input)),
  chooseImport: onDesk("data:import")
    .input(
      job.extend({
        mapping: importMapping.nullable(),
        series: seriesChoice.nullable(),
        onBadRows: z.enum(BAD_ROWS_CHOICES).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => chooseImport(ctx.web.desk, ctx.actor, input)),
  fetch: onDesk("data:import")
    .input(job.extend(fetchRequest.shape))
    .mutation(({ ctx, input }) => queueFetch(ctx.web.desk, ctx.actor, input)),
  catalogue: onDesk("data:import")
    .input(job.extend(catalogueRequest.shape))
    .mutation(({ ctx, input }) => queueCatalogue(ctx.web.desk, ctx.actor, input)),
  cancelJob: onDesk("data:import")
    .input(job)
    .mutation(({ ctx, input }) => cancelJob(ctx.web.desk, ctx.actor, input)),
  retryJob: onDesk("data:import")
    .input(job)
    .mutation(({ ctx, input }) => retryJob(ctx.web.desk, ctx.actor, input)),
  correctCandle: onDesk("data:judge")
    .input(job.extend(correctionRequest.shape))
    .mutation(({ ctx, input }) => correctCandle(ctx.web.desk, ctx.actor, input)),
  controlTape: onDesk("tape:control")
    .input(z.object({ key, action: feedAction }))
    .mutation(({ ctx, input }) => controlFeed(ctx.web.desk, ctx.actor, input)),
});
