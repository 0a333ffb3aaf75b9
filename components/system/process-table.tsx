import { ScrollBox } from "../data/scroll-box.tsx";
import { UNKNOWN } from "../ui/format-decimal.ts";
import { formatBytes, formatMs, formatShare, formatSpan } from "./format-system.ts";
import type { ProcessReport } from "./system-client.ts";

const TITLES: Readonly<Record<string, string>> = {
  worker: "Worker",
  "market-data": "Market data",
  jobs: "Jobs",
  web: "Web",
  postgres: "Postgres",
};

const COLOURS = { up: "text-up", restarting: "text-warn", down: "text-danger" } as const;
const GLYPHS = { up: "●", restarting: "◐", down: "○" } as const;

const COLUMNS = ["Process", "State", "Pid", "Since", "Restarts", "Memory", "CPU", "Loop p50", "Loop p99", "Heartbeat"];

type ProcessTableProps = { readonly processes: readonly ProcessReport[]; readonly at: number };

/** Each process of the desk: how it stands, what it takes, and when it last said that it is alive. */
export function ProcessTable({ processes, at }: ProcessTableProps) {
  return (
    <ScrollBox label="Processes" className="min-h-0">
      <table className="w-full text-right tabular-nums">
        <thead className="text-[11px] text-fg-3">
          <tr className="h-(--row)">
            {COLUMNS.map((name, index) => (
              <th
                key={name}
                scope="col"
                className={`px-(--pad) font-medium whitespace-nowrap ${index < 2 ? "text-left" : ""}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <ProcessRow key={process.name} process={process} at={at} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function ProcessRow({ process, at }: { readonly process: ProcessReport; readonly at: number }) {
  const { name, state, pid, since, restarts, memoryBytes, cpuFraction, loopP50Ms, loopP99Ms, heartbeatAt } = process;
  const cells = [
    pid ?? UNKNOWN,
    formatSpan(at - since),
    restarts,
    formatBytes(memoryBytes),
    formatShare(cpuFraction),
    formatMs(loopP50Ms),
    formatMs(loopP99Ms),
    heartbeatAt === null ? UNKNOWN : `${formatSpan(at - heartbeatAt)} ago`,
  ];
  return (
    <tr className="h-(--row) border-t border-line-subtle hover:bg-hover">
      <th scope="row" className="px-(--pad) text-left font-medium whitespace-nowrap">
        {TITLES[name] ?? name}
      </th>
      <td className={`px-(--pad) text-left whitespace-nowrap ${COLOURS[state]}`}>
        <span aria-hidden="true">{GLYPHS[state]}</span> {state}
      </td>
      {cells.map((text, index) => (
        <td key={COLUMNS[index + 2]} className="px-(--pad) whitespace-nowrap">
          {text}
        </td>
      ))}
    </tr>
  );
}
