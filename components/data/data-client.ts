import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { ask, deskClient } from "../access/desk-client.ts";

type Outputs = inferRouterOutputs<AppRouter>["data"];
type Inputs = inferRouterInputs<AppRouter>["data"];

export type SeriesCoverage = Outputs["coverage"][number];
export type MonthCoverage = SeriesCoverage["months"][number];
export type SeriesDescription = Outputs["series"];
export type Defect = SeriesDescription["defects"][number];
export type StoredCandle = Extract<Outputs["storedCandles"], { ok: true }>["value"][number];
export type QualityEvent = Outputs["quality"][number];
export type Job = Outputs["jobs"][number];
export type JobDetail = Outputs["job"];
export type ImportPreview = NonNullable<JobDetail["preview"]>;
export type PreviewedFile = ImportPreview["files"][number];
export type ImportReport = Extract<NonNullable<JobDetail["outcome"]>, { kind: "import" }>["report"];
export type ImportChoice = Omit<Inputs["chooseImport"], "jobId">;
export type FetchWish = Omit<Inputs["fetch"], "jobId">;
export type Correction = Omit<Inputs["correctCandle"], "jobId">;
export type TapeAction = Inputs["controlTape"]["action"];

/** What the desk refused, in its own words. */
class DataRefusal extends Error {}

async function accepted<Value>(
  call: () => Promise<{ ok: true; value: Value } | { ok: false; rejection: { message: string } }>,
): Promise<Value> {
  const answer = await ask(call);
  if (answer.ok) return answer.value;
  throw new DataRefusal(answer.rejection.message);
}

const { data } = deskClient;

/** Questions and wishes about stored data; a refusal is thrown with its sentence. */
export const dataClient = {
  coverage: () => ask(() => data.coverage.query()),
  series: (series: SeriesCoverage["series"]) => ask(() => data.series.query({ series })),
  candles: (input: Inputs["storedCandles"]) => accepted(() => data.storedCandles.query(input)),
  quality: () => ask(() => data.quality.query()),
  jobs: () => ask(() => data.jobs.query()),
  job: (jobId: string) => ask(() => data.job.query({ jobId })),
  reviewDefect: (input: Inputs["reviewDefect"]) => accepted(() => data.reviewDefect.mutate(input)),
  import: (input: Inputs["import"]) => accepted(() => data.import.mutate(input)),
  chooseImport: (input: Inputs["chooseImport"]) => accepted(() => data.chooseImport.mutate(input)),
  fetch: (wish: FetchWish) => accepted(() => data.fetch.mutate({ jobId: crypto.randomUUID(), ...wish })),
  cancelJob: (jobId: string) => accepted(() => data.cancelJob.mutate({ jobId })),
  retryJob: (jobId: string) => accepted(() => data.retryJob.mutate({ jobId })),
  correct: (correction: Correction) =>
    accepted(() => data.correctCandle.mutate({ jobId: crypto.randomUUID(), ...correction })),
  controlTape: (action: TapeAction) => ask(() => data.controlTape.mutate({ key: crypto.randomUUID(), action })),
};
