import type { Stop } from "../../../server/domain/kill-switch/stop.ts";
import type { QualityCode } from "../../../server/domain/markets/data-quality.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isGoodNews, QUALITY_WORDS } from "../../data/quality/quality-words.ts";
import type { DeskState } from "../../live/desk-store.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { formatReason } from "../../ui/format-reason.ts";

export type Alert = {
  readonly id: string;
  /** Wall time at which it was noticed; tape time of what no tab saw happen. */
  readonly at: number;
  readonly isUnwitnessed?: boolean;
  readonly tone: "info" | "warn" | "danger";
  readonly title: string;
  readonly detail: string;
  /** Where more of it stands. */
  readonly path: string;
};

const ALERTS_KEPT = 100;
// Of what was seen to happen, which is kept among the person's settings: those are small.
const HAPPENED_KEPT = 40;
const DETAIL_LENGTH_MAX = 300;

type Watched = Pick<DeskState, "connection" | "snapshot" | "workerReplacedAt" | "status">;

const isRefused = ({ status }: Order): boolean => status === "rejected" || status === "denied";

/** What has happened between two states of the desk that somebody should know who was not looking. */
export function alertsBetween(before: Watched, after: Watched, at: number): Alert[] {
  return [...connectionAlerts(before, after, at), ...portfolioAlerts(before, after, at)];
}

/** What a portfolio itself still tells, whoever looked on: its refused orders and the stops that stand. */
export const standingAlerts = ({ orders, stops }: PortfolioSnapshot): Alert[] =>
  [
    ...orders.filter(isRefused).map((order) => refusal(order, order.updatedAt)),
    ...stops.map((stop) => halt(stop, stop.at)),
  ].map((alert) => ({ ...alert, isUnwitnessed: true }));

const refusal = ({ id, instrumentId, status, reason, reasonCode }: Order, at: number): Alert => ({
  id: `order ${id}`,
  at,
  tone: "danger",
  title: `${findInstrument(instrumentId)?.name ?? instrumentId} order ${status}`,
  detail: reason !== null ? formatReason(reason) : (reasonCode ?? "No reason was given."),
  path: "/orders",
});

function halt({ id, action, scope, reason }: Stop, at: number): Alert {
  const isHalted = action === "cancel-orders" || action === "flatten";
  const title = `${isHalted ? "Trading was halted" : "Only reducing"}${scopeName(scope)}`;
  return { id: `stop ${id}`, at, tone: "danger", title, detail: reason, path: "/trade/BTC-USDT" };
}

function scopeName(scope: Stop["scope"]): string {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return "";
    case "venue":
      return ` on ${scope.venue}`;
    case "instrument":
      return ` in ${findInstrument(scope.instrumentId)?.name ?? scope.instrumentId}`;
    case "run":
      return " for a strategy";
  }
}

// Every tab hears the same of the connection and of the worker: what it is told by names it, so that it is kept once.
function connectionAlerts(before: Watched, after: Watched, at: number): Alert[] {
  const alerts: Alert[] = [];
  const lostFor = (watched: Watched) => (watched.connection.state === "retrying" ? watched.connection.retryAt : null);
  const [was, is] = [lostFor(before), lostFor(after)];
  if (is !== null && was === null) {
    const detail = "What is on screen stands still; working orders may fill meanwhile.";
    const title = "Connection to the desk lost";
    alerts.push({ id: `lost ${is}`, at, tone: "danger", title, detail, path: "/system" });
  }
  if (was !== null && after.connection.state === "open") {
    const detail = "The portfolio was read again.";
    const title = "Connection to the desk is back";
    alerts.push({ id: `back ${was}`, at, tone: "info", title, detail, path: "/system" });
  }
  const { workerReplacedAt } = after;
  if (workerReplacedAt !== null && workerReplacedAt !== before.workerReplacedAt) {
    const detail = "All that was committed is here again.";
    const title = "The worker was restarted";
    const id = `worker ${after.status?.worker.startedAt ?? workerReplacedAt}`;
    alerts.push({ id, at, tone: "warn", title, detail, path: "/system" });
  }
  return alerts;
}

function portfolioAlerts({ snapshot: was }: Watched, { snapshot: is }: Watched, at: number): Alert[] {
  if (was === null || is === null || was === is || was.portfolioId !== is.portfolioId) return [];
  const known = new Map(was.orders.map((order) => [order.id, order]));
  // The oldest orders of a freshly read snapshot may be ones that were cut off before.
  const newestKnown = was.orders.reduce((newest, { createdAt }) => Math.max(newest, createdAt), 0);
  const isNews = (order: Order) => {
    const before = known.get(order.id);
    return isRefused(order) && (before === undefined ? order.createdAt >= newestKnown : !isRefused(before));
  };
  const alerts = is.orders.filter(isNews).map((order) => refusal(order, at));
  const pulled = is.stops.filter(({ id }) => !was.stops.some((stop) => stop.id === id));
  alerts.push(...pulled.map((stop) => halt(stop, at)));
  if (was.stops.length > 0 && is.stops.length === 0) {
    const id = `resumed ${is.sequence}`;
    const detail = is.tradingStateReason === "" ? `Portfolio “${is.name}”.` : is.tradingStateReason;
    alerts.push({ id, at, tone: "info", title: "Trading goes on", detail, path: "/trade/BTC-USDT" });
  }
  return alerts;
}

type Finding = {
  readonly id: number;
  readonly instrumentId: string;
  readonly stream: string;
  readonly code: QualityCode;
  readonly detail: string;
  readonly createdAt: number;
};

const DAY_MS = 86_400_000;

/** What was found wrong with the feed's data in the last day. */
export function findingAlerts(findings: readonly Finding[], now: number): Alert[] {
  return findings
    .filter(({ createdAt, code }) => now - createdAt < DAY_MS && code !== "heartbeat")
    .map(({ id, instrumentId, stream, code, detail, createdAt }) => ({
      id: `finding ${id}`,
      at: createdAt,
      tone: isGoodNews(code) ? "info" : "warn",
      title: `${instrumentId} ${stream}: ${QUALITY_WORDS[code].toLowerCase()}`,
      detail,
      path: "/data",
    }));
}

/** Newest first, each once, no more than are kept. */
export const mergeAlerts = (...lists: readonly (readonly Alert[])[]): readonly Alert[] =>
  [...new Map(lists.flat().map((alert) => [alert.id, alert])).values()]
    .sort((a, b) => b.at - a.at)
    .slice(0, ALERTS_KEPT);

/** What is kept of what happened, with what was found since; the very same list when there is nothing new in it. */
export function keepHappened(kept: readonly Alert[], found: readonly Alert[]): readonly Alert[] {
  const known = new Set(kept.map(({ id }) => id));
  const news = found.filter(({ id }) => !known.has(id));
  if (news.length === 0) return kept;
  const short = news.map((alert) => ({ ...alert, detail: alert.detail.slice(0, DETAIL_LENGTH_MAX) }));
  return mergeAlerts(short, kept).slice(0, HAPPENED_KEPT);
}

/** Up to when a person has read, by the wall's clock and, of what no tab saw, by the portfolio's tape. */
export type ReadUpTo = { readonly wallAt: number; readonly tapeAt: number };

export const isUnread = ({ at, isUnwitnessed }: Alert, { wallAt, tapeAt }: ReadUpTo): boolean =>
  at > (isUnwitnessed === true ? tapeAt : wallAt);
