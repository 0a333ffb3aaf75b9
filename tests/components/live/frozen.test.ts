import { expect, it } from "vitest";
import { frozenReason, haltedReason } from "@/components/live/frozen.ts";
import type { PortfolioSnapshot } from "@/components/live/portfolio-snapshot.ts";
import { entriesHaltedReason } from "@/components/trade/ticket/halted-note.tsx";
import { NO_BORROWING } from "../../../server/domain/borrowing/loan.ts";

const snapshot: PortfolioSnapshot = {
  portfolioId: "P1",
  name: "Main",
  mode: "paper",
  feedKind: "synthetic",
  baseCurrency: "USDT",
  sequence: 1,
  tradingState: "active",
  tradingStateReason: "",
  stops: [],
  selfTrade: "cancel-newest",
  borrowing: NO_BORROWING,
  orders: [],
  fills: [],
  algorithms: [],
  lots: [],
  positions: [],
  balances: [],
  role: "owner",
  isFrozen: true,
};

it("names the portfolio's own feed and the running one", () => {
  expect(frozenReason(snapshot, { kind: "recorded", label: "March" })).toMatch(
    /“Main” is frozen: it trades on a synthetic feed, and the desk now runs “March”/,
  );
  expect(frozenReason(snapshot, { kind: "synthetic", label: "Seed 2" })).toContain("another synthetic feed");
  expect(frozenReason(snapshot, null)).toContain("it trades on a synthetic feed. Start the desk");
});

it("says nothing of a portfolio that may act", () => {
  expect(frozenReason({ ...snapshot, isFrozen: false }, null)).toBeNull();
  expect(frozenReason(null, null)).toBeNull();
});

it("says that a market is halted where a stop reaches it, and that all are where one reaches the portfolio", () => {
  const btc = { id: "BTC-USDT", venue: "paper" };
  const found = { orders: 0, positions: 0, runs: 0 };
  const stop = { id: "s", action: "cancel-orders", userId: "u", reason: "", at: 0, found } as const;
  const inBtc = { ...snapshot, stops: [{ ...stop, scope: { kind: "instrument", instrumentId: "BTC-USDT" } }] } as const;
  expect(haltedReason(inBtc, btc)).toMatch(/^Trading is halted in this market: no order is sent/);
  expect([
    haltedReason(inBtc, { id: "ETH-USDT", venue: "paper" }),
    haltedReason(inBtc),
    haltedReason(snapshot, btc),
  ]).toEqual([null, null, null]);
  expect(haltedReason({ ...snapshot, tradingState: "halted" })).toMatch(/^Trading is halted: no order is sent/);
});

it("says that entries are halted where only what lowers risk is taken, and not where nothing is", () => {
  const btc = { id: "BTC-USDT", venue: "paper" };
  const found = { orders: 0, positions: 0, runs: 0 };
  const scope = { kind: "instrument", instrumentId: "BTC-USDT" } as const;
  const stopped = (action: "no-new-entries" | "reduce-only" | "cancel-orders") =>
    ({ ...snapshot, stops: [{ id: "s", userId: "u", reason: "", at: 0, found, scope, action }] }) as const;
  const said = /^Entries are halted: only what closes a position is taken\./;
  expect(entriesHaltedReason(stopped("no-new-entries"), btc)).toMatch(said);
  expect(entriesHaltedReason(stopped("reduce-only"), btc)).toMatch(said);
  expect(entriesHaltedReason({ ...snapshot, tradingState: "reducing" }, btc)).toMatch(said);
  expect([
    entriesHaltedReason(stopped("cancel-orders"), btc),
    entriesHaltedReason(stopped("no-new-entries"), { id: "ETH-USDT", venue: "paper" }),
    entriesHaltedReason(snapshot, btc),
  ]).toEqual([null, null, null]);
});
