import type { QualityCode } from "../../../server/domain/markets/data-quality.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isGoodNews, QUALITY_WORDS } from "../../data/quality/quality-words.ts";
import type { DeskState } from "../../live/desk-store.ts";

export type Alert = {
  readonly id: string;
  /** Wall time at which it was noticed. */
  readonly at: number;
  readonly tone: "info" | "warn" | "danger";
  readonly title: string;
  readonly detail: string;
  /** Where more of it stands. */
  readonly path: string;
};

const ALERTS_KEPT = 100;

type Watched = Pick<DeskState, "connection" | "snapshot" | "workerReplacedAt">;

const isRefused = ({ status }: Order): boolean => status === "rejected" || status === "denied";

/** What has happened between two states of the desk that somebody should know who was not looking. */
export function alertsBetween(before: Watched, after: Watched, at: number): Alert[] {
  return [...connectionAlerts(before, after, at), ...portfolioAlerts(before, after, at)];
}

function connectionAlerts(before: Watched, after: Watched, at: number): Alert[] {
  const alerts: Alert[] = [];
  const isLost = after.connection.state === "retrying" && after.connection.retryAt !== null;
  const wasLost = before.connection.state === "retrying" && before.connection.retryAt !== null;
  if (isLost && !wasLost) {
    const detail = "What is on screen stands still; working orders may fill meanwhile.";
    alerts.push({
      id: `lost ${at}`,
      at,
      tone: "danger",
      title: "Connection to the desk lost",
      detail,
      path: "/system",
    });
  }
  if (wasLost && after.connection.state === "open") {
    const detail = "The portfolio was read again.";
    alerts.push({
      id: `back ${at}`,
      at,
      tone: "info",
      title: "Connection to the desk is back",
      detail,
      path: "/system",
    });
  }
  if (after.workerReplacedAt !== null && after.workerReplacedAt !== before.workerReplacedAt) {
    const detail = "All that was committed is here again.";
    alerts.push({ id: `worker ${at}`, at, tone: "warn", title: "The worker was restarted", detail, path: "/system" });
  }
  return alerts;
}

function portfolioAlerts({ snapshot: was }: Watched, { snapshot: is }: Watched, at: number): Alert[] {
  if (was === null || is === null || was === is || was.portfolioId !== is.portfolioId) return [];
  const alerts: Alert[] = [];
  const known = new Map(was.orders.map((order) => [order.id, order]));
  // The oldest orders of a freshly read snapshot may be ones that were cut off before.
  const newestKnown = was.orders.reduce((newest, { createdAt }) => Math.max(newest, createdAt), 0);
  for (const order of is.orders) {
    if (!isRefused(order)) continue;
    const before = known.get(order.id);
    if (before === undefined ? order.createdAt < newestKnown : isRefused(before)) continue;
    const title = `${order.instrumentId} order ${order.status}`;
    const detail = order.reason ?? order.reasonCode ?? "No reason was given.";
    alerts.push({ id: `order ${order.id}`, at, tone: "danger", title, detail, path: "/orders" });
  }
  if (is.tradingState !== was.tradingState) {
    const isActive = is.tradingState === "active";
    const title = isActive ? "Trading goes on" : is.tradingState === "halted" ? "Trading was halted" : "Only reducing";
    const detail = is.tradingStateReason === "" ? `Portfolio “${is.name}”.` : is.tradingStateReason;
    alerts.push({ id: `state ${at}`, at, tone: isActive ? "info" : "danger", title, detail, path: "/trade/BTC-USDT" });
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
