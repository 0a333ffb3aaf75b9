import { CircleAlert, CircleCheck } from "lucide-react";
import { formatBytes, formatShare, formatSpan } from "./format-system.ts";
import type { Report } from "./system-client.ts";

/** Whether all is well, in words, and what the machine has left. */
export function HealthStrip({ report }: { readonly report: Report }) {
  const { problems, startedAt, at, disk, versions } = report;
  const used = disk.freeBytes === null || disk.totalBytes === null ? null : 1 - disk.freeBytes / disk.totalBytes;
  const facts = [
    ["Uptime", startedAt === null ? "—" : formatSpan(at - startedAt)],
    ["Build", `${versions.tradewind} · ${versions.build.slice(0, 11)}`],
    ["Database", formatBytes(disk.databaseBytes)],
    ["Data folder", formatBytes(disk.dataDirBytes)],
    ["Disk", disk.freeBytes === null ? "—" : `${formatShare(used)} used, ${formatBytes(disk.freeBytes)} free`],
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-(--pad) py-2.5">
      <div role="status" className="flex min-w-0 items-start gap-2">
        {problems.length === 0 ? (
          <>
            <CircleCheck size={18} className="shrink-0 text-up" aria-hidden="true" />
            <strong className="text-[13px] font-semibold">All systems normal</strong>
          </>
        ) : (
          <>
            <CircleAlert size={18} className="shrink-0 text-danger" aria-hidden="true" />
            <ul className="text-[13px] font-semibold text-danger">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <dl className="ml-auto flex flex-wrap gap-x-6 gap-y-1 max-lg:ml-0">
        {facts.map(([name, value]) => (
          <div key={name} className="flex items-baseline gap-1.5">
            <dt className="text-[11px] text-fg-3">{name}</dt>
            <dd className="whitespace-nowrap tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
