import { expect, it } from "vitest";
import { frozenReason } from "@/components/live/frozen.ts";
import type { PortfolioSnapshot } from "@/components/live/portfolio-snapshot.ts";

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
  orders: [],
  fills: [],
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
