"use client";

import { can } from "../../server/domain/access/permission.ts";
import type { Role } from "../../server/domain/access/role.ts";
import { usePolled } from "../data/use-polled.ts";
import { Button } from "../ui/button.tsx";
import { EmptyNote, Panel, PanelHead } from "../ui/panel.tsx";
import { HealthStrip } from "./health-strip.tsx";
import { LogPanel } from "./log-panel.tsx";
import { PipelineFigures } from "./pipeline-figures.tsx";
import { ProcessTable } from "./process-table.tsx";
import { SessionTable } from "./session-table.tsx";
import { type Report, systemClient } from "./system-client.ts";
import "./system.css";

const EVERY_MS = 3_000;

/** How the desk itself does: processes, pipeline, sessions, disk and log. */
export function SystemScreen({ role, report: first }: { readonly role: Role; readonly report: Report }) {
  const { value, problem, reload } = usePolled<Report>(systemClient.report, () => EVERY_MS, first);
  const report = value ?? first;
  return (
    <div className="system-grid grid min-h-0 flex-1 gap-px overflow-auto bg-line-subtle">
      <Panel name="Health" className="[grid-area:strip]">
        {problem === null ? null : (
          <p role="alert" className="flex items-center gap-2 border-b border-line-subtle px-(--pad) py-1 text-danger">
            {problem} What stands here is old. <Button onClick={reload}>Try again</Button>
          </p>
        )}
        <HealthStrip report={report} />
      </Panel>
      <Panel name="Processes" className="[grid-area:processes]">
        <ProcessTable processes={report.processes} at={report.at} />
      </Panel>
      <Panel name="Pipeline" className="[grid-area:pipeline]">
        <PanelHead title="Pipeline and versions" />
        <PipelineFigures report={report} />
      </Panel>
      <Panel name="Sessions" className="[grid-area:sessions]">
        <SessionTable sessions={report.sessions} />
      </Panel>
      <Panel name="Log" className="[grid-area:log]">
        {can(role, "system:logs") ? (
          <LogPanel />
        ) : (
          <>
            <PanelHead title="Log" />
            <EmptyNote>Only owners and admins may read the log.</EmptyNote>
          </>
        )}
      </Panel>
    </div>
  );
}
