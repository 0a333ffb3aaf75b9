"use client";

import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { dataClient, type Job, type JobDetail } from "../data-client.ts";
import { formatBytes } from "../format-data.ts";
import { ProgressBar } from "../progress-bar.tsx";
import { useDataScreen } from "../use-data-screen.tsx";
import { usePolled } from "../use-polled.ts";
import { useWish } from "../use-wish.ts";
import { FileButton } from "./drop-zone.tsx";
import { ImportReportView } from "./import-report-view.tsx";
import { PreviewView } from "./preview-view.tsx";
import type { ImportFlow, Uploading } from "./use-import.ts";

type ImportPanelProps = {
  readonly flow: ImportFlow;
  readonly jobs: readonly Job[];
  readonly mayImport: boolean;
};

/** One import from its files to its report. */
export function ImportPanel({ flow, jobs, mayImport }: ImportPanelProps) {
  const { state } = flow;
  switch (state.kind) {
    case "idle":
      return <Idle problem={state.problem} mayImport={mayImport} onFiles={flow.start} />;
    case "uploading":
      return <Sending uploading={state.uploading} onCancel={flow.cancelUpload} />;
    case "job":
      return (
        <ImportJob
          key={state.jobId}
          jobId={state.jobId}
          job={jobs.find(({ jobId }) => jobId === state.jobId) ?? null}
          mayImport={mayImport}
          onLeave={flow.leave}
        />
      );
  }
}

type IdleProps = {
  readonly problem: string | null;
  readonly mayImport: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

function Idle({ problem, mayImport, onFiles }: IdleProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      {problem === null ? null : (
        <p role="alert" className="max-w-[560px] rounded-md border border-danger px-3 py-2 text-danger">
          {problem}
        </p>
      )}
      <p className="text-[15px] font-semibold">Drop files of market data here</p>
      <p className="max-w-[520px] text-fg-2">
        Candles, trades, funding or raw captures: CSV, Parquet, JSON or feather, plain, gzip or zip. You see what was
        found before anything is stored, and bad rows are named by their line.
      </p>
      <FileButton
        onFiles={onFiles}
        disabled={!mayImport}
        title={mayImport ? undefined : "Your role does not import data"}
      />
      {mayImport ? null : <p className="text-fg-3">Managers, admins and the owner import data.</p>}
    </div>
  );
}

function Sending({ uploading, onCancel }: { readonly uploading: Uploading; readonly onCancel: () => void }) {
  const { files, sent, total } = uploading;
  const [first] = files;
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6">
      <p className="text-[13px] font-semibold">
        Sending {files.length === 1 ? (first?.name ?? "the file") : `${files.length} files`}
      </p>
      <div className="w-[min(420px,100%)]">
        <ProgressBar label="Upload" done={sent} total={total} />
      </div>
      <p className="text-fg-2">
        {formatBytes(sent)} of {formatBytes(total)}
      </p>
      <Button onClick={onCancel}>Cancel the upload</Button>
    </div>
  );
}

type ImportJobProps = {
  readonly jobId: string;
  readonly job: Job | null;
  readonly mayImport: boolean;
  readonly onLeave: () => void;
};

const isMoving = (detail: JobDetail | null) =>
  detail === null || detail.status === "queued" || detail.status === "running";

function ImportJob({ jobId, job, mayImport, onLeave }: ImportJobProps) {
  const {
    value: detail,
    problem,
    reload,
  } = usePolled(
    () => dataClient.job(jobId),
    (known) => (isMoving(known) ? 700 : 5_000),
  );
  const { onJobsChanged } = useDataScreen();
  const { isWaiting, ask } = useWish();
  // Until the desk has said what became of it, the choice is not asked for again.
  const [answered, setAnswered] = useState<JobDetail | null>(null);
  const after = async (call: () => Promise<unknown>) => {
    if (await ask(call)) {
      setAnswered(detail);
      reload();
      onJobsChanged();
    }
  };
  const back = (
    <Button size="row" onClick={onLeave}>
      <ArrowLeft size={12} aria-hidden="true" /> Another import
    </Button>
  );
  const cancel = (
    <Button size="row" disabled={isWaiting || !mayImport} onClick={() => void after(() => dataClient.cancelJob(jobId))}>
      Cancel the import
    </Button>
  );
  if (detail === null) return <Standing title={problem ?? "Reading the import…"}>{back}</Standing>;
  const { preview, outcome, choice, status } = detail;
  if (preview !== null && detail !== answered) {
    return (
      <PreviewView
        preview={preview}
        choice={choice}
        isWaiting={isWaiting}
        mayImport={mayImport}
        aside={cancel}
        onChoose={(chosen) => void after(() => dataClient.chooseImport({ jobId, ...chosen }))}
      />
    );
  }
  if (outcome?.kind === "import") {
    return <ImportReportView report={outcome.report} name={job?.subject ?? "import"} aside={back} />;
  }
  if (status === "failed" || status === "cancelled") {
    const words = status === "cancelled" ? "The import was cancelled. Nothing was stored." : (job?.problem ?? "");
    return (
      <Standing title={words} isAlarm={status === "failed"}>
        <Button disabled={isWaiting || !mayImport} onClick={() => void after(() => dataClient.retryJob(jobId))}>
          Try again
        </Button>
        {back}
      </Standing>
    );
  }
  const isStoring = choice !== null && choice.onBadRows !== null;
  const progress = job?.progress ?? null;
  return (
    <Standing title={`${isStoring ? "Storing" : "Reading"} ${job?.subject ?? "the files"}`}>
      <div className="w-[min(420px,100%)]">
        <ProgressBar label="Import" done={progress?.done ?? 0} total={progress?.total ?? null} />
      </div>
      <p className="min-h-[1.35em] text-fg-2">
        {status === "queued" || detail === answered ? "Waiting for its turn" : (progress?.note ?? "")}
      </p>
      {cancel}
    </Standing>
  );
}

type StandingProps = { readonly title: string; readonly isAlarm?: boolean; readonly children: ReactNode };

function Standing({ title, isAlarm = false, children }: StandingProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      <p
        role={isAlarm ? "alert" : undefined}
        className={`max-w-[640px] text-[13px] font-semibold ${isAlarm ? "text-danger" : ""}`}
      >
        {title}
      </p>
      {children}
    </div>
  );
}
