import { SECOND_DOOR, type Stop, type StopScope } from "../../server/domain/kill-switch/stop.ts";
import type { OpenItem, StopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";

const symbolOf = (instrumentId: string): string => findInstrument(instrumentId)?.name ?? instrumentId;

function scopeWords(scope: StopScope): string {
  switch (scope.kind) {
    case "everything":
      return "every portfolio";
    case "portfolio":
      return "this portfolio";
    case "venue":
      return `venue ${scope.venue}`;
    case "instrument":
      return symbolOf(scope.instrumentId);
    case "run":
      return `strategy run ${scope.runId}`;
  }
}

const STANDING: Record<Stop["action"], string> = {
  "no-new-entries": "Only orders that reduce risk are taken",
  "reduce-only": "Only orders that reduce risk are taken",
  "cancel-orders": "Trading is halted",
  flatten: "Trading is halted",
};

/** What a stop in force means, in a sentence without its full stop. */
export function stopWords({ stop: { scope, action }, isDone }: Pick<StopChecklist, "stop" | "isDone">): string {
  const where = scope.kind === "portfolio" ? "" : ` in ${scopeWords(scope)}`;
  const closing = action !== "flatten" ? "" : isDone ? ", positions are closed" : ", positions are being closed";
  return `${STANDING[action]}${where}${closing}`;
}

export const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

export type CheckLine = { readonly text: string; readonly count: string; readonly isDone: boolean };

/** The checklist's lines, each with what is reached of what was found. */
export function checkLines({ stop, orders, positions, open }: StopChecklist): readonly CheckLine[] {
  const { found, action } = stop;
  const entries =
    action === "no-new-entries" || action === "reduce-only" ? "New entries refused" : "New orders refused";
  const lines: CheckLine[] = [{ text: entries, count: "", isDone: true }];
  if (action === "no-new-entries") return lines;
  if (found.runs > 0) lines.push({ text: "Strategies halted", count: `${found.runs}/${found.runs}`, isDone: true });
  const ordersFound = Math.max(found.orders, orders.left);
  lines.push({
    text: `Orders cancelled${orderDetail(orders)}`,
    count: `${ordersFound - orders.left}/${ordersFound}`,
    isDone: orders.left === 0,
  });
  if (action !== "flatten" || stop.scope.kind === "run") return lines;
  const dust = positions.length - open;
  const positionsFound = Math.max(found.positions, positions.length);
  lines.push({
    text: `Positions closed${dust === 0 ? "" : ` (${plural(dust, "rest")} too small for any order ${dust === 1 ? "stays" : "stay"})`}`,
    count: `${positionsFound - positions.length}/${positionsFound}`,
    isDone: open === 0,
  });
  return lines;
}

function orderDetail({ working, unanswered, unknown }: StopChecklist["orders"]): string {
  const parts = [
    ...(unanswered > 0 ? [`${unanswered} not answered yet`] : []),
    ...(working > 0 ? [`${working} refused, asked again`] : []),
    ...(unknown > 0 ? [`${unknown} of unknown fate`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

const ITEM: Record<OpenItem["state"], string> = {
  closing: "a closing order is at work",
  unknown: "unknown",
  retrying: "tried again",
  waiting: "waiting",
  dust: "stays",
};

export function itemWords({ symbol, positionSide, state, tries, why }: OpenItem): string {
  const again = tries === 0 ? "" : ` after ${tries === 1 ? "1 try" : `${tries} tries`}`;
  return `${symbol}${positionSide === null ? "" : ` ${positionSide}`}: ${ITEM[state]}${again}${why === null ? "" : `. ${why}`}`;
}

/** What Resume resets, and what it does not. */
export function resumeWords(checklists: readonly StopChecklist[]): readonly string[] {
  const words = checklists.map(({ stop, orders, open }) => {
    const goesOn = [`orders are taken again in ${scopeWords(stop.scope)}`];
    const { runs } = stop.found;
    if (runs > 0) goesOn.push(runs === 1 ? "1 strategy goes on" : `${runs} strategies go on`);
    const undone = [
      ...(orders.left > 0 ? [`${plural(orders.left, "order")} not cancelled yet`] : []),
      ...(open > 0 ? [`${plural(open, "position")} not closed yet`] : []),
    ];
    const stays = undone.length === 0 ? "" : ` The stop ends with ${undone.join(" and ")}.`;
    return `Resets “${stop.reason}”: ${goesOn.join(" and ")}.${stays}`;
  });
  const door = checklists.some(({ stop }) => stop.userId === SECOND_DOOR);
  const rest =
    "Does not reset: cancelled orders do not come back, closed positions stay closed, limits stay used as they are.";
  const shut = "It was stopped from the desk's command line: run “tradewind stop --release” there first.";
  return [...words, rest, ...(door ? [shut] : [])];
}
