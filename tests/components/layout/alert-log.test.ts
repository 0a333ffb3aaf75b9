import { expect, it } from "vitest";
import {
  type Alert,
  alertsBetween,
  findingAlerts,
  isUnread,
  keepHappened,
  mergeAlerts,
  standingAlerts,
} from "../../../components/layout/alerts/alert-log.ts";
import type { DeskState } from "../../../components/live/desk-store.ts";

type Watched = Parameters<typeof alertsBetween>[0];
type Snapshot = NonNullable<DeskState["snapshot"]>;

const order = (id: string, status: string, createdAt = 1) =>
  ({
    id,
    status,
    createdAt,
    instrumentId: "BTC-USDT",
    reason: "Too large.",
    reasonCode: "order-size",
  }) as Snapshot["orders"][number];

const STOP: Snapshot["stops"][number] = {
  id: "s1",
  scope: { kind: "portfolio" },
  action: "cancel-orders",
  userId: "u",
  reason: "Enough for today.",
  at: 40,
  found: { orders: 0, positions: 0, runs: 0 },
};

const state = (
  orders: Snapshot["orders"],
  more: Partial<Watched> = {},
  stops: Snapshot["stops"] = [],
  sequence = 1,
): Watched => ({
  connection: { state: "open", retryAt: null },
  workerReplacedAt: null,
  status: null,
  snapshot: { portfolioId: "p", name: "Paper", orders, stops, sequence, tradingStateReason: "" } as unknown as Snapshot,
  ...more,
});

const titles = (before: Watched, after: Watched) => alertsBetween(before, after, 50).map(({ title }) => title);

it("tells an order that was refused once, new or known before", () => {
  const before = state([order("a", "submitted", 5)]);
  expect(titles(before, state([order("b", "denied", 6), order("a", "rejected", 5)]))).toEqual([
    "BTC/USDT order denied",
    "BTC/USDT order rejected",
  ]);
  const refused = state([order("a", "rejected", 5)]);
  expect(titles(refused, state([order("a", "rejected", 5)]))).toEqual([]);
});

it("takes an old refusal of a freshly read portfolio for no news", () => {
  expect(titles(state([order("a", "filled", 5)]), state([order("a", "filled", 5), order("old", "denied", 2)]))).toEqual(
    [],
  );
});

it("tells a lost connection, its return, another worker and a halt", () => {
  const lost = { connection: { state: "retrying", retryAt: 9 } } as const;
  expect(titles(state([]), state([], lost))).toEqual(["Connection to the desk lost"]);
  expect(titles(state([], lost), state([], lost))).toEqual([]);
  expect(titles(state([], lost), state([]))).toEqual(["Connection to the desk is back"]);
  expect(titles(state([]), state([], { workerReplacedAt: 7 }))).toEqual(["The worker was restarted"]);
  expect(titles(state([]), state([], {}, [STOP]))).toEqual(["Trading was halted"]);
  expect(titles(state([], {}, [STOP]), state([], {}, [], 2))).toEqual(["Trading goes on"]);
  const scope = { kind: "instrument", instrumentId: "BTC-USDT" } as const;
  expect(titles(state([]), state([], {}, [{ ...STOP, scope, action: "reduce-only" }]))).toEqual([
    "Only reducing in BTC/USDT",
  ]);
});

it("tells the last day's findings, newest first and each once", () => {
  const finding = (id: number, createdAt: number, code: "silent" | "heartbeat" | "resynced" = "silent") =>
    ({ id, instrumentId: "BTC-USDT", stream: "book", code, detail: "", createdAt }) as const;
  const now = 200_000_000;
  const found = findingAlerts(
    [finding(1, now - 90_000_000), finding(2, now - 10), finding(3, now, "resynced"), finding(4, now, "heartbeat")],
    now,
  );
  expect(found.map(({ id, tone }) => [id, tone])).toEqual([
    ["finding 2", "warn"],
    ["finding 3", "info"],
  ]);
  expect(mergeAlerts(found, found).map(({ id }) => id)).toEqual(["finding 3", "finding 2"]);
});

it("names what every tab hears alike, so that two of them keep it once", () => {
  const lost = { connection: { state: "retrying", retryAt: 9 } } as const;
  const ids = (before: Watched, after: Watched, at: number) => alertsBetween(before, after, at).map(({ id }) => id);
  expect(ids(state([]), state([], lost), 50)).toEqual(ids(state([]), state([], lost), 51));
  expect(ids(state([], lost), state([]), 50)).toEqual(ids(state([], lost), state([]), 51));
  const status = { kind: "status", worker: { startedAt: 3, sessions: 1 } } as Watched["status"];
  const replaced = (workerReplacedAt: number) => state([], { workerReplacedAt, status });
  expect(ids(state([]), replaced(50), 50)).toEqual(ids(state([]), replaced(51), 51));
});

it("finds refused orders and standing stops in a portfolio that is read anew, as the tab that saw them named them", () => {
  const refused = { ...order("a", "denied", 6), updatedAt: 7 };
  const { snapshot } = state([refused, order("b", "filled", 6)], {}, [STOP]);
  if (snapshot === null) throw new Error("There is one.");
  const standing = standingAlerts(snapshot);
  expect(standing.map(({ id, at, detail }) => [id, at, detail])).toEqual([
    ["order a", 7, "Too large."],
    ["stop s1", 40, "Enough for today."],
  ]);
  const readUpTo = { wallAt: 45, tapeAt: 6 };
  expect(standing.map((alert) => isUnread(alert, readUpTo))).toEqual([true, true]);
  expect(standing.map((alert) => isUnread(alert, { ...readUpTo, tapeAt: 7 }))).toEqual([false, true]);
  const seen = alertsBetween(state([]), state([refused], {}, [STOP]), 50);
  expect(seen.map((alert) => isUnread(alert, { wallAt: 50, tapeAt: 0 }))).toEqual([false, false]);
  expect(mergeAlerts(standing, seen).map(({ id, at }) => [id, at])).toEqual([
    ["order a", 50],
    ["stop s1", 50],
  ]);
});

it("keeps what happened, each once, short, and no more than a setting may hold", () => {
  const alert = (id: string, at: number): Alert => ({
    id,
    at,
    tone: "warn",
    title: "T".repeat(80),
    detail: "d".repeat(2_000),
    path: "/system",
  });
  const kept = keepHappened([], [alert("a", 1)]);
  expect(keepHappened(kept, [alert("a", 9)])).toBe(kept);
  const many = Array.from({ length: 500 }, (_, index) => alert(`x${index}`, index + 2));
  const all = keepHappened(kept, many);
  expect(all[0]?.id).toBe("x499");
  expect(JSON.stringify(all).length).toBeLessThan(48 * 1024);
});
