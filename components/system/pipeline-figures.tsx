import { UNKNOWN } from "../ui/format-decimal.ts";
import { formatMs } from "./format-system.ts";
import type { Report } from "./system-client.ts";

type Row = readonly [name: string, value: string, why: string];

const pair = (latency: { readonly p50Ms: number; readonly p99Ms: number } | null): string =>
  latency === null ? UNKNOWN : `${formatMs(latency.p50Ms)} / ${formatMs(latency.p99Ms)}`;

/** How fast the desk is from feed to venue, and what it is made of. */
export function PipelineFigures({ report }: { readonly report: Report }) {
  const { pipeline, versions, sessions } = report;
  const { orders, queueToCommit, commitToAck, feedEventsPerS } = pipeline;
  const rows: readonly Row[] = [
    [
      "Feed",
      feedEventsPerS === null ? UNKNOWN : `${Math.round(feedEventsPerS)} events/s`,
      "Market events played in the last seconds",
    ],
    ["Request → decision", pair(queueToCommit), "p50 / p99 from a person's request to the durable decision"],
    [
      "Decision → venue's answer",
      pair(commitToAck),
      "p50 / p99 from the durable decision to the venue's durable answer, its own latency included",
    ],
    ["Measured on", `${orders} newest ${orders === 1 ? "order" : "orders"}`, "Manual orders of all portfolios"],
    [
      "Sessions running",
      `${sessions.filter((session) => session.isRunning).length} of ${sessions.length}`,
      "Your portfolios that a worker runs",
    ],
    ["Tradewind", `${versions.tradewind} (${versions.build.slice(0, 12)})`, "Version and build"],
    ["Node · Postgres", `${versions.node} · ${versions.postgres.split(" ")[0] ?? ""}`, "What it runs on"],
    ["Platform", versions.platform, "Operating system"],
  ];
  return (
    <dl className="min-h-0 overflow-auto py-1">
      {rows.map(([name, value, why]) => (
        <div key={name} title={why} className="flex min-h-(--row) items-center gap-3 px-(--pad)">
          <dt className="shrink-0 text-fg-3">{name}</dt>
          <dd className="ml-auto min-w-0 truncate text-right tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
