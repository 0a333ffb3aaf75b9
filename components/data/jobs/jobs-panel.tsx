"use client";

import { Button } from "../../ui/button.tsx";
import { EmptyNote } from "../../ui/panel.tsx";
import type { Job } from "../data-client.ts";
import { DownloadForm } from "./download-form.tsx";
import { JobCard } from "./job-card.tsx";

type JobsPanelProps = {
  /** Null before the first answer. */
  readonly jobs: readonly Job[] | null;
  readonly problem: string | null;
  readonly onRetry: () => void;
  readonly mayImport: boolean;
  readonly now: number;
};

/** Downloads and imports: they run on the desk, whether or not this page is open. */
export function JobsPanel({ jobs, problem, onRetry, mayImport, now }: JobsPanelProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto">
      <DownloadForm mayImport={mayImport} now={now} />
      {problem === null ? null : (
        <p className="flex items-center gap-2 p-(--pad) text-danger">
          {problem} <Button onClick={onRetry}>Try again</Button>
        </p>
      )}
      {jobs === null && problem === null ? <EmptyNote>Loading jobs…</EmptyNote> : null}
      {jobs?.length === 0 ? (
        <EmptyNote>No jobs yet: a download or an import appears here and goes on when you leave the page.</EmptyNote>
      ) : null}
      <ul aria-label="Jobs">
        {(jobs ?? []).map((job) => (
          <JobCard key={job.jobId} job={job} now={now} mayImport={mayImport} />
        ))}
      </ul>
    </div>
  );
}
