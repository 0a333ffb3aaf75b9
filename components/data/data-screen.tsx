"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { can } from "../../server/domain/access/permission.ts";
import type { Role } from "../../server/domain/access/role.ts";
import { useNow } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyNote, Panel, PanelHead } from "../ui/panel.tsx";
import { dataClient, type Job, type SeriesCoverage } from "./data-client.ts";
import { DataStrip } from "./data-strip.tsx";
import { DropZone } from "./import/drop-zone.tsx";
import { ImportPanel } from "./import/import-panel.tsx";
import { useImport } from "./import/use-import.ts";
import { JobsPanel } from "./jobs/jobs-panel.tsx";
import { PanelTabs, VIEWS, type ViewName } from "./panel-tabs.tsx";
import { QualityTable } from "./quality/quality-table.tsx";
import { CoveragePanel } from "./stored/coverage-panel.tsx";
import { TapePanel } from "./tape/tape-panel.tsx";
import { DataScreenProvider } from "./use-data-screen.tsx";
import { usePolled } from "./use-polled.ts";
import "./data.css";

type DataScreenProps = {
  readonly role: Role;
  /** As the server saw it, so that the first paint is whole. */
  readonly coverage: readonly SeriesCoverage[];
  readonly jobs: readonly Job[];
  /** When the server made the page, until the browser's own clock takes over. */
  readonly at: number;
};

const isMoving = ({ status }: Job) => status === "queued" || status === "running";
const endedOf = (jobs: readonly Job[] | null) => jobs?.filter((job) => job.endedAt !== null).length ?? 0;

/** What data the desk has, how good it is, and the ways to bring more. */
export function DataScreen({ role, coverage: firstCoverage, jobs: firstJobs, at }: DataScreenProps) {
  const mayImport = can(role, "data:import");
  const [view, setView] = useState<ViewName>("Coverage");
  const jobs = usePolled<readonly Job[]>(dataClient.jobs, (known) => (known?.some(isMoving) ? 800 : 4_000), firstJobs);
  const coverage = usePolled<readonly SeriesCoverage[]>(dataClient.coverage, () => 30_000, firstCoverage);
  // A job that ended has changed what is stored.
  const ended = endedOf(jobs.value);
  const seenEnded = useRef(ended);
  useEffect(() => {
    if (seenEnded.current === ended) return;
    seenEnded.current = ended;
    coverage.reload();
  }, [ended, coverage.reload]);
  const flow = useImport(jobs.reload);
  const now = useNow(1_000) ?? at;
  const { open, start } = flow;
  const openImport = useCallback(
    (jobId: string) => {
      open(jobId);
      setView("Import");
    },
    [open],
  );
  const startImport = useCallback(
    (files: readonly File[]) => {
      setView("Import");
      start(files);
    },
    [start],
  );
  const doors = useMemo(() => ({ onJobsChanged: jobs.reload, onOpenImport: openImport }), [jobs.reload, openImport]);
  const isMain = view === "Coverage" || view === "Import" || view === "Quality";
  return (
    <DataScreenProvider value={doors}>
      <DropZone onFiles={mayImport ? startImport : null}>
        <div className="data-screen grid min-h-0 flex-1 gap-px bg-line-subtle">
          <Panel name="Stored data" className="area-strip">
            <DataStrip coverage={coverage.value} mayImport={mayImport} onFiles={startImport} />
          </Panel>
          <PanelTabs views={VIEWS} view={view} jobs={jobs.value} onShow={setView} className="sm:hidden" />
          <Panel name="Data" className={`area-main ${isMain ? "" : "max-sm:hidden"}`}>
            <PanelTabs
              views={VIEWS.slice(0, 3)}
              view={isMain ? view : "Coverage"}
              jobs={null}
              onShow={setView}
              className="max-sm:hidden"
            />
            {coverage.problem === null ? null : (
              <p
                role="alert"
                className="flex items-center gap-2 border-b border-line-subtle px-(--pad) py-1 text-danger"
              >
                {coverage.problem} What stands here may be old. <Button onClick={coverage.reload}>Try again</Button>
              </p>
            )}
            {view === "Import" ? (
              <ImportPanel flow={flow} jobs={jobs.value ?? []} mayImport={mayImport} />
            ) : view === "Quality" ? (
              <QualityTable />
            ) : coverage.value === null ? (
              <EmptyNote>Loading coverage…</EmptyNote>
            ) : (
              <CoveragePanel
                coverage={coverage.value}
                mayFetch={mayImport}
                mayJudge={can(role, "data:judge")}
                onChanged={coverage.reload}
              />
            )}
          </Panel>
          <div className="area-jobs flex min-h-0 flex-col gap-px max-sm:contents">
            <Panel name="Tape" className={`shrink-0 ${view === "Tape" ? "" : "max-sm:hidden"}`}>
              <PanelHead title="Tape" className="max-sm:hidden" />
              <TapePanel mayControl={can(role, "tape:control")} />
            </Panel>
            <Panel name="Downloads and imports" className={`flex-1 ${view === "Jobs" ? "" : "max-sm:hidden"}`}>
              <PanelHead title="Downloads and imports" className="max-sm:hidden" />
              <JobsPanel
                jobs={jobs.value}
                problem={jobs.problem}
                onRetry={jobs.reload}
                mayImport={mayImport}
                now={now}
              />
            </Panel>
          </div>
        </div>
      </DropZone>
    </DataScreenProvider>
  );
}
