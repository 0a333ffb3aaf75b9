import { runFlatten } from "../support/flatten-session.ts";
import type { Figures } from "./main.ts";

const WARM_UPS = 3;
const SESSIONS = 30;

/** Forty positions flattened at a venue on its worst day, under the auditor, which throws at anything untrue. */
export function benchStop() {
  for (let seed = 1; seed <= WARM_UPS; seed++) runFlatten(seed);
  const reports = Array.from({ length: SESSIONS }, (_, seed) => runFlatten(seed + 1));
  const sum = (of: (report: (typeof reports)[number]) => number) => reports.reduce((all, each) => all + of(each), 0);
  return {
    latch_ms_max: Number(Math.max(...reports.map(({ latchMs }) => latchMs)).toFixed(2)),
    closing_orders: sum(({ closings }) => closings),
    orders_stopped_in_flight: sum(({ stopped }) => stopped),
    positions_left: sum(({ left }) => left),
  } satisfies Figures;
}
