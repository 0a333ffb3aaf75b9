import { ScrollBox } from "../data/scroll-box.tsx";
import { EmptyNote } from "../ui/panel.tsx";
import type { SessionReport } from "./system-client.ts";

/** The portfolios that one may see, and whether a worker runs them. */
export function SessionTable({ sessions }: { readonly sessions: readonly SessionReport[] }) {
  if (sessions.length === 0) return <EmptyNote>You are a member of no portfolio.</EmptyNote>;
  return (
    <ScrollBox label="Sessions" className="min-h-0">
      <table className="w-full text-right tabular-nums">
        <thead className="text-[11px] text-fg-3">
          <tr className="h-(--row)">
            <th scope="col" className="px-(--pad) text-left font-medium">
              Portfolio
            </th>
            <th scope="col" className="px-(--pad) text-left font-medium">
              Session
            </th>
            <th scope="col" className="px-(--pad) text-left font-medium">
              Trading
            </th>
            <th scope="col" className="px-(--pad) font-medium">
              Working
            </th>
            <th scope="col" className="px-(--pad) font-medium">
              Commits
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ portfolioId, name, mode, feedKind, isRunning, tradingState, workingOrders, sequence }) => (
            <tr key={portfolioId} className="h-(--row) border-t border-line-subtle hover:bg-hover">
              <th
                scope="row"
                className="max-w-[160px] truncate px-(--pad) text-left font-medium"
                title={`${name}: ${mode}, ${feedKind}`}
              >
                {name}
              </th>
              <td className={`px-(--pad) text-left whitespace-nowrap ${isRunning ? "text-up" : "text-fg-3"}`}>
                <span aria-hidden="true">{isRunning ? "●" : "○"}</span> {isRunning ? "running" : "not running"}
              </td>
              <td className={`px-(--pad) text-left ${tradingState === "active" ? "" : "text-danger"}`}>
                {tradingState}
              </td>
              <td className="px-(--pad)">{workingOrders}</td>
              <td className="px-(--pad)">{sequence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
