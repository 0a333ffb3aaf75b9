"use client";

import { BookOpen, Download, FileUp, PencilLine } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { formatClock, formatDay } from "../../ui/format-time.ts";
import { dataClient, type Job } from "../data-client.ts";
import { formatDuration } from "../format-data.ts";
import { ProgressBar } from "../progress-bar.tsx";
import { useDataScreen } from "../use-data-screen.tsx";
import { useWish } from "../use-wish.ts";
import { JobOutcome } from "./job-outcome.tsx";
import { describePace } from "./job-pace.ts";

const ICONS = { import: FileUp, fetch: Download, catalogue: BookOpen, correction: PencilLine } as const;
const KINDS = { import: "Import", fetch: "Download", catalogue: "Catalogue", correction: "Correction" } as const;

const LOOKS = {
  queued: ["border-line text-fg-2", "waiting"],
  running: ["border-info text-info", "running"],
  previewed: ["border-warn text-warn", "your choice"],
  done: ["border-ok text-ok", "done"],
  failed: ["border-danger text-danger", "failed"],
  cancelled: ["border-line text-fg-3", "cancelled"],
} as const;

// A running job reports every few seconds; a silent one waits for another process to take it over.
const SILENT_MS = 20_000;

type JobCardProps = { readonly job: Job; readonly now: number; readonly mayImport: boolean };

/** One job: what it does, how far it is, and what can be done with it. */
export function JobCard({ job, now, mayImport }: JobCardProps) {
  const { jobId, kind, status, subject, progress, problem, askedBy, createdAt, endedAt, aliveAt } = job;
  const { isWaiting, ask } = useWish();
  const { onJobsChanged, onOpenImport } = useDataScreen();
  const Icon = ICONS[kind];
  const [tone, words] = LOOKS[status];
  const isOver = status === "done" || status === "failed" || status === "cancelled";
  const isSilent = status === "running" && aliveAt !== null && now - aliveAt > SILENT_MS;
  const act = async (call: () => Promise<unknown>) => {
    if (await ask(call)) onJobsChanged();
  };
  return (
    <li
      className="flex flex-col gap-1 border-b border-line-subtle px-(--pad) py-2"
      data-job={jobId}
      data-status={status}
    >
      <p className="flex items-center gap-1.5">
        <Icon size={13} aria-hidden="true" className="shrink-0 text-fg-3" />
        <strong className="min-w-0 flex-1 truncate font-semibold" title={subject}>
          <span className="sr-only">{KINDS[kind]} </span>
          {subject}
        </strong>
        <span className={`rounded-[3px] border px-1.5 py-px text-[10px] font-semibold ${tone}`}>{words}</span>
      </p>
      {status === "running" || status === "queued" ? (
        <>
          <ProgressBar
            label={`Progress of ${subject}`}
            done={progress?.done ?? 0}
            total={status === "queued" ? 1 : (progress?.total ?? null)}
          />
          <p className="min-h-[1.35em] truncate text-[11px] text-fg-3">
            {status === "queued" || progress === null ? "Waiting for its turn" : describePace(progress, aliveAt ?? now)}
          </p>
          {progress === null || progress.note === "" ? null : (
            <p className={`text-[11px] ${isSilent ? "text-warn" : "text-fg-2"}`}>
              {isSilent ? "No word from the process; another one takes over." : progress.note}
            </p>
          )}
        </>
      ) : null}
      {problem === null ? null : <p className="text-[11px] text-danger">{problem}</p>}
      {status === "done" && kind !== "import" ? <JobOutcome jobId={jobId} /> : null}
      <p className="flex items-center gap-2 text-[11px] text-fg-3">
        <span className="mr-auto truncate">
          {askedBy ?? "command line"} · {ageOf(createdAt, now)}
          {endedAt === null ? "" : ` · took ${formatDuration(endedAt - (progress?.startedAt ?? createdAt))}`}
        </span>
        {kind === "import" && (status === "done" || status === "failed") ? (
          <Button size="row" onClick={() => onOpenImport(jobId)}>
            Report
          </Button>
        ) : null}
        {status === "previewed" ? (
          <Button size="row" tone="accent" onClick={() => onOpenImport(jobId)}>
            Choose
          </Button>
        ) : null}
        {mayImport && !isOver ? (
          <Button size="row" disabled={isWaiting} onClick={() => void act(() => dataClient.cancelJob(jobId))}>
            Cancel
          </Button>
        ) : null}
        {mayImport && (status === "failed" || status === "cancelled") ? (
          <Button size="row" disabled={isWaiting} onClick={() => void act(() => dataClient.retryJob(jobId))}>
            Retry
          </Button>
        ) : null}
      </p>
    </li>
  );
}

const HOUR_MS = 3_600_000;

const ageOf = (at: number, now: number): string =>
  now - at < HOUR_MS ? `${formatDuration(Math.max(0, now - at))} ago` : `${formatDay(at)} ${formatClock(at)}`;
