import { expect, it } from "vitest";
import { alertsBetween, findingAlerts, mergeAlerts } from "../../../components/layout/alerts/alert-log.ts";
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

const state = (orders: Snapshot["orders"], more: Partial<Watched> = {}, tradingState = "active"): Watched => ({
  connection: { state: "open", retryAt: null },
  workerReplacedAt: null,
  snapshot: { portfolioId: "p", name: "Paper", orders, tradingState, tradingStateReason: "" } as unknown as Snapshot,
  ...more,
});

const titles = (before: Watched, after: Watched) => alertsBetween(before, after, 50).map(({ title }) => title);

it("tells an order that was refused once, new or known before", () => {
  const before = state([order("a", "submitted", 5)]);
  expect(titles(before, state([order("b", "denied", 6), order("a", "rejected", 5)]))).toEqual([
    "BTC-USDT order denied",
    "BTC-USDT order rejected",
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
  expect(titles(state([]), state([], {}, "halted"))).toEqual(["Trading was halted"]);
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
