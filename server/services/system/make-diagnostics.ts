import type { Actor } from "../access/authorize.ts";
import { authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { type LogLine, tailLogs } from "./read-logs.ts";
import { reportSystem, type SystemPlace } from "./report-system.ts";
import type { SystemReport } from "./system-report.ts";

export type Diagnostics = {
  readonly about: string;
  readonly system: SystemReport;
  readonly logs: readonly LogLine[];
};

/** All that helps somebody else to see what is wrong here, without secrets, orders or money. Leaves an audit row. */
export async function makeDiagnostics(desk: Desk, actor: Actor, place: SystemPlace): Promise<Diagnostics> {
  await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "system:logs", null);
    await recordAudit(transaction, actor, { action: "system.diagnostics", target: "desk", portfolioId: null });
  });
  const [system, { lines }] = await Promise.all([reportSystem(desk, actor, place), tailLogs(place.dataDir, null)]);
  const sessions = system.sessions.map((session, index) => ({ ...session, name: `portfolio ${index + 1}` }));
  return {
    about: "Diagnostics of a Tradewind desk. Secrets are hidden and portfolios unnamed; read it before you send it.",
    system: { ...system, sessions },
    logs: lines,
  };
}
